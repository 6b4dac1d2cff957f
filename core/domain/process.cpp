#include <domain/process.h>

#include <QSet>

#include <algorithm>

namespace peraku::domain {

namespace {

constexpr qsizetype columns = 9;

/** One record of RFC 4180 without line breaks inside quotes; nullopt for a quote that is out of place. */
std::optional<QStringList> splitRecord(const QString& line)
{
    QStringList fields;
    QString field;
    bool quoted = false;
    for (qsizetype i = 0; i < line.size(); ++i) {
        const auto c = line.at(i);
        if (quoted) {
            if (c != QLatin1Char('"'))
                field += c;
            else if (i + 1 < line.size() && line.at(i + 1) == QLatin1Char('"'))
                field += line.at(++i);
            else
                quoted = false;
        } else if (c == QLatin1Char('"') && field.isEmpty()) {
            quoted = true;
        } else if (c == QLatin1Char('"')) {
            return std::nullopt;
        } else if (c == QLatin1Char(',')) {
            fields += field;
            field.clear();
        } else {
            field += c;
        }
    }
    if (quoted)
        return std::nullopt;
    fields += field;
    return fields;
}

std::optional<StepKind> stepOf(const QString& name)
{
    if (name == QLatin1String("Perakuan 1"))
        return StepKind::FirstCertification;
    if (name == QLatin1String("Perakuan 2"))
        return StepKind::SecondCertification;
    if (name == QLatin1String("Akuan Terima"))
        return StepKind::Acknowledgement;
    if (name == QLatin1String("Penyemak"))
        return StepKind::CheckerOnly;
    return std::nullopt;
}

std::optional<Process> processOf(const QStringList& fields)
{
    Process process;
    bool number = false;
    process.no = fields.at(0).toInt(&number);
    if (!number || process.no < 1)
        return std::nullopt;
    process.module = fields.at(1);
    process.name = fields.at(2);
    process.channel = fields.at(3);
    if (fields.at(4) != QLatin1String("yes") && fields.at(4) != QLatin1String("no"))
        return std::nullopt;
    process.bulk = fields.at(4) == QLatin1String("yes");
    bool ended = false;
    for (qsizetype column = 5; column < 8; ++column) {
        if (fields.at(column).isEmpty()) {
            ended = true;
            continue;
        }
        const auto step = stepOf(fields.at(column));
        if (!step || ended)
            return std::nullopt;
        process.steps += *step;
    }
    process.note = fields.at(8);
    return process;
}

} // namespace

std::optional<VoucherKind> Process::voucherKind() const
{
    if (name.startsWith(QLatin1String("Baucar Jurnal")))
        return VoucherKind::Journal;
    if (name.contains(QLatin1String("Arahan Bayaran")) || name.contains(QLatin1String("Arahan Pembayaran")))
        return VoucherKind::Payment;
    return std::nullopt;
}

Result<ProcessCatalogue> ProcessCatalogue::fromCsv(const QByteArray& csv)
{
    const auto broken = [](qsizetype line) {
        return fail(ErrorCode::InvalidInput, QStringLiteral("process catalogue, line %1").arg(line));
    };
    auto lines = QString::fromUtf8(csv).split(QLatin1Char('\n'));
    if (lines.first().trimmed()
        != QLatin1String("no,module,process,channel,bulk,step_1,step_2,step_3,source_note"))
        return broken(1);
    ProcessCatalogue catalogue;
    QSet<int> seen;
    for (qsizetype i = 1; i < lines.size(); ++i) {
        auto line = lines.at(i);
        if (line.endsWith(QLatin1Char('\r')))
            line.chop(1);
        if (line.isEmpty())
            continue;
        const auto fields = splitRecord(line);
        if (!fields || fields->size() != columns)
            return broken(i + 1);
        const auto process = processOf(*fields);
        if (!process || seen.contains(process->no))
            return broken(i + 1);
        seen.insert(process->no);
        catalogue.m_rows += *process;
    }
    return catalogue;
}

const Process* ProcessCatalogue::find(int no) const
{
    const auto found = std::find_if(
        m_rows.cbegin(), m_rows.cend(), [no](const auto& process) { return process.no == no; });
    return found == m_rows.cend() ? nullptr : &*found;
}

} // namespace peraku::domain
