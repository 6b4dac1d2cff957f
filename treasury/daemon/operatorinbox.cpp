#include "operatorinbox.h"

#include "command.h"

#include <QDir>
#include <QFile>
#include <QThread>

namespace peraku::treasury {

using domain::Done;
using domain::ErrorCode;
using domain::fail;
using domain::Result;

namespace {

constexpr int waitMs = 10000;
constexpr int stepMs = 50;
const auto pending = QStringLiteral(".policy.json");
const auto outcome = QStringLiteral(".outcome");

} // namespace

OperatorInbox::OperatorInbox(const pki::DataFolder& folder)
    : m_path(folder.root + QStringLiteral("/operator"))
{
}

Result<Done> OperatorInbox::post(const QByteArray& policy, domain::Rng& rng) const
{
    const auto name = m_path + QLatin1Char('/') + rng.hex(8);
    if (!QDir().mkpath(m_path))
        return fail(ErrorCode::StorageFailed, m_path);
    if (auto written = writeFile(name + pending, policy); !written)
        return written;
    for (int waited = 0; waited < waitMs; waited += stepMs) {
        if (QFile answer(name + outcome); answer.open(QIODevice::ReadOnly)) {
            const auto said = answer.readAll();
            answer.remove();
            return said == "done" ? Result<Done>(Done {})
                                  : fail(ErrorCode::InvalidInput, QString::fromUtf8(said));
        }
        QThread::msleep(stepMs);
    }
    QFile::remove(name + pending);
    return fail(ErrorCode::Timeout, QStringLiteral("the serving treasuryd did not take the policy up"));
}

void OperatorInbox::take(const std::function<Result<Done>(const QByteArray&)>& apply) const
{
    const QDir inbox(m_path);
    for (const auto& name : inbox.entryList({ QLatin1Char('*') + pending }, QDir::Files, QDir::Name)) {
        QFile file(inbox.filePath(name));
        if (!file.open(QIODevice::ReadOnly))
            continue;
        const auto applied = apply(file.readAll());
        file.remove();
        const auto base = name.left(name.size() - pending.size());
        if (auto told = writeFile(inbox.filePath(base + outcome),
                applied ? QByteArray("done") : applied.error().detail.toUtf8());
            !told)
            complain(told.error());
    }
}

} // namespace peraku::treasury
