#include "farewell.h"

#include <domain/ports.h>
#include <services/desk.h>
#include <ui/mainwindow.h>

#include <QApplication>
#include <QDeadlineTimer>
#include <QSemaphore>
#include <QTimer>

#include <memory>

namespace peraku::gui {

namespace {
constexpr int farewellMs = 2000;
constexpr int sessionEndMs = 3000;
} // namespace

void endWithFarewell(QApplication& application, services::SessionService& session)
{
    QTimer::singleShot(farewellMs, &application, &QCoreApplication::quit);
    domain::onFinished<domain::Done>(session.logOut(), &application,
        [](const domain::Result<domain::Done>&) { QCoreApplication::quit(); });
}

void saveBeforeSessionEnds(ui::MainWindow& window, domain::Executor& writer)
{
    const QDeadlineTimer deadline(sessionEndMs);
    window.saveWork();
    while (window.hasUnsavedWork() && !deadline.hasExpired()) {
        const auto written = std::make_shared<QSemaphore>();
        writer.post([written] { written->release(); });
        written->tryAcquire(1, int(deadline.remainingTime()));
        // The answers of the writer, not the officer's keys and clicks: nothing starts anew in here.
        QCoreApplication::sendPostedEvents();
    }
}

} // namespace peraku::gui
