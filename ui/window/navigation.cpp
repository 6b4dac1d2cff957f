#include "navigation.h"

#include "base/banner.h"
#include "base/choices.h"
#include "base/format.h"

#include <domain/canonical.h>
#include <ui/icons.h>
#include <ui/theme.h>

#include <QEvent>
#include <QLabel>
#include <QListWidget>
#include <QMenu>
#include <QPainter>
#include <QPushButton>
#include <QSignalBlocker>
#include <QStyledItemDelegate>
#include <QToolButton>
#include <QVBoxLayout>

namespace peraku::ui {

namespace {
constexpr int wide = 216;
constexpr int slim = 60;
constexpr int CountRole = Qt::UserRole + 1;
constexpr std::pair<Place, const char*> places[] = { { Place::Inbox, "inbox" }, { Place::Drafts, "draft" },
    { Place::All, "vouchers" }, { Place::Outbox, "outbox" }, { Place::Certificate, "token" },
    { Place::Account, "user" }, { Place::Verify, "verify" } };

/** Rows on the dark column: icon, name and, where something waits, its count. */
class PlaceDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    bool compact = false;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const auto& tokens = tokensOf(option.palette);
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        const bool current = option.state & QStyle::State_Selected;
        const QRectF row = QRectF(option.rect).adjusted(2, 2, -2, -2);
        painter->setPen(Qt::NoPen);
        if (current || (option.state & QStyle::State_MouseOver)) {
            painter->setBrush(current ? tokens.navigationCurrent : tokens.navigationHover);
            painter->drawRoundedRect(row, 6, 6);
        }
        if ((option.state & QStyle::State_HasFocus) && current) {
            painter->setPen(QPen(tokens.onNavigation, 2));
            painter->setBrush(Qt::NoBrush);
            painter->drawRoundedRect(row.adjusted(1, 1, -1, -1), 6, 6);
        }
        const auto picture = qvariant_cast<QIcon>(index.data(Qt::DecorationRole))
                                 .pixmap(QSize(20, 20), painter->device()->devicePixelRatio());
        const int count = index.data(CountRole).toInt();
        // The badge stands above the icon's right half, so the icon makes room.
        const int left = compact ? int(row.center().x()) - (count > 0 ? 18 : 10) : int(row.left()) + space::m;
        painter->drawPixmap(left, int(row.center().y()) - (compact && count > 0 ? 6 : 10), picture);
        const QString number = count > 999 ? QStringLiteral("999+") : QString::number(count);
        QFont small = option.font;
        small.setPointSizeF(option.font.pointSizeF() * 0.88);
        small.setWeight(QFont::DemiBold);
        const QFontMetrics metrics(small);
        int right = int(row.right()) - space::s;
        if (count > 0) {
            const int width = std::max(20, metrics.horizontalAdvance(number) + 12);
            const QRectF badge = compact ? QRectF(row.right() - width - 1, row.top(), width, 16)
                                         : QRectF(right - width, row.center().y() - 9, width, 18);
            painter->setPen(Qt::NoPen);
            painter->setBrush(tokens.onNavigation);
            painter->drawRoundedRect(badge, badge.height() / 2, badge.height() / 2);
            painter->setFont(small);
            painter->setPen(tokens.navigation);
            painter->drawText(badge, Qt::AlignCenter, number);
            right -= width + space::xs;
        }
        if (!compact) {
            painter->setFont(option.font);
            painter->setPen(tokens.onNavigation);
            const QRect text(
                left + 20 + space::m, int(row.top()), right - left - 20 - space::m, int(row.height()));
            painter->drawText(text, Qt::AlignVCenter | Qt::AlignLeft,
                option.fontMetrics.elidedText(index.data().toString(), Qt::ElideRight, text.width()));
        }
        painter->restore();
    }
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const override
    {
        return { 40, option.fontMetrics.height() + 22 };
    }
};
} // namespace

QToolButton* Navigation::tool(const char* name, const char* picture)
{
    auto* button = new QToolButton(this);
    button->setObjectName(QString::fromLatin1(name));
    button->setFocusPolicy(Qt::StrongFocus);
    button->setIcon(icon(QString::fromLatin1(picture), IconTone::OnNavigation));
    button->setIconSize(QSize(18, 18));
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    return button;
}

Navigation::Navigation(Context& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_column(new QVBoxLayout(this))
    , m_mark(new QLabel(this))
    , m_title(new QLabel(QStringLiteral("Peraku"), this))
    , m_new(new QPushButton(this))
    , m_list(new QListWidget(this))
    , m_officer(new QLabel(this))
    , m_post(new QLabel(this))
    , m_language(tool("language", "language"))
    , m_theme(tool("theme", "dark"))
    , m_logOut(tool("logOut", "logout"))
{
    setObjectName(QStringLiteral("navigationColumn"));
    setAttribute(Qt::WA_StyledBackground);
    m_mark->setPixmap(iconPixmap(QStringLiteral("peraku"), {}, 32, devicePixelRatioF()));
    setLook(m_title, "heading");
    m_new->setObjectName(QStringLiteral("newVoucher"));
    m_new->setIcon(icon(QStringLiteral("new"), IconTone::Text));
    m_list->setObjectName(QStringLiteral("navigation"));
    m_list->setItemDelegate(new PlaceDelegate(m_list));
    m_list->setMouseTracking(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    for (const auto& [place, picture] : places) {
        auto* item = new QListWidgetItem(
            icon(QString::fromLatin1(picture), IconTone::OnNavigation), QString(), m_list);
        item->setData(Qt::UserRole, int(place));
    }
    m_officer->setWordWrap(true);
    m_officer->setObjectName(QStringLiteral("officerName"));
    setLook(m_officer, "strong");
    m_post->setObjectName(QStringLiteral("officerPost"));
    m_post->setWordWrap(true);
    setLook(m_post, "muted");

    auto* head = new QHBoxLayout;
    head->setContentsMargins(space::m, space::m, space::m, space::s);
    head->setSpacing(space::s);
    head->addWidget(m_mark);
    head->addWidget(m_title, 1);
    auto* action = new QHBoxLayout;
    action->setContentsMargins(space::m, 0, space::m, space::xs);
    action->addWidget(m_new);
    auto* foot = new QVBoxLayout;
    foot->setContentsMargins(space::s, space::s, space::s, space::m);
    foot->setSpacing(2);
    auto* who = new QVBoxLayout;
    who->setContentsMargins(space::s, 0, space::s, space::s);
    who->setSpacing(0);
    who->addWidget(m_officer);
    who->addWidget(m_post);
    foot->addLayout(who);
    foot->addWidget(m_language);
    foot->addWidget(m_theme);
    foot->addWidget(m_logOut);
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(0);
    m_column->addLayout(head);
    m_column->addLayout(action);
    m_column->addWidget(m_list, 1);
    m_column->addLayout(foot);
    setFixedWidth(wide);

    connect(m_list, &QListWidget::currentRowChanged, this, [this](int row) {
        if (row >= 0)
            Q_EMIT wanted(Place(m_list->item(row)->data(Qt::UserRole).toInt()));
    });
    const auto enter
        = [this](const QListWidgetItem* item) { Q_EMIT entered(Place(item->data(Qt::UserRole).toInt())); };
    connect(m_list, &QListWidget::itemActivated, this, enter);
    connect(m_list, &QListWidget::itemClicked, this, enter);
    connect(m_language, &QToolButton::clicked, this, [this] { switchChoice(m_context, Choice::Language); });
    connect(m_theme, &QToolButton::clicked, this, [this] { switchChoice(m_context, Choice::Appearance); });
    connect(m_logOut, &QToolButton::clicked, this, &Navigation::logOutWanted);
    connect(&m_context.theme, &Theme::changed, this, &Navigation::retranslate);
    retranslate();
}

void Navigation::retranslate()
{
    const QString names[] = { tr("Inbox"), tr("My drafts"), tr("All vouchers"), tr("Outbox"),
        tr("Certificate & token"), tr("Account"), tr("Verify") };
    for (int row = 0; row < m_list->count(); ++row) {
        m_list->item(row)->setText(names[row]);
        m_list->item(row)->setToolTip(QStringLiteral("%1 (Ctrl+%2)").arg(names[row]).arg(row + 1));
    }
    m_list->setAccessibleName(tr("Navigation"));
    m_new->setText(m_compact ? QString() : tr("Ne&w voucher"));
    m_new->setAccessibleName(tr("New voucher"));
    m_new->setToolTip(tr("New voucher (Ctrl+N, Ctrl+Shift+N)"));
    const QString language
        = m_context.language.isMalay() ? QStringLiteral("English") : QStringLiteral("Bahasa Melayu");
    const QString look = m_context.theme.isDark() ? tr("Light") : tr("Dark");
    m_theme->setIcon(icon(
        m_context.theme.isDark() ? QStringLiteral("light") : QStringLiteral("dark"), IconTone::OnNavigation));
    for (const auto& [button, text] :
        { std::pair { m_language, language }, { m_theme, look }, { m_logOut, tr("Log out") } }) {
        button->setText(text);
        button->setAccessibleName(text);
        button->setToolTip(text);
    }
    dressChoice(*m_language, m_context, Choice::Language, language);
    dressChoice(*m_theme, m_context, Choice::Appearance, look);
    refresh();
}

void Navigation::refresh()
{
    const auto officer = m_context.desk.session.officer();
    m_officer->setText(domain::escapedForDisplay(officer.name));
    m_post->setText(
        QStringLiteral("%1\n%2").arg(domain::escapedForDisplay(officer.post), officer.ic.dashed()).trimmed());
    const int counts[] = { m_context.desk.vouchers.inboxCount(), m_context.desk.vouchers.draftCount(), 0,
        m_context.desk.outbox.pendingCount(), 0, 0, 0 };
    for (int row = 0; row < m_list->count(); ++row) {
        auto* item = m_list->item(row);
        item->setData(CountRole, counts[row]);
        item->setData(Qt::AccessibleTextRole,
            counts[row] > 0 ? QStringLiteral("%1, %2").arg(item->text()).arg(counts[row]) : item->text());
    }
}

void Navigation::setPlace(Place place)
{
    const QSignalBlocker quiet(m_list);
    // A list without a current row would choose its first as soon as Tab reaches it, and leave the form.
    if (place == Place::Editor)
        place = Place::Drafts;
    int found = -1;
    for (int row = 0; row < m_list->count(); ++row)
        if (m_list->item(row)->data(Qt::UserRole).toInt() == int(place))
            found = row;
    m_list->setCurrentRow(found);
}

void Navigation::setCompact(bool compact)
{
    if (compact == m_compact)
        return;
    m_compact = compact;
    static_cast<PlaceDelegate*>(m_list->itemDelegate())->compact = compact;
    setFixedWidth(compact ? slim : wide);
    for (auto* widget :
        { static_cast<QWidget*>(m_title), static_cast<QWidget*>(m_officer), static_cast<QWidget*>(m_post) })
        widget->setVisible(!compact);
    for (auto* button : { m_language, m_theme, m_logOut })
        button->setToolButtonStyle(compact ? Qt::ToolButtonIconOnly : Qt::ToolButtonTextBesideIcon);
    retranslate();
}

void Navigation::setNewActions(QAction* payment, QAction* journal, bool mayPrepare)
{
    if (!m_new->menu()) {
        auto* menu = new QMenu(m_new);
        menu->setObjectName(QStringLiteral("newVoucherMenu"));
        menu->addAction(payment);
        menu->addAction(journal);
        m_new->setMenu(menu);
    }
    m_new->setVisible(mayPrepare);
}

void Navigation::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace peraku::ui
