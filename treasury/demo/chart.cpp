#include "chart.h"

#include <array>

using namespace Qt::StringLiterals;

namespace peraku::demo {

namespace {

struct OfficeName {
    const char* name;
    const char* controllingOfficer; ///< The head whose vote it spends.
};
constexpr std::array<OfficeName, 24> officeNames { {
    { "Pejabat Perbendaharaan Negeri", "010100" },
    { "Pejabat Setiausaha Kerajaan Negeri", "010200" },
    { "Jabatan Kerja Raya Negeri", "020100" },
    { "Jabatan Pengairan dan Saliran Negeri", "020200" },
    { "Jabatan Pertanian Negeri", "030100" },
    { "Jabatan Perkhidmatan Veterinar Negeri", "030200" },
    { "Jabatan Perhutanan Negeri", "030300" },
    { "Pejabat Tanah dan Galian Negeri", "040100" },
    { "Jabatan Kebajikan Masyarakat Negeri", "050100" },
    { "Jabatan Hal Ehwal Agama Negeri", "050200" },
    { "Jabatan Perancangan Bandar dan Desa Negeri", "040200" },
    { "Perpustakaan Awam Negeri", "060100" },
    { "Jabatan Mufti Negeri", "050300" },
    { "Jabatan Kehakiman Syariah Negeri", "050400" },
    { "Unit Perancang Ekonomi Negeri", "010300" },
    { "Jabatan Landskap Negeri", "040300" },
    { "Jabatan Mineral dan Geosains Negeri", "040400" },
    { "Lembaga Muzium Negeri", "060200" },
    { "Majlis Sukan Negeri", "060300" },
    { "Suruhanjaya Perkhidmatan Negeri", "010400" },
    { "Jabatan Perikanan Negeri", "030400" },
    { "Unit Teknologi Maklumat Negeri", "010500" },
    { "Pejabat Dewan Undangan Negeri", "010600" },
    { "Jabatan Belia dan Kebudayaan Negeri", "060400" },
} };
// Districts of a state that is on no map.
constexpr std::array districts { "Seri Cendana", "Kuala Meranti", "Bukit Gaharu", "Teluk Kelapa",
    "Sungai Keruing", "Padang Seraya", "Batu Mengkuang", "Hulu Jelutung" };

struct Value {
    const char* segment;
    const char* code;
    const char* name;
};
constexpr std::array<Value, 62> values { {
    { "vote", "B01", "Perbendaharaan Negeri" },
    { "vote", "B02", "Setiausaha Kerajaan Negeri" },
    { "vote", "B06", "Kerja Raya" },
    { "vote", "B07", "Pengairan dan Saliran" },
    { "vote", "B11", "Pertanian dan Veterinar" },
    { "vote", "B14", "Tanah dan Galian" },
    { "vote", "B18", "Kebajikan dan Agama" },
    { "vote", "B27", "Perkhidmatan Am Negeri" },
    { "vote", "P06", "Pembangunan Kerja Raya" },
    { "vote", "P27", "Pembangunan Am Negeri" },
    { "vote", "G000", "Akaun Kerajaan Am" },
    { "vote", "E001", "Amanah Kerajaan" },
    { "vote", "L001", "Kumpulan Wang Pinjaman" },
    { "programme", "010000", "Pengurusan Am" },
    { "programme", "010100", "Pentadbiran dan Kewangan" },
    { "programme", "020000", "Operasi dan Penyenggaraan" },
    { "programme", "020100", "Penyenggaraan Jalan Negeri" },
    { "programme", "020200", "Penyenggaraan Bangunan" },
    { "programme", "020300", "Penyenggaraan Sungai dan Parit" },
    { "programme", "030000", "Pembangunan Masyarakat" },
    { "programme", "030100", "Bantuan dan Kebajikan" },
    { "programme", "030200", "Latihan dan Kursus" },
    { "programme", "040000", "Khidmat Teknologi Maklumat" },
    { "programme", "050000", "Khidmat Penguatkuasaan" },
    { "project", "00000", "Tiada projek" },
    { "project", "10001", "Naik taraf jambatan luar bandar" },
    { "project", "10002", "Bangunan pejabat daerah baharu" },
    { "project", "10003", "Tebatan banjir fasa dua" },
    { "project", "10004", "Rumah mampu milik negeri" },
    { "project", "10005", "Pusat data negeri" },
    { "project", "10006", "Perpustakaan desa" },
    { "setia", "000", "Tiada setia" },
    { "setia", "101", "Ibu pejabat" },
    { "setia", "102", "Zon utara" },
    { "setia", "103", "Zon selatan" },
    { "setia", "104", "Zon tengah" },
    { "subsetia", "0000", "Tiada subsetia" },
    { "subsetia", "1001", "Unit kewangan" },
    { "subsetia", "1002", "Unit teknikal" },
    { "subsetia", "1003", "Unit pentadbiran" },
    { "account", "B1210101", "Elaun dan emolumen sambilan" },
    { "account", "B2110101", "Perjalanan dan sara hidup" },
    { "account", "B2210101", "Pengangkutan barang" },
    { "account", "B2310101", "Bil elektrik" },
    { "account", "B2310102", "Bil air dan pembetungan" },
    { "account", "B2310201", "Telefon dan talian data" },
    { "account", "B2410101", "Sewaan bangunan dan peralatan" },
    { "account", "B2610101", "Bekalan bahan pembaikan" },
    { "account", "B2710101", "Alat tulis dan bekalan pejabat" },
    { "account", "B2710201", "Bahan api dan minyak pelincir" },
    { "account", "B2810101", "Penyenggaraan bangunan dan jalan" },
    { "account", "B2810201", "Penyenggaraan kenderaan" },
    { "account", "B2910101", "Perkhidmatan ikhtisas" },
    { "account", "B2910201", "Percetakan dan hospitaliti" },
    { "account", "B3210101", "Bangunan dan pembaikan bangunan" },
    { "account", "B3510101", "Harta modal: komputer dan peralatan" },
    { "account", "B4210101", "Bantuan dan sumbangan" },
    { "account", "A1110101", "Panjar wang runcit" },
    { "account", "A1310101", "Pendahuluan diri dan pelbagai" },
    { "account", "H0171101", "Hasil sewaan" },
    { "account", "L1110101", "Deposit am" },
    { "account", "L1210101", "Akaun belum terima" },
} };

struct Bank {
    const char* code;
    const char* name;
    int digits;
};
constexpr std::array<Bank, 8> banks { {
    { "CNDN", "Bank Cendana Berhad", 12 },
    { "MRTI", "Meranti Islamic Bank Berhad", 14 },
    { "GHRU", "Bank Gaharu Malaysia Berhad", 10 },
    { "KRNG", "Keruing Bank Berhad", 13 },
    { "SRYA", "Seraya Commercial Bank Berhad", 11 },
    { "JLTG", "Bank Jelutung Rakyat Berhad", 15 },
    { "MKNG", "Bank Simpanan Mengkuang", 16 },
    { "KLPA", "Kelapa Agro Bank Berhad", 12 },
} };

struct Why {
    const char* code;
    const char* ms;
    const char* en;
    bool query;
    bool cancel;
};
constexpr std::array<Why, 12> reasons { {
    { "K01", "Dokumen sokongan tidak lengkap", "Supporting documents are incomplete", true, false },
    { "K02", "Perihal bayaran tidak tepat", "The description is not accurate", true, false },
    { "K03", "Kod bank atau nombor akaun perlu disemak", "Bank code or account number needs checking", true,
        false },
    { "K04", "Jumlah tidak sama dengan invois", "The amount differs from the invoice", true, false },
    { "K05", "Kod akaun atau program tidak sesuai", "Account or programme does not fit", true, false },
    { "K06", "Tarikh dokumen diterima tidak betul", "The date on which documents were received is wrong",
        true, false },
    { "K07", "Peruntukan tidak mencukupi", "The provision does not suffice", true, true },
    { "K08", "Bil tahun lepas tanpa kelulusan khas", "A bill of last year without special leave", true,
        true },
    { "B01", "PTJ atau pejabat salah", "Wrong office or PTJ", false, true },
    { "B02", "Baucar bertindih", "The voucher exists twice", false, true },
    { "B03", "Pembekal menarik balik tuntutan", "The supplier withdrew the claim", false, true },
    { "B04", "Disediakan bagi proses yang salah", "Prepared under the wrong process", false, true },
} };

} // namespace

QList<domain::Office> inventOffices(int count)
{
    QList<domain::Office> offices;
    for (int i = 0; i < count; ++i) {
        const auto& base = officeNames[std::size_t(i) % officeNames.size()];
        const int round = i / int(officeNames.size());
        QString name = QString::fromUtf8(base.name);
        if (round > 0) {
            name += u", Daerah "_s + QString::fromUtf8(districts[std::size_t(round - 1) % districts.size()]);
            if (round > int(districts.size()))
                name += u" %1"_s.arg(1 + (round - 1) / int(districts.size()));
        }
        const auto controllingOfficer = QString::fromUtf8(base.controllingOfficer);
        offices.append(
            { domain::OfficeCode(controllingOfficer + u"%1"_s.arg(round + 1, 2, 10, QLatin1Char('0'))), name,
                controllingOfficer });
    }
    return offices;
}

QList<domain::SegmentValue> chartOfAccounts(const QList<domain::Office>& offices)
{
    QList<domain::SegmentValue> chart;
    QStringList seen;
    for (const auto& office : offices) {
        if (!seen.contains(office.controllingOfficer)) {
            seen.append(office.controllingOfficer);
            const auto head = office.name.section(u", Daerah "_s, 0, 0);
            chart.append(
                { u"controllingOfficer"_s, office.controllingOfficer, u"Pegawai Pengawal "_s + head });
        }
        chart.append({ u"office"_s, office.code.value(), office.name });
    }
    for (const auto& value : values)
        chart.append({ QString::fromUtf8(value.segment), QString::fromUtf8(value.code),
            QString::fromUtf8(value.name) });
    return chart;
}

QList<domain::BankInfo> inventBanks()
{
    QList<domain::BankInfo> list;
    for (const auto& bank : banks)
        list.append({ QString::fromUtf8(bank.code), QString::fromUtf8(bank.name), bank.digits, bank.digits });
    return list;
}

QList<domain::ReasonCode> reasonCodes()
{
    QList<domain::ReasonCode> list;
    for (const auto& why : reasons)
        list.append({ QString::fromUtf8(why.code), QString::fromUtf8(why.ms), QString::fromUtf8(why.en),
            why.query, why.cancel });
    return list;
}

} // namespace peraku::demo
