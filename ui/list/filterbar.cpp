#include "filterbar.h"

#include "base/banner.h"
#include "base/format.h"

#include <domain/messages.h>
#include <ui/forms/dateedit.h>
#include <ui/icons.h>
#include <ui/theme.h>

#include <QAction>
#include <QComboBox>
#include <QEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QToolButton>

namespace peraku::ui {

namespace {
constexpr auto stateChoices = { domain::VoucherState::Draft, domain::VoucherState::Submitted,
    domain::VoucherState::Certified, domain::VoucherState::Queried, domain::VoucherState::Posted,
    domain::VoucherState::Paid, domain::VoucherState::Cancelled };
}

QLabel* FilterBar::caption(QWidget* buddy)
{
    auto* label = new QLabel(m_filters);
    label->setBuddy(buddy);
    setLook(label, "muted");
    return label;
}

FilterBar::FilterBar(services::ReferenceService& reference, bool stateFilter, QWidget* parent)
    : QWidget(parent)
    , m_reference(reference)
    , m_search(new QLineEdit(this))
    , m_more(new QToolButton(this))
    , m_count(new QLabel(this))
    , m_filters(new QWidget(this))
    , m_kind(new QComboBox(m_filters))
    , m_state(new QComboBox(m_filters))
    , m_office(new QComboBox(m_filters))
    , m_from(new DateEdit(m_filters))
    , m_to(new DateEdit(m_filters))
    , m_clear(new QPushButton(m_filters))
    , m_withState(stateFilter)
{
    m_search->setObjectName(QStringLiteral("search"));
    m_search->setClearButtonEnabled(true);
    m_search->addAction(icon(QStringLiteral("search"), IconTone::Muted), QLineEdit::LeadingPosition);
    m_more->setObjectName(QStringLiteral("filterToggle"));
    m_more->setCheckable(true);
    m_more->setFocusPolicy(Qt::StrongFocus);
    m_more->setIcon(icon(QStringLiteral("filter")));
    m_more->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_count->setObjectName(QStringLiteral("rowCount"));
    setLook(m_count, "muted");
    m_kindLabel = caption(m_kind);
    m_stateLabel = caption(m_state);
    m_officeLabel = caption(m_office);
    m_fromLabel = caption(m_from);
    m_toLabel = caption(m_to);
    m_kind->setObjectName(QStringLiteral("filterKind"));
    m_state->setObjectName(QStringLiteral("filterState"));
    m_office->setObjectName(QStringLiteral("filterOffice"));
    m_from->setObjectName(QStringLiteral("filterFrom"));
    m_to->setObjectName(QStringLiteral("filterTo"));
    m_clear->setObjectName(QStringLiteral("filterClear"));
    setLook(m_clear, "quiet");
    for (auto* combo : { m_kind, m_state, m_office }) {
        combo->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        combo->setMinimumContentsLength(9);
        connect(combo, &QComboBox::currentIndexChanged, this, [this] { m_pause.start(); });
    }

    auto* top = new QHBoxLayout;
    top->setSpacing(space::s);
    top->addWidget(m_search, 1);
    top->addWidget(m_more);
    auto* grid = new QGridLayout(m_filters);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(space::s);
    grid->setVerticalSpacing(2);
    int column = 0;
    for (auto [label, field] :
        { std::pair<QLabel*, QWidget*> { m_kindLabel, m_kind }, { m_stateLabel, m_state },
            { m_officeLabel, m_office }, { m_fromLabel, m_from }, { m_toLabel, m_to } }) {
        if (field == m_state && !m_withState) {
            label->hide();
            field->hide();
            continue;
        }
        grid->addWidget(label, 0, column);
        grid->addWidget(field, 1, column);
        grid->setColumnStretch(column, field == m_office ? 2 : 1);
        ++column;
    }
    grid->addWidget(m_clear, 1, column);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(space::m, space::m, space::m, space::s);
    all->setSpacing(space::s);
    all->addLayout(top);
    all->addWidget(m_filters);
    all->addWidget(m_count);
    m_filters->hide();

    m_pause.setSingleShot(true);
    m_pause.setInterval(30);
    connect(&m_pause, &QTimer::timeout, this, &FilterBar::changed);
    connect(m_search, &QLineEdit::textChanged, this, [this] { m_pause.start(); });
    connect(m_from, &QLineEdit::textChanged, this, [this] { m_pause.start(); });
    connect(m_to, &QLineEdit::textChanged, this, [this] { m_pause.start(); });
    connect(m_more, &QToolButton::toggled, m_filters, &QWidget::setVisible);
    connect(m_clear, &QPushButton::clicked, this, &FilterBar::clear);
    connect(&m_reference, &services::ReferenceService::referenceChanged, this, &FilterBar::loadChoices);
    retranslate();
}

void FilterBar::loadChoices()
{
    const auto fillCombo = [](QComboBox& combo, auto add) {
        const QSignalBlocker quiet(combo);
        const QVariant kept = combo.currentData();
        combo.clear();
        combo.addItem(tr("All"), QVariant());
        add(combo);
        const int at = kept.isValid() ? combo.findData(kept) : 0;
        combo.setCurrentIndex(std::max(0, at));
    };
    fillCombo(*m_kind, [](QComboBox& combo) {
        for (const auto kind : { domain::VoucherKind::Payment, domain::VoucherKind::Journal })
            combo.addItem(domain::label(kind), int(kind));
    });
    fillCombo(*m_state, [](QComboBox& combo) {
        for (const auto state : stateChoices)
            combo.addItem(domain::label(state), int(state));
    });
    fillCombo(*m_office, [this](QComboBox& combo) {
        for (const auto& office : m_reference.reference().offices)
            combo.addItem(officeText(office.code, m_reference.reference()), office.code.value());
    });
}

void FilterBar::retranslate()
{
    m_search->setPlaceholderText(tr("Search number, payee, description, amount"));
    m_search->setAccessibleName(tr("Search vouchers"));
    m_more->setText(tr("Fi&lters"));
    m_more->setAccessibleName(tr("Show filters"));
    m_kindLabel->setText(tr("Kind"));
    m_stateLabel->setText(tr("State"));
    m_officeLabel->setText(tr("Office (PTJ)"));
    m_fromLabel->setText(tr("From date"));
    m_toLabel->setText(tr("To date"));
    m_kind->setAccessibleName(tr("Kind"));
    m_state->setAccessibleName(tr("State"));
    m_office->setAccessibleName(tr("Office (PTJ)"));
    m_from->setAccessibleName(tr("From date"));
    m_to->setAccessibleName(tr("To date"));
    m_clear->setText(tr("Clear"));
    m_clear->setAccessibleName(tr("Clear filters"));
    loadChoices();
}

void FilterBar::fill(services::ListQuery& query) const
{
    query.text = m_search->text();
    const auto number = [](const QComboBox& combo) { return combo.currentData(); };
    query.kind = number(*m_kind).isValid() ? std::optional(domain::VoucherKind(number(*m_kind).toInt()))
                                           : std::nullopt;
    query.state = m_withState && number(*m_state).isValid()
        ? std::optional(domain::VoucherState(number(*m_state).toInt()))
        : std::nullopt;
    query.office = number(*m_office).isValid()
        ? std::optional(domain::OfficeCode(number(*m_office).toString()))
        : std::nullopt;
    query.from = m_from->date();
    query.to = m_to->date();
}

bool FilterBar::isFiltering() const
{
    services::ListQuery query;
    fill(query);
    return query != services::ListQuery {};
}

void FilterBar::focusSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

void FilterBar::setFiltersShown(bool shown)
{
    m_more->setChecked(shown);
}
bool FilterBar::filtersShown() const
{
    return m_more->isChecked();
}

void FilterBar::setCount(int rows)
{
    m_count->setText(tr("%n voucher(s)", nullptr, rows));
}

void FilterBar::clear()
{
    m_search->clear();
    m_from->clear();
    m_to->clear();
    for (auto* combo : { m_kind, m_state, m_office })
        combo->setCurrentIndex(0);
    m_pause.stop();
    Q_EMIT changed();
}

void FilterBar::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace peraku::ui
