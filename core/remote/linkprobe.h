#pragma once

#include "proxyfinder.h"

#include <domain/link.h>
#include <remote/transport.h>

#include <QHostInfo>
#include <QSslConfiguration>
#include <QSslSocket>
#include <QTimer>

namespace peraku::remote {

/** What the transport trusts and speaks; InvalidInput names the option that cannot be used. */
domain::Result<QSslConfiguration> tlsOf(const NetworkOptions& options);

/** Goes the way to one server step by step and sends nothing; deletes itself when it has ended. */
class LinkProbe : public QObject {
    Q_OBJECT
public:
    LinkProbe(NetworkOptions options, QObject* parent);
    ~LinkProbe() override;
    domain::Async<domain::LinkStages> start();

private:
    void lookUp(const QNetworkProxy& proxy);
    void connectTo(const QNetworkProxy& proxy);
    void reached(domain::LinkStep step, const QString& found);
    void failed(domain::ErrorCode code, const QString& why);
    void end();

    NetworkOptions m_options;
    ProxyFinder m_system;
    QSslSocket m_socket;
    QTimer m_patience;
    int m_lookUp = -1;
    domain::LinkStep m_step = domain::LinkStep::Proxy; ///< The one under way.
    domain::LinkStages m_stages;
    QPromise<domain::Result<domain::LinkStages>> m_promise;
    bool m_ended = false;
};

} // namespace peraku::remote
