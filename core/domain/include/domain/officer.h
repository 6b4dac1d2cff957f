#pragma once

#include <domain/ic.h>
#include <domain/ids.h>
#include <domain/money.h>
#include <domain/process.h>

#include <QDate>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace peraku::domain {

enum class Role {
    Preparer, ///< Penyedia
    Checker, ///< Penyemak, signs Perakuan 1 and CheckerOnly
    Approver, ///< Pelulus, signs Perakuan 2
    Receiver, ///< Signs Akuan Terima
    Auditor, ///< Reads everything, changes nothing
    Administrator
};
QString toWire(Role role);
template <> std::optional<Role> fromWire(QStringView word);

struct Officer {
    Ic ic;
    QString name;
    QString email;
    QString post;
    OfficeCode office;
    QList<Role> roles;
    /** Had kuasa: the largest voucher total that the officer may check or approve; nullopt = none at all. */
    std::optional<Money> limit;
    /** Other offices whose vouchers this officer may act on. */
    QList<OfficeCode> servedOffices;

    bool has(Role role) const { return roles.contains(role); }
    bool serves(const OfficeCode& code) const { return office == code || servedOffices.contains(code); }
    OfficerRef ref() const { return { ic, name, post, office }; }
    bool operator==(const Officer&) const = default;
};

/** The role that a step asks for. */
Role roleFor(StepKind step);

} // namespace peraku::domain
