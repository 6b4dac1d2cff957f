#include "people.h"

#include <array>
#include <span>

using namespace Qt::StringLiterals;

namespace peraku::demo {

namespace {

using Words = std::span<const char* const>;

constexpr std::array malayMen { "Ahmad Fauzi", "Mohd Hafiz", "Muhammad Danial", "Azman", "Khairul Anwar",
    "Zulkifli", "Shahrul Nizam", "Amirul Hakim", "Nik Azhar", "Wan Faizal", "Rosli", "Faridzul", "Hazwan",
    "Iskandar", "Saiful Bahri", "Megat Ridzuan", "Mohd Syafiq", "Nazri", "Firdaus", "Ridhwan", "Ismadi",
    "Hairul Azlan" };
constexpr std::array malayWomen { "Nurul Aina", "Siti Hajar", "Norhayati", "Fatin Nabila", "Rohana",
    "Wan Suraya", "Nik Maizura", "Azlina", "Farah Diyana", "Nor Azizah", "Zarina", "Hidayah", "Umi Kalsom",
    "Mastura", "Syarifah Aini", "Noraini", "Izzati", "Salwana", "Haslinda", "Rabiatul", "Nadzirah",
    "Suhaila" };
constexpr std::array malayFathers { "Ismail", "Razak", "Abdul Rahman", "Yusof", "Hassan", "Che Omar",
    "Mat Zain", "Jaafar", "Kamaruddin", "Sulaiman", "Abdul Ghani", "Mohd Noor", "Harun", "Ibrahim", "Samad",
    "Baharom", "Daud", "Wahab", "Ramli", "Talib", "Zainal", "Idris", "Shamsuddin", "Latif" };
constexpr std::array chineseSurnames { "Tan", "Lim", "Lee", "Wong", "Chong", "Ng", "Teoh", "Goh", "Chin",
    "Yap", "Lau", "Khoo", "Ong", "Foo", "Sia", "Kueh", "Liew", "Pang" };
constexpr std::array chineseMen { "Wei Jie", "Kok Hoong", "Chee Keong", "Jun Hao", "Boon Siang", "Yong Sheng",
    "Kah Wai", "Teck Huat", "Zhi Xian", "Seng Kee", "Ming Fatt", "Hock Lye" };
constexpr std::array chineseWomen { "Mei Ling", "Siew Fong", "Hui Min", "Pei Shan", "Li Ying", "Yoke Cheng",
    "Xin Yi", "Bee Leng", "Shu Fen", "Ai Ling", "Jia Wen", "Swee Lan" };
constexpr std::array indianMen { "Ganesan", "Ravindran", "Suresh Kumar", "Prakash", "Vigneswaran",
    "Thiagarajan", "Mohan Raj", "Dinesh", "Kalaiselvan", "Anand" };
constexpr std::array indianWomen { "Kavitha", "Shanti", "Thilagavathi", "Priya Darshini", "Malliga", "Renuka",
    "Vasanthi", "Yogeswari", "Sangeetha", "Letchumi" };
constexpr std::array indianFathers { "Subramaniam", "Muthusamy", "Krishnan", "Perumal", "Arumugam",
    "Ramasamy", "Govindasamy", "Velayutham", "Sinnappan", "Balakrishnan" };
constexpr std::array sikhMen { "Harjit", "Jaswinder", "Kuldip", "Manjit", "Sukhdev", "Baldev" };
constexpr std::array sikhWomen { "Harpreet", "Jasvinder", "Amarjit", "Simran", "Paramjit", "Gurdeep" };
constexpr std::array borneoMen { "Jeffry", "Donny", "Felix", "Marcus", "Ronald", "Alvin", "Stanley", "Henry",
    "Clement", "Jackson" };
constexpr std::array borneoWomen { "Jenny", "Flora", "Suzana", "Veronica", "Rita", "Magdeline", "Doreen",
    "Elizabeth", "Noralyn", "Christina" };
constexpr std::array sabahFamilies { "Gimbang", "Majinol", "Lojuta", "Sipanggal", "Moguring", "Gampoyo",
    "Tindungan", "Kinsil", "Bantasan", "Sodomon" };
constexpr std::array sarawakFathers { "Jimbat", "Liman", "Nyandang", "Ugap", "Balang", "Sigan", "Rentap",
    "Manggie", "Janting", "Unggang" };
constexpr std::array asliMen { "Bah Long", "Alang", "Ngah Sudin", "Jeffri", "Yok Man" };
constexpr std::array asliWomen { "Wa Ani", "Juliana", "Amoi", "Ronita", "Wah Ayu" };
constexpr std::array asliFathers { "Itam", "Sumpit", "Bah Rani", "Anjang", "Kulup" };
constexpr std::array eurasianFamilies { "de Mello", "Theseira", "Sta Cruz", "Lazaroo", "Fernandis" };

// Place-of-birth codes of the peninsula's states, Sabah, Sarawak and the federal territories.
constexpr std::array<int, 16> placesOfBirth { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16 };

QString word(Dice& dice, Words words)
{
    return QString::fromUtf8(dice.pick(words));
}

QString childOf(Dice& dice, Words given, const char* link, Words fathers)
{
    return word(dice, given) + QLatin1Char(' ') + QLatin1StringView(link) + QLatin1Char(' ')
        + word(dice, fathers);
}

QString inventName(Dice& dice, bool female)
{
    const auto share = dice.between(1, 100);
    if (share <= 56)
        return childOf(
            dice, female ? Words(malayWomen) : Words(malayMen), female ? "binti" : "bin", malayFathers);
    if (share <= 74)
        return word(dice, chineseSurnames) + u' '
            + word(dice, female ? Words(chineseWomen) : Words(chineseMen));
    if (share <= 82)
        return childOf(
            dice, female ? Words(indianWomen) : Words(indianMen), female ? "a/p" : "a/l", indianFathers);
    if (share <= 84) {
        return word(dice, female ? Words(sikhWomen) : Words(sikhMen))
            + (female ? u" Kaur a/p "_s : u" Singh a/l "_s) + word(dice, sikhMen) + u" Singh"_s;
    }
    if (share <= 90)
        return word(dice, female ? Words(borneoWomen) : Words(borneoMen)) + u' ' + word(dice, sabahFamilies);
    if (share <= 96)
        return childOf(dice, female ? Words(borneoWomen) : Words(borneoMen), "anak", sarawakFathers);
    if (share <= 98)
        return childOf(dice, female ? Words(asliWomen) : Words(asliMen), female ? "a/p" : "a/l", asliFathers);
    return word(dice, female ? Words(borneoWomen) : Words(borneoMen)) + u' ' + word(dice, eurasianFamilies);
}

QString inventIc(Dice& dice, bool female)
{
    const QDate born = QDate(1968, 1, 1).addDays(dice.between(0, 33 * 365));
    // The last digit is odd for men and even for women.
    const auto sequence = dice.between(500, 799) * 10 + dice.between(0, 4) * 2 + (female ? 0 : 1);
    return u"%1%2%3"_s.arg(born.toString(u"yyMMdd"_s))
        .arg(dice.pick(placesOfBirth), 2, 10, QLatin1Char('0'))
        .arg(sequence, 4, 10, QLatin1Char('0'));
}

} // namespace

Person People::next()
{
    for (;;) {
        auto dice = Dice::of(m_seed, 0x70656f70, m_index++);
        Person person;
        person.female = dice.chance(54);
        person.name = inventName(dice, person.female);
        const auto digits = inventIc(dice, person.female);
        // A third of a large staff would share a name; a second draw is cheaper than a larger list.
        if (m_ics.contains(digits) || (m_names.contains(person.name) && m_index < 4000))
            continue;
        const auto ic = domain::Ic::parse(digits);
        if (!ic)
            continue;
        person.ic = *ic;
        m_names.insert(person.name);
        m_ics.insert(digits);
        return person;
    }
}

QString mailName(const QString& personName)
{
    QString name;
    for (const QChar c : personName.toLower()) {
        if (c.isLetterOrNumber())
            name += c;
        else if (!name.isEmpty() && !name.endsWith(u'.'))
            name += u'.';
    }
    return name;
}

} // namespace peraku::demo
