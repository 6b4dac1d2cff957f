#include <domain/requests.h>

#include <QRegularExpression>

#include <algorithm>

namespace peraku::domain {

namespace {

bool isEmail(const QString& text)
{
    static const QRegularExpression shape(
        QStringLiteral("\\A[A-Za-z0-9._%+\\-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.\\-]{0,188}[A-Za-z0-9])?\\z"));
    return shape.match(text).hasMatch();
}

bool isPhone(const QString& text)
{
    static const QRegularExpression shape(QStringLiteral("\\A\\+?[0-9][0-9 \\-]{6,18}[0-9]\\z"));
    return shape.match(text).hasMatch();
}

class Check {
public:
    QList<Finding> findings;

    void error(const QString& field, const char* key, const QStringList& args = {})
    {
        findings.append({ field, Severity::Error, QString::fromLatin1(key), args });
    }
    void text(const QString& field, const QString& value, int most = limits::shortText)
    {
        if (value.trimmed().isEmpty())
            error(field, "finding.required");
        else if (value.size() > most)
            error(field, "finding.too-long", { QString::number(most) });
        else if (std::any_of(value.begin(), value.end(),
                     [](QChar c) { return c.category() == QChar::Other_Control && c != QLatin1Char('\n'); }))
            error(field, "finding.control-character");
    }
    void email(const QString& field, const QString& value)
    {
        if (!isEmail(value))
            error(field, "finding.email-malformed");
    }
};

void checkForm(Check& check, const MediumRequest& request)
{
    check.email(QStringLiteral("email"), request.email);
    check.text(QStringLiteral("system"), request.system);
    check.text(QStringLiteral("officeAddress"), request.officeAddress, limits::requestText);
    if (!isPhone(request.phone))
        check.error(QStringLiteral("phone"), "finding.phone-malformed");
    check.text(QStringLiteral("securityQuestion"), request.securityQuestion);
    if (!request.declared)
        check.error(QStringLiteral("declared"), "finding.declaration-missing");
}

void checkOfficers(Check& check, const QList<MediumApplicant>& officers)
{
    if (officers.isEmpty())
        check.error(QStringLiteral("officers"), "finding.officers-missing");
    if (officers.size() > limits::requestOfficers)
        check.error(
            QStringLiteral("officers"), "finding.too-many", { QString::number(limits::requestOfficers) });
    for (qsizetype i = 0; i < officers.size(); ++i) {
        const auto& officer = officers.at(i);
        const auto field = QStringLiteral("officers[%1].").arg(i);
        if (officer.ic.isEmpty())
            check.error(field + QStringLiteral("ic"), "finding.ic-malformed");
        else if (std::any_of(officers.begin(), officers.begin() + i,
                     [&](const auto& other) { return other.ic == officer.ic; }))
            check.error(field + QStringLiteral("ic"), "finding.officer-twice");
        check.text(field + QStringLiteral("name"), officer.name);
        check.email(field + QStringLiteral("email"), officer.email);
        check.text(field + QStringLiteral("agency"), officer.agency);
        check.text(field + QStringLiteral("accountingOffice"), officer.accountingOffice);
        check.text(field + QStringLiteral("system"), officer.system);
    }
}

} // namespace

QList<Finding> requestFindings(const MediumRequest& request)
{
    Check check;
    const bool signs = request.medium == SigningMedium::Token || request.medium == SigningMedium::RoamingOtp;
    if (!signs || request.keyKind == KeyKind::Other)
        check.error(QStringLiteral("medium"), "finding.medium-unsupported");
    if (request.isApplication())
        checkForm(check, request);
    if (request.kind == RequestKind::AddMedium)
        checkOfficers(check, request.officers);
    const bool namesOne = request.kind == RequestKind::Renewal || request.kind == RequestKind::Unblock
        || request.kind == RequestKind::Cancellation;
    if (namesOne && request.certificates.size() != 1)
        check.error(QStringLiteral("certificates"), "finding.certificate-missing");
    const bool explains = request.kind == RequestKind::Unblock || request.kind == RequestKind::Cancellation
        || request.kind == RequestKind::Incident;
    if (explains && request.explanation.trimmed().size() < limits::requestReason)
        check.error(QStringLiteral("explanation"), "finding.explanation-short",
            { QString::number(limits::requestReason) });
    else if (explains)
        check.text(QStringLiteral("explanation"), request.explanation, limits::requestText);
    return check.findings;
}

Result<Done> mayRequest(const MediumRequest& request, const Officer& officer)
{
    if (request.kind == RequestKind::AddMedium && !officer.has(Role::Administrator))
        return fail(ErrorCode::NotAllowed, QStringLiteral("role"));
    const auto& holder = request.holder;
    if (holder.ic.isEmpty() || holder.ic == officer.ic)
        return Done {};
    if (request.kind != RequestKind::Incident || !officer.has(Role::Administrator))
        return fail(ErrorCode::NotAllowed, QStringLiteral("role"));
    if (!holder.office.isEmpty() && !officer.serves(holder.office))
        return fail(ErrorCode::NotAllowed, QStringLiteral("office"));
    return Done {};
}

bool maySee(const MediumRequest& request, const Officer& officer)
{
    return request.applicant.ic == officer.ic || request.about().ic == officer.ic
        || (officer.has(Role::Administrator) && officer.serves(request.about().office));
}

Result<Done> isDue(const MediumRequest& request, RequestAction action, const QString& reason)
{
    const auto due = action == RequestAction::Complete ? RequestState::Confirmed : RequestState::Submitted;
    if (request.state != due)
        return fail(ErrorCode::RequestMoved, toWire(request.state));
    const auto length = reason.trimmed().size();
    if (action == RequestAction::Refuse && length < limits::requestReason)
        return fail(ErrorCode::ReasonMissing, QStringLiteral("reason"));
    if (length > limits::requestText)
        return fail(ErrorCode::InvalidInput, QStringLiteral("reason"));
    return Done {};
}

Result<Done> mayDecide(
    const MediumRequest& request, RequestAction action, const QString& reason, const Officer& administrator)
{
    if (!administrator.has(Role::Administrator))
        return fail(ErrorCode::NotAllowed, QStringLiteral("role"));
    const bool named = std::any_of(request.officers.begin(), request.officers.end(),
        [&](const MediumApplicant& each) { return each.ic == administrator.ic; });
    if (request.applicant.ic == administrator.ic || request.about().ic == administrator.ic || named)
        return fail(ErrorCode::OwnRequest);
    if (!administrator.serves(request.about().office))
        return fail(ErrorCode::NotAllowed, QStringLiteral("office"));
    return isDue(request, action, reason);
}

} // namespace peraku::domain
