#include "chart.h"
#include "people.h"

#include <array>

using namespace Qt::StringLiterals;

namespace peraku::demo {

namespace {

constexpr std::array stems { "Cahaya", "Maju", "Sinar", "Jaya", "Setia", "Bina", "Mutiara", "Permata",
    "Wawasan", "Perdana", "Gemilang", "Harapan", "Murni", "Tegap", "Suria", "Bakti", "Lestari", "Anggerik",
    "Kencana", "Rimbun", "Saujana", "Delima", "Warisan", "Intan" };
constexpr std::array seconds { "Timur", "Selatan", "Utama", "Teknik", "Niaga", "Usaha", "Bersatu",
    "Cemerlang", "Raya", "Emas", "Indah", "Sepakat", "Mewah", "Damai", "Pantas", "Padu" };

struct Trade {
    const char* key;
    const char* word;
};
constexpr std::array<Trade, 10> trades { {
    { "stationery", "Alat Tulis" },
    { "works", "Pembinaan" },
    { "vehicle", "Auto Servis" },
    { "food", "Katering" },
    { "it", "Teknologi" },
    { "print", "Percetakan" },
    { "fuel", "Petroleum" },
    { "professional", "Perunding" },
    { "rental", "Hartanah" },
    { "supply", "Bekalan" },
} };

} // namespace

const QList<Spending>& spendings()
{
    static const QList<Spending> list {
        { "Bil elektrik %2 bagi %1", "B2310101", "utility", 300, 28000, false },
        { "Bil air %2 bagi %1", "B2310102", "utility", 40, 4200, false },
        { "Bil telefon dan talian data %2 bagi %1", "B2310201", "utility", 90, 9500, false },
        { "Sewaan mesin penyalin %2 bagi %1", "B2410101", "rental", 250, 3800, false },
        { "Sewaan ruang pejabat dan stor %2 bagi %1", "B2410101", "rental", 1500, 42000, false },
        { "Pembekalan alat tulis dan kertas untuk %2", "B2710101", "stationery", 80, 9800, true },
        { "Pembekalan toner dan katrij pencetak untuk %2", "B2710101", "stationery", 350, 14500, true },
        { "Bahan api kenderaan jabatan bagi %1", "B2710201", "fuel", 200, 12000, false },
        { "Servis berkala dan tayar kenderaan %2", "B2810201", "vehicle", 180, 8700, true },
        { "Kerja pembaikan bumbung dan pendawaian di %2", "B2810101", "works", 2500, 190000, true },
        { "Kerja penyenggaraan jalan dan longkang bagi %1", "B2810101", "works", 8000, 620000, true },
        { "Jamuan dan penginapan kursus %2, %1", "B2910201", "food", 150, 16500, true },
        { "Percetakan borang dan buku laporan %2", "B2910201", "print", 220, 18000, true },
        { "Perkhidmatan perunding kajian teknikal %2", "B2910101", "professional", 6000, 240000, true },
        { "Pembelian komputer riba dan pelayan untuk %2", "B3510101", "it", 2800, 320000, true },
        { "Lesen perisian dan sokongan sistem %2 bagi %1", "B3510101", "it", 1200, 150000, true },
        { "Pembekalan bahan pembaikan dan alat ganti %2", "B2610101", "supply", 120, 24000, true },
        { "Tuntutan perjalanan rasmi pegawai bagi %1", "B2110101", "person", 60, 2600, false },
        { "Elaun pekerja sambilan harian bagi %1", "B1210101", "person", 400, 3200, false },
        { "Bantuan kebajikan penerima terpilih bagi %1", "B4210101", "person", 150, 1200, false },
        { "Rekupmen panjar wang runcit %2, %1", "A1110101", "person", 100, 1000, false },
        { "Pengangkutan dan penghantaran barang %2", "B2210101", "supply", 90, 5400, false },
    };
    return list;
}

QList<Supplier> inventSuppliers(std::uint64_t seed, int count, const QList<domain::BankInfo>& banks)
{
    const auto account = [&banks](Dice& dice, domain::KnownPayee& payee) {
        const auto& bank = dice.pick(banks);
        payee.bankCode = bank.code;
        payee.bankAccount = dice.digits(bank.accountMin);
    };
    QList<Supplier> list;
    // The three utilities of the state come first, since most offices pay them every month.
    for (const char* name : { "Tenaga Cendana Berhad", "Air Cendana Sdn Bhd", "Telekom Cendana Berhad" }) {
        auto dice = Dice::of(seed, 0x7574696c, std::uint64_t(list.size()));
        Supplier supplier { { QString::fromUtf8(name), u"19900100%1"_s.arg(1000 + list.size()), {}, {} },
            u"utility"_s };
        account(dice, supplier.payee);
        list.append(supplier);
    }
    People people(seed ^ 0x70617965);
    QSet<QString> names;
    for (std::uint64_t i = 0; list.size() < count; ++i) {
        auto dice = Dice::of(seed, 0x737570, i);
        Supplier supplier;
        if (dice.chance(25)) {
            const auto person = people.next();
            supplier = { { person.name, person.ic.digits(), {}, {} }, u"person"_s };
        } else {
            const auto& trade = trades[i % trades.size()];
            const auto name = QString::fromUtf8(dice.pick(stems)) + u' '
                + QString::fromUtf8(dice.pick(seconds)) + u' ' + QString::fromUtf8(trade.word);
            const bool company = dice.chance(60);
            // Registration numbers in the form of twelve digits: year, kind, sequence.
            const auto registration = u"%1%2%3"_s.arg(dice.between(1995, 2022))
                                          .arg(company ? u"01"_s : u"03"_s)
                                          .arg(dice.digits(6));
            supplier = { { name + (company ? u" Sdn Bhd"_s : u" Enterprise"_s), registration, {}, {} },
                QString::fromUtf8(trade.key) };
        }
        if (names.contains(supplier.payee.name))
            continue;
        names.insert(supplier.payee.name);
        account(dice, supplier.payee);
        list.append(supplier);
    }
    return list;
}

} // namespace peraku::demo
