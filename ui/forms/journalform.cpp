#include "journalform.h"

#include "base/format.h"
#include "fieldrow.h"

#include <domain/messages.h>

#include <QComboBox>
#include <QEvent>
#include <QGridLayout>
#include <QLineEdit>
#include <QSignalBlocker>

namespace peraku::ui {

using domain::JournalType;

namespace {

constexpr JournalType journalTypes[]
    = { JournalType::Correction, JournalType::Transfer, JournalType::Accrual, JournalType::Reversal };

/** Officers write a period as MM/yyyy, the wire as yyyy-MM; what is neither stays as typed for validation to
 * name. */
QString toWirePeriod(const QString& typed)
{
    const QString text = typed.trimmed();
    if (text.size() == 7 && text.at(2) == QLatin1Char('/'))
        return text.mid(3) + QLatin1Char('-') + text.left(2);
    return text;
}

} // namespace

JournalForm::JournalForm(QWidget* parent)
    : QWidget(parent)
    , m_type(new QComboBox(this))
    , m_period(new QLineEdit(this))
    , m_reason(new QLineEdit(this))
    , m_reference(new QLineEdit(this))
{
    for (const auto type : journalTypes)
        m_type->addItem(QString(), int(type));
    m_period->setPlaceholderText(QStringLiteral("mm/yyyy"));
    m_period->setMaxLength(7);
    m_reason->setMaxLength(domain::limits::reasonText);
    m_reference->setMaxLength(domain::limits::shortText);

    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(16);
    grid->setVerticalSpacing(10);
    for (int column = 0; column < 4; ++column)
        grid->setColumnStretch(column, 1);
    const auto add = [&](const char* path, QWidget* editor, int row, int column, int span) {
        auto* field = new FieldRow(QLatin1String(path), editor, this);
        m_rows.append(field);
        grid->addWidget(field, row, column, 1, span);
    };
    add("journal.type", m_type, 0, 0, 1);
    add("period", m_period, 0, 1, 1);
    add("referenceVoucher", m_reference, 0, 2, 2);
    add("reason", m_reason, 1, 0, 4);

    const auto announce = [this] {
        if (!m_loading)
            Q_EMIT edited();
    };
    connect(m_type, &QComboBox::currentIndexChanged, this, announce);
    for (auto* edit : { m_period, m_reason, m_reference })
        connect(edit, &QLineEdit::textChanged, this, announce);
    retranslate();
}

void JournalForm::setDetails(const domain::JournalDetails& details)
{
    m_loading = true;
    m_type->setCurrentIndex(m_type->findData(int(details.type)));
    m_period->setText(shortPeriod(details.period));
    m_reason->setText(details.reason);
    m_reference->setText(details.referenceVoucher);
    m_loading = false;
}

domain::JournalDetails JournalForm::details() const
{
    return { JournalType(m_type->currentData().toInt()), toWirePeriod(m_period->text()),
        m_reason->text().trimmed(), m_reference->text().trimmed() };
}

void JournalForm::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void JournalForm::retranslate()
{
    const QStringList labels { tr("Journal &type"), tr("Accounting perio&d"), tr("&Reference voucher"),
        tr("Reason f&or the journal") };
    for (int i = 0; i < m_rows.size(); ++i)
        m_rows.at(i)->setLabel(labels.at(i));
    const QSignalBlocker quiet(m_type);
    for (int i = 0; i < m_type->count(); ++i)
        m_type->setItemText(i, domain::label(journalTypes[i]));
}

} // namespace peraku::ui
