#pragma once

#include <domain/result.h>

#include <QList>
#include <QString>

#include <optional>

namespace peraku::domain {

/** The steps on the way to a server, in order; diagnostics say how far it goes. */
enum class LinkStep {
    Proxy, ///< Which proxy leads there, if any.
    Name, ///< The host's addresses; left out behind a proxy, which looks them up itself.
    Connection, ///< To the host, or through the proxy.
    Tls ///< Its certificate, judged by the desk's own anchors.
};

/** One step that was taken: what was found there, or why it goes no further. No personal data. */
struct LinkStage {
    LinkStep step = LinkStep::Proxy;
    QString found; ///< Technical, in no language: addresses, protocol, issuer.
    std::optional<Error> failure = std::nullopt; ///< Ends the list.
    bool operator==(const LinkStage&) const = default;
};
using LinkStages = QList<LinkStage>;

} // namespace peraku::domain
