#include <support/samples.h>

#include <resources/resources.h>

namespace peraku::test {

using namespace domain;

ProcessCatalogue sampleCatalogue()
{
    auto catalogue = ProcessCatalogue::fromCsv(resources::processCatalogueCsv());
    if (!catalogue)
        qFatal("the shipped catalogue does not parse: %s", qPrintable(catalogue.error().detail));
    return *catalogue;
}

QDate sampleToday()
{
    return QDate(2026, 6, 30);
}

ReferenceData sampleReference()
{
    ReferenceData reference;
    reference.version = QStringLiteral("sample-1");
    reference.mask = federalMask();
    const auto text = [](const char* latin) { return QString::fromLatin1(latin); };
    for (const auto& [code, name] : { std::pair { "27010101", "Pejabat Kewangan Daerah Tasik Biru" },
             { "27010202", "Jabatan Jalan dan Jambatan Tasik Biru" },
             { "27010303", "Hospital Daerah Bukit Kenari" } }) {
        reference.offices.append({ OfficeCode(text(code)), text(name), QStringLiteral("C27001") });
        reference.values.append({ QStringLiteral("office"), text(code), text(name) });
    }
    struct Row {
        const char* segment;
        const char* code;
        const char* name;
    };
    for (const auto& row : { Row { "controllingOfficer", "C27001", "Pegawai Kewangan Negeri Contoh" },
             { "vote", "B27", "Bekalan 27" }, { "vote", "P27", "Pembangunan 27" },
             { "programme", "010100", "Pengurusan Am" }, { "programme", "020300", "Penyenggaraan" },
             { "project", "00000", "Tiada projek" }, { "setia", "000", "Tiada setia" },
             { "subsetia", "0000", "Tiada subsetia" }, { "account", "B2710101", "Bekalan pejabat" },
             { "account", "B2810101", "Penyenggaraan bangunan" },
             { "account", "B2910101", "Perkhidmatan ikhtisas" },
             { "account", "A1110101", "Panjar wang runcit" } })
        reference.values.append({ text(row.segment), text(row.code), text(row.name) });
    reference.banks = { { QStringLiteral("BKA"), QStringLiteral("Bank Kenari Awam"), 10, 12 },
        { QStringLiteral("BTB"), QStringLiteral("Bank Tasik Biru"), 12, 14 } };
    reference.payees = { { QStringLiteral("Perniagaan Seri Kenari"), QStringLiteral("202101000017"),
        QStringLiteral("BKA"), QStringLiteral("7010203040") } };
    reference.reasons = {
        { QStringLiteral("Q01"), QStringLiteral("Dokumen tidak lengkap"),
            QStringLiteral("Documents incomplete"), true, false },
        { QStringLiteral("Q02"), QStringLiteral("Kod akaun salah"), QStringLiteral("Wrong account code"),
            true, false },
        { QStringLiteral("C01"), QStringLiteral("PTJ salah"), QStringLiteral("Wrong office"), false, true },
        { QStringLiteral("X01"), QStringLiteral("Lain-lain"), QStringLiteral("Other"), true, true },
    };
    const auto catalogue = sampleCatalogue();
    for (const auto& process : catalogue.all()) {
        if (process.voucherKind() && !process.steps.isEmpty())
            reference.processes.append(process.no);
    }
    return reference;
}

} // namespace peraku::test
