#pragma once

#include <domain/ports.h>
#include <domain/result.h>
#include <pki/setup.h>

#include <QByteArray>

#include <functional>

namespace peraku::treasury {

/**
 * How the operator changes the policy of a treasury that is being served, whose database has one writer: a
 * file put into DATA/operator, which the owner of the folder alone can do, is taken up by the serving process
 * within a second and replaced by its outcome.
 */
class OperatorInbox {
public:
    explicit OperatorInbox(const pki::DataFolder& folder);

    /** Leaves a policy and waits until it was taken up: its refusal, or Timeout if nobody did. */
    domain::Result<domain::Done> post(const QByteArray& policy, domain::Rng& rng) const;
    /** Hands what was left to `apply`, in the serving process. */
    void take(const std::function<domain::Result<domain::Done>(const QByteArray&)>& apply) const;

private:
    QString m_path;
};

} // namespace peraku::treasury
