#pragma once

#include "dice.h"

#include <domain/ic.h>

#include <QDate>
#include <QSet>
#include <QString>

namespace peraku::demo {

struct Person {
    QString name;
    domain::Ic ic;
    bool female = false;
};

/** Invents people of all the country's communities; no two share an IC or a name. */
class People {
public:
    explicit People(std::uint64_t seed)
        : m_seed(seed)
    {
    }
    Person next();

private:
    std::uint64_t m_seed;
    std::uint64_t m_index = 0;
    QSet<QString> m_names;
    QSet<QString> m_ics;
};

/** The part of an e-mail address before the '@'. */
QString mailName(const QString& personName);

} // namespace peraku::demo
