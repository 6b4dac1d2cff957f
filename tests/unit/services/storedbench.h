#pragma once

#include "deskfixture.h"
#include "storevault.h"

#include <sqlite/database.h>

#include <QDirIterator>

#include <openssl/rand.h>

namespace peraku::test {

class TrueRng : public domain::Rng {
public:
    void fill(void* data, qsizetype size) override
    {
        RAND_bytes(static_cast<unsigned char*>(data), int(size));
    }
};

/** One PC with real files: one run of the program after the other. */
class StoredBench {
protected:
    std::unique_ptr<TestDesk> start() { return start(*m_data); }
    std::unique_ptr<TestDesk> start(const QTemporaryDir& data)
    {
        return std::make_unique<TestDesk>(*m_world,
            services::makeStoreVaults({ data.path(), m_world->clock, m_rng, m_inline, m_inline, m_inline }));
    }
    /** Databases, backups and what was set aside. */
    QStringList files() const
    {
        QStringList found;
        QDirIterator each(m_data->path(), { QStringLiteral("work.*"), QStringLiteral("cache.*") },
            QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (each.hasNext())
            found.append(each.next());
        return found;
    }
    void setActive(bool active)
    {
        auto admin = treasury::Admin::open(m_world->path(), World::config(), m_world->clock, m_world->rng);
        World::check((*admin)->setActive(*domain::Ic::parse(QString::fromLatin1(clerkIc)), active));
    }

    std::unique_ptr<World> m_world;
    std::unique_ptr<QTemporaryDir> m_data;
    TrueRng m_rng;
    InlineExecutor m_inline;

    /** Rows that do not open any more, as a rotting disk leaves them. */
    void spoilOutbox() const
    {
        for (const auto& path : files()) {
            if (!path.endsWith(QLatin1String("work.db")))
                continue;
            auto database = sqlite::Database::open(path, sqlite::Durability::Extra);
            QVERIFY(database.has_value());
            QVERIFY((*database)->execute("UPDATE outbox SET body = zeroblob(length(body))").has_value());
        }
    }
    void begin()
    {
        m_world = std::make_unique<World>();
        m_data = std::make_unique<QTemporaryDir>();
    }
};

} // namespace peraku::test
