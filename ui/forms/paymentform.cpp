#include "paymentform.h"

#include "fieldrow.h"
#include "griddelegate.h"
#include "gridview.h"
#include "invoicemodel.h"

#include <domain/messages.h>
#include <ui/forms/dateedit.h>

#include <QComboBox>
#include <QCompleter>
#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>

namespace peraku::ui {

using domain::PaymentMode;
using domain::PaymentType;

PaymentForm::PaymentForm(QWidget* parent)
    : QWidget(parent)
    , m_type(new QComboBox(this))
    , m_payeeName(new QLineEdit(this))
    , m_payeeId(new QLineEdit(this))
    , m_bank(new QComboBox(this))
    , m_account(new QLineEdit(this))
    , m_mode(new QComboBox(this))
    , m_order(new QLineEdit(this))
    , m_contract(new QLineEdit(this))
    , m_documents(new DateEdit(this))
    , m_invoices(new InvoiceModel(this))
    , m_invoiceGrid(new GridView(this))
    , m_invoiceTitle(new QLabel(this))
    , m_invoiceFinding(new QLabel(this))
{
    for (auto* edit : { m_payeeName, m_payeeId, m_account, m_order, m_contract })
        edit->setMaxLength(domain::limits::shortText);
    m_type->addItem(QString(), int(PaymentType::WithOrder));
    m_type->addItem(QString(), int(PaymentType::WithoutOrder));
    m_mode->addItem(QString(), int(PaymentMode::Eft));
    m_mode->addItem(QString(), int(PaymentMode::Cheque));

    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(16);
    grid->setVerticalSpacing(10);
    for (int column = 0; column < 4; ++column)
        grid->setColumnStretch(column, 1);
    grid->addWidget(addRow(QStringLiteral("type"), m_type), 0, 0);
    grid->addWidget(addRow(QStringLiteral("orderNumber"), m_order), 0, 1);
    grid->addWidget(addRow(QStringLiteral("contractNumber"), m_contract), 0, 2);
    grid->addWidget(addRow(QStringLiteral("documentsReceived"), m_documents), 0, 3);
    grid->addWidget(addRow(QStringLiteral("payee.name"), m_payeeName), 1, 0, 1, 2);
    grid->addWidget(addRow(QStringLiteral("payee.registrationId"), m_payeeId), 1, 2);
    grid->addWidget(addRow(QStringLiteral("mode"), m_mode), 1, 3);
    grid->addWidget(addRow(QStringLiteral("payee.bankCode"), m_bank), 2, 0, 1, 2);
    grid->addWidget(addRow(QStringLiteral("payee.bankAccount"), m_account), 2, 2, 1, 2);

    m_invoiceGrid->setModel(m_invoices);
    m_invoiceGrid->setObjectName(QStringLiteral("invoiceGrid"));
    m_invoiceGrid->setItemDelegate(new GridDelegate(m_invoiceGrid));
    m_invoiceGrid->setColumnShares({ 44, 16, 20 });
    m_invoiceTitle->setBuddy(m_invoiceGrid);
    m_invoiceFinding->setWordWrap(true);
    m_invoiceFinding->setObjectName(QStringLiteral("finding.invoices"));
    m_invoiceFinding->hide();
    grid->addWidget(m_invoiceTitle, 3, 0, 1, 4);
    grid->addWidget(m_invoiceGrid, 4, 0, 1, 4);
    grid->addWidget(m_invoiceFinding, 5, 0, 1, 4);

    const auto announce = [this] {
        if (!m_loading)
            Q_EMIT edited();
    };
    for (auto* edit : { m_payeeName, m_payeeId, m_account, m_order, m_contract })
        connect(edit, &QLineEdit::textChanged, this, announce);
    for (auto* combo : { m_type, m_bank, m_mode })
        connect(combo, &QComboBox::currentIndexChanged, this, announce);
    connect(m_documents, &DateEdit::dateChanged, this, announce);
    connect(m_invoices, &InvoiceModel::edited, this, announce);
    connect(m_invoices, &InvoiceModel::valueRefused, this, &PaymentForm::valueRefused);
    connect(m_invoiceGrid, &GridView::removeRowRequested, m_invoices, &InvoiceModel::removeInvoice);
    connect(m_invoiceGrid, &GridView::copyFromAboveRequested, m_invoices,
        [this](const QModelIndex& at) { m_invoices->copyFromAbove(at.row(), at.column()); });
    retranslate();
}

FieldRow* PaymentForm::addRow(const QString& path, QWidget* editor)
{
    auto* row = new FieldRow(path, editor, this);
    m_rows.append(row);
    return row;
}

void PaymentForm::setReference(const domain::ReferenceData& reference)
{
    const auto keep = details();
    m_reference = reference;
    m_loading = true;
    m_bank->clear();
    m_bank->addItem(QString(), QString());
    for (const auto& bank : reference.banks)
        m_bank->addItem(QStringLiteral("%1 – %2").arg(bank.code, bank.name), bank.code);
    QStringList payees;
    for (const auto& payee : reference.payees)
        payees.append(QStringLiteral("%1 – %2").arg(payee.name, payee.registrationId));
    auto* completer = new QCompleter(payees, m_payeeName);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    completer->setFilterMode(Qt::MatchContains);
    connect(completer, qOverload<const QString&>(&QCompleter::activated), this,
        &PaymentForm::fillFromKnownPayee, Qt::QueuedConnection);
    // QLineEdit deletes the completer that it owned before.
    m_payeeName->setCompleter(completer);
    m_loading = false;
    setDetails(keep);
}

void PaymentForm::fillFromKnownPayee(const QString& choice)
{
    for (const auto& payee : m_reference.payees) {
        if (QStringLiteral("%1 – %2").arg(payee.name, payee.registrationId) != choice)
            continue;
        m_payeeName->setText(payee.name);
        m_payeeId->setText(payee.registrationId);
        m_bank->setCurrentIndex(qMax(0, m_bank->findData(payee.bankCode)));
        m_account->setText(payee.bankAccount);
        return;
    }
}

void PaymentForm::setDetails(const domain::PaymentDetails& details)
{
    m_loading = true;
    m_type->setCurrentIndex(m_type->findData(int(details.type)));
    m_payeeName->setText(details.payee.name);
    m_payeeId->setText(details.payee.registrationId);
    if (!details.payee.bankCode.isEmpty() && m_bank->findData(details.payee.bankCode) < 0)
        m_bank->addItem(details.payee.bankCode, details.payee.bankCode);
    m_bank->setCurrentIndex(m_bank->findData(details.payee.bankCode));
    m_account->setText(details.payee.bankAccount);
    m_mode->setCurrentIndex(m_mode->findData(int(details.mode)));
    m_order->setText(details.orderNumber);
    m_contract->setText(details.contractNumber);
    m_documents->setDate(details.documentsReceived);
    m_invoices->setInvoices(details.invoices);
    m_loading = false;
}

domain::PaymentDetails PaymentForm::details() const
{
    domain::PaymentDetails details;
    details.type = PaymentType(m_type->currentData().toInt());
    details.payee.name = m_payeeName->text().trimmed();
    details.payee.registrationId = m_payeeId->text().trimmed();
    details.payee.bankCode = m_bank->currentData().toString();
    details.payee.bankAccount = m_account->text().remove(QLatin1Char(' ')).remove(QLatin1Char('-'));
    details.mode = PaymentMode(m_mode->currentData().toInt());
    details.orderNumber = m_order->text().trimmed();
    details.contractNumber = m_contract->text().trimmed();
    details.documentsReceived = m_documents->date();
    details.invoices = m_invoices->invoices();
    return details;
}

void PaymentForm::showFindings(const QList<domain::Finding>& findings)
{
    m_invoices->showFindings(findings);
    const domain::Finding* shown = nullptr;
    for (const auto& finding : findings) {
        if (finding.field.startsWith(QLatin1String("invoices"))
            && (!shown || shown->severity < finding.severity))
            shown = &finding;
    }
    m_invoiceFinding->setVisible(shown);
    if (shown) {
        m_invoiceFinding->setText(domain::findingSentence(*shown));
        styleFinding(m_invoiceFinding, shown->severity);
    }
}

void PaymentForm::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void PaymentForm::retranslate()
{
    const QStringList labels { tr("Voucher &type"), tr("&Order number"), tr("Contract number"),
        tr("Docu&ments received"), tr("Pa&yee"), tr("Payee's &registration no. or IC"), tr("Payment mo&de"),
        tr("&Bank"), tr("Ban&k account") };
    for (int i = 0; i < m_rows.size(); ++i)
        m_rows.at(i)->setLabel(labels.at(i));
    const QSignalBlocker quietType(m_type);
    const QSignalBlocker quietMode(m_mode);
    m_type->setItemText(0, domain::label(PaymentType::WithOrder));
    m_type->setItemText(1, domain::label(PaymentType::WithoutOrder));
    m_mode->setItemText(0, domain::label(PaymentMode::Eft));
    m_mode->setItemText(1, domain::label(PaymentMode::Cheque));
    m_invoiceTitle->setText(tr("&Invoices"));
    m_invoiceGrid->setAccessibleName(tr("Invoices"));
    m_invoices->retranslate();
}

} // namespace peraku::ui
