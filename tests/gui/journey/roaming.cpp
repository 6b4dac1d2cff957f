#include "actor.h"

#include <ui/secretedit.h>

#include <QDir>
#include <QFile>
#include <QListWidget>
#include <QPushButton>
#include <QRegularExpression>
#include <QTest>

namespace peraku::journey {

namespace {

/** The code of a mail; empty if there is none. */
QString codeIn(const QString& path)
{
    QFile mail(path);
    if (!mail.open(QIODevice::ReadOnly))
        return {};
    static const QRegularExpression code(
        QStringLiteral("^(\\d{6})\\r?$"), QRegularExpression::MultilineOption);
    return code.match(QString::fromUtf8(mail.readAll())).captured(1);
}

} // namespace

void Actor::chooseRoaming()
{
    auto* list = find<QListWidget>("credentials");
    int row = -1;
    waitFor(
        [&] {
            for (int i = 0; i < list->count() && row < 0; ++i)
                row = list->item(i)->text().contains(QStringLiteral("Roaming + OTP")) ? i : -1;
            return row >= 0;
        },
        QStringLiteral("the roaming certificate"));
    list->setCurrentRow(row);
}

void Actor::typeCode()
{
    auto* code = find<ui::SecretEdit>("otp");
    auto* again = find<QPushButton>("otpAgain");
    waitFor(
        [&] {
            // Codes for one credential are spaced out; the officer asks anew when the screen lets them.
            if (!code->isEnabled() && again->isEnabled())
                QTest::mouseClick(again, Qt::LeftButton);
            return code->isEnabled();
        },
        QStringLiteral("a one-time code that was sent"));
    QString found;
    waitFor(
        [&] {
            // A mail arrives after the screen said that it was sent.
            const QDir mailbox(m_mailbox);
            const auto mails = mailbox.entryList(QDir::Files, QDir::Name);
            if (!mails.isEmpty() && mails.last() != m_lastMail)
                found = codeIn(mailbox.filePath(mails.last()));
            if (!found.isEmpty())
                m_lastMail = mails.last();
            return !found.isEmpty();
        },
        QStringLiteral("the mail with the code"));
    code->setFocus();
    QTest::keyClicks(code, found);
}

} // namespace peraku::journey
