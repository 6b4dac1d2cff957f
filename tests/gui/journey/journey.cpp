#include "actor.h"

#include <domain/messages.h>
#include <ui/forms/vouchereditor.h>

#include <QAbstractItemView>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QTest>

/** How the clerk fills the two forms: typed, as the reference data allows. */
namespace peraku::journey {

namespace {

const QString paymentAmount = QStringLiteral("1250.50");

template <typename T> T* visible(QWidget& window, const char* name)
{
    for (auto* widget : window.findChildren<T*>(QString::fromLatin1(name))) {
        if (widget->isVisible())
            return widget;
    }
    return nullptr;
}

} // namespace

QMap<QString, QString> Actor::segmentsOf(int variant) const
{
    QMap<QString, QString> segments;
    const auto& reference = m_desk->reference.reference();
    for (const auto& rule : reference.mask.segments) {
        int seen = 0;
        for (const auto& value : reference.values) {
            if (value.segment != rule.key)
                continue;
            if (!segments.contains(rule.key) || seen <= variant)
                segments.insert(rule.key, value.code);
            ++seen;
        }
    }
    const auto own = m_desk->session.officer().office;
    segments.insert(QStringLiteral("office"), own.value());
    for (const auto& office : reference.offices) {
        if (office.code == own)
            segments.insert(QStringLiteral("controllingOfficer"), office.controllingOfficer);
    }
    return segments;
}

void Actor::fillLine(
    int row, const QMap<QString, QString>& segments, const QString& amount, domain::Side side)
{
    auto* grid = find<QAbstractItemView>("lineGrid");
    const auto& mask = m_desk->reference.reference().mask;
    const auto put = [&](int column, const QString& text) {
        grid->setFocus();
        grid->setCurrentIndex(grid->model()->index(row, column));
        grid->edit(grid->currentIndex());
        auto* editor = grid->findChild<QLineEdit*>();
        if (!editor)
            throw Stopped(QStringLiteral("the grid gives no editor"));
        editor->setFocus();
        editor->selectAll();
        QTest::keyClicks(editor, text);
        QTest::keyClick(editor, Qt::Key_Return);
        QTest::qWait(10);
        if (grid->model()->index(row, column).data().toString().isEmpty())
            throw Stopped(QStringLiteral("the grid did not take %1").arg(text));
    };
    for (int column = 0; column < mask.segments.size(); ++column) {
        const auto value = segments.value(mask.segments.at(column).key);
        if (!value.isEmpty())
            put(column, value);
    }
    put(int(mask.segments.size()) + (side == domain::Side::Credit ? 1 : 0), amount);
}

void Actor::attach(const QString& document)
{
    m_door.files = { document };
    click("addAttachment");
    waitFor(
        [this] {
            auto* list = visible<QListWidget>(*m_window, "attachments");
            return list && list->count() == 1;
        },
        QStringLiteral("the attachment"));
}

domain::VoucherId Actor::submitForm(const QString& step)
{
    auto* editor = find<ui::VoucherEditor>("voucherEditor");
    QTest::qWait(400);
    picture(step);
    const auto id = editor->voucher().id;
    const auto findings = m_desk->drafts.check(editor->voucher().content);
    if (domain::hasErrors(findings)) {
        QStringList sentences;
        for (const auto& finding : findings)
            sentences.append(finding.field + QStringLiteral(": ") + domain::findingSentence(finding));
        throw Stopped(QStringLiteral("the form still has findings: ") + sentences.join(QStringLiteral("; ")));
    }
    click("submitVoucher");
    return id;
}

domain::VoucherId Actor::preparePayment(const QString& document)
{
    const auto began = QDateTime::currentDateTimeUtc();
    trigger("actionNewPayment");
    find<ui::VoucherEditor>("voucherEditor");
    const auto& reference = m_desk->reference.reference();
    const auto today = QDate::currentDate();
    if (reference.payees.isEmpty())
        throw Stopped(QStringLiteral("the treasury knows no payee"));
    const auto& payee = reference.payees.first();
    choose("field.processNo", 22);
    fill("field.date", today.toString(QStringLiteral("dd/MM/yyyy")));
    choose("field.type", int(domain::PaymentType::WithoutOrder));
    fill("field.documentsReceived", today.addDays(-3).toString(QStringLiteral("dd/MM/yyyy")));
    fill("field.payee.name", payee.name);
    fill("field.payee.registrationId", payee.registrationId);
    auto* bank = find<QComboBox>("field.payee.bankCode");
    bank->setCurrentIndex(bank->findData(payee.bankCode));
    fill("field.payee.bankAccount", payee.bankAccount);
    auto* invoices = find<QAbstractItemView>("invoiceGrid");
    const QString cells[] = { QStringLiteral("INV-%1").arg(QDateTime::currentMSecsSinceEpoch() % 1000000),
        today.addDays(-5).toString(QStringLiteral("dd/MM/yyyy")), paymentAmount };
    for (int column = 0; column < 3; ++column) {
        invoices->setFocus();
        invoices->setCurrentIndex(invoices->model()->index(0, column));
        invoices->edit(invoices->currentIndex());
        auto* cell = invoices->findChild<QLineEdit*>();
        if (!cell)
            throw Stopped(QStringLiteral("the invoice grid gives no editor"));
        cell->selectAll();
        QTest::keyClicks(cell, cells[column]);
        QTest::keyClick(cell, Qt::Key_Return);
        QTest::qWait(10);
    }
    type(find<QPlainTextEdit>("field.narration"),
        QStringLiteral("Bekalan alat tulis pejabat bagi suku tahun ini"));
    fillLine(0, segmentsOf(0), paymentAmount, domain::Side::Debit);
    attach(document);
    const auto id = submitForm(QStringLiteral("payment"));
    domain::Voucher after;
    waitFor(
        [&] {
            sync();
            after = voucher(id);
            return !after.number.isEmpty();
        },
        QStringLiteral("the payment's number"));
    m_journal.add(QStringLiteral("prepare"), m_person.role, m_person.ic, after.number,
        QStringLiteral("draft"), domain::toWire(after.state), began);
    return id;
}

domain::VoucherId Actor::prepareJournal(const QString& document)
{
    const auto began = QDateTime::currentDateTimeUtc();
    trigger("actionNewJournal");
    find<ui::VoucherEditor>("voucherEditor");
    const auto today = QDate::currentDate();
    choose("field.processNo", 34);
    fill("field.date", today.toString(QStringLiteral("dd/MM/yyyy")));
    choose("field.journal.type", int(domain::JournalType::Correction));
    fill("field.period", today.toString(QStringLiteral("MM/yyyy")));
    fill("field.reason", QStringLiteral("Pelarasan kod akaun yang tersilap caj"));
    type(find<QPlainTextEdit>("field.narration"),
        QStringLiteral("Pelarasan caj alat tulis ke objek yang betul"));
    fillLine(0, segmentsOf(0), QStringLiteral("320.00"), domain::Side::Debit);
    fillLine(1, segmentsOf(1), QStringLiteral("320.00"), domain::Side::Credit);
    attach(document);
    const auto id = submitForm(QStringLiteral("journal"));
    domain::Voucher after;
    waitFor(
        [&] {
            sync();
            after = voucher(id);
            return !after.number.isEmpty();
        },
        QStringLiteral("the journal's number"));
    m_journal.add(QStringLiteral("prepare"), m_person.role, m_person.ic, after.number,
        QStringLiteral("draft"), domain::toWire(after.state), began);
    return id;
}

} // namespace peraku::journey
