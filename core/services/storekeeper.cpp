#include "storevault.h"

#include <signing/digest.h>
#include <store/officerfiles.h>

#include <QDir>
#include <QFileInfo>
#include <QLockFile>

namespace peraku::services {

using domain::ErrorCode;
using domain::fail;
using secret::SecureBuffer;
using store::OfficerFiles;

namespace {

class StoreKeeper : public VaultKeeper {
public:
    explicit StoreKeeper(const StoreVaultOptions& options)
        : m_options(options)
    {
    }

    Result<Done> acquire(const domain::Ic& officer) override
    {
        const auto folder
            = store::officerFolder(m_options.directory, officer.digits().toUtf8(), m_options.rng);
        if (!folder)
            return fail(folder.error());
        if (!QDir().mkpath(*folder))
            return fail(ErrorCode::StorageFailed, QStringLiteral("the officer's folder cannot be made"));
        // The files of an earlier log-in may still be closing under the same lock.
        if (auto lingering = m_lastLock.lock(); lingering && m_lastFolder == *folder) {
            m_lock = std::move(lingering);
            m_folder = *folder;
            return Done {};
        }
        auto lock = std::make_shared<QLockFile>(QDir(*folder).filePath(QStringLiteral("officer.lock")));
        // Stale only when its process is gone, however long it has been open.
        lock->setStaleLockTime(0);
        if (!lock->tryLock(0)) {
            const bool held = lock->error() == QLockFile::LockFailedError;
            return fail(
                held ? ErrorCode::AnotherInstance : ErrorCode::StorageFailed, QStringLiteral("officer.lock"));
        }
        m_lock = std::move(lock);
        m_lastLock = m_lock;
        m_folder = *folder;
        m_lastFolder = *folder;
        return Done {};
    }

    void release() override
    {
        m_lock.reset();
        m_folder.clear();
    }

    QString device() const override
    {
        // The folder's name comes from the officer and from a random salt that stays on this PC.
        if (m_folder.isEmpty())
            return {};
        return QString::fromLatin1(
            signing::sha256("device|" + QFileInfo(m_folder).fileName().toLatin1()).toHex());
    }

    Async<std::shared_ptr<Vault>> openOnline(SecureBuffer password, SecureBuffer recovery) override
    {
        return opened(std::move(password), std::move(recovery),
            [folder = m_folder](const Secrets& secrets, domain::Rng& rng, const QDateTime& now) {
                auto files = store::openOfficerFiles(folder, secrets.password, rng, now);
                if (files) {
                    // A recovery slot that rotted unseen would be missed when the password is forgotten.
                    if (auto kept = files->work->keepRecoverable(secrets.recovery);
                        !kept && kept.error().code != ErrorCode::StorageTooNew)
                        files->notices.append(kept.error());
                    return files;
                }
                const auto error = files.error();
                if (error.code == ErrorCode::WrongPassword)
                    return store::recoverOfficerFiles(folder, secrets.password, secrets.recovery, rng, now);
                if (error.code != ErrorCode::NotFound && error.code != ErrorCode::StorageLost)
                    return files;
                files = store::createOfficerFiles(folder, secrets.password, secrets.recovery, rng);
                if (files && error.code == ErrorCode::StorageLost)
                    files->notices.append(error);
                return files;
            });
    }

    Async<std::shared_ptr<Vault>> openOffline(SecureBuffer password) override
    {
        return opened(std::move(password), {},
            [folder = m_folder](const Secrets& secrets, domain::Rng& rng, const QDateTime& now) {
                auto files = store::openOfficerFiles(folder, secrets.password, rng, now);
                if (!files && files.error().code == ErrorCode::NotFound)
                    files = fail(ErrorCode::NoOfflineAccount);
                return files;
            });
    }

    Async<Done> remove() override
    {
        return domain::andThen<Done>(closed(), &m_context, [this, folder = m_folder](Done) {
            return domain::runOn<Done>(
                m_options.workWriter, [folder] { return store::removeOfficerFiles(folder); });
        });
    }

private:
    struct Secrets {
        SecureBuffer password;
        SecureBuffer recovery;
    };

    /** When the files of an earlier log-in are closed but for work.db's, each in its own thread. */
    Async<Done> closed()
    {
        const auto idle = [](domain::Executor& executor) {
            return domain::runOn<Done>(executor, []() -> Result<Done> { return Done {}; });
        };
        return domain::andThen<Done>(idle(m_options.cacheReader), &m_context,
            [this, idle](Done) { return idle(m_options.cacheWriter); });
    }

    template <typename Open>
    Async<std::shared_ptr<Vault>> opened(SecureBuffer password, SecureBuffer recovery, Open open)
    {
        using Opened = std::shared_ptr<OfficerFiles>;
        auto secrets = std::make_shared<Secrets>(Secrets { std::move(password), std::move(recovery) });
        auto done = domain::andThen<Done>(closed(), &m_context, [this, secrets, open](Done) {
            return domain::runOn<Opened>(m_options.workWriter,
                [secrets, open, &rng = m_options.rng, now = m_options.clock.nowUtc()]() -> Result<Opened> {
                    auto files = open(*secrets, rng, now);
                    if (!files)
                        return fail(files.error());
                    return std::make_shared<OfficerFiles>(std::move(*files));
                });
        });
        return domain::andThen<Opened>(
            done, &m_context, [this](Opened files) -> Result<std::shared_ptr<Vault>> {
                return makeStoreVault(std::move(*files), m_options, m_lock);
            });
    }

    StoreVaultOptions m_options;
    std::shared_ptr<QLockFile> m_lock;
    QString m_folder;
    std::weak_ptr<QLockFile> m_lastLock;
    QString m_lastFolder;
    QObject m_context;
};

} // namespace

std::unique_ptr<VaultKeeper> makeStoreVaults(const StoreVaultOptions& options)
{
    return std::make_unique<StoreKeeper>(options);
}

} // namespace peraku::services
