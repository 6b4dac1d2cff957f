#pragma once

#include <QLocalServer>
#include <QObject>
#include <QStringList>

namespace peraku::gui {

/** One desk per user and data folder: a second start hands over to the first and ends. */
class SingleInstance final : public QObject {
    Q_OBJECT
public:
    /** `scope` tells desks apart, the data folder. */
    explicit SingleInstance(const QString& scope, QObject* parent = nullptr);
    /** True if another desk was there and has been asked to come to the front, and to verify these files if
     * there are any. At most `mostFiles` of them are handed over. */
    bool handOver(const QStringList& absolutePaths = {});
    /** Waits for later starts; false if the name cannot be taken, which costs only the hand-over. */
    bool listen();

    static constexpr int mostFiles = 100;

Q_SIGNALS:
    void raiseWanted(const QStringList& absolutePaths);

private:
    QString m_name;
    QLocalServer m_server;
};

} // namespace peraku::gui
