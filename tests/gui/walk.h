#pragma once

#include "bench.h"

#include <ui/secretedit.h>

#include <QAbstractButton>
#include <QAction>
#include <QPushButton>

#include <functional>

namespace peraku::guitest {

/** Goes through every screen of the desk as its officers would; `visit` sees each one settled. */
inline void visitEveryScreen(
    Bench& bench, const std::function<void(const QString& name, QWidget* root)>& visit)
{
    const auto dialog = [&](const char* name) {
        Bench::settle();
        if (auto* open = bench.dialog())
            visit(QString::fromLatin1(name), open);
        else
            QFAIL(name);
    };
    const auto closeDialog = [&] {
        bench.door.accept = true;
        if (auto* open = bench.dialog())
            open->reject();
        Bench::settle();
    };
    visit(QStringLiteral("log-in"), bench.window.get());
    bench.press(Qt::Key_7, Qt::ControlModifier);
    visit(QStringLiteral("verify, logged out"), bench.window.get());
    bench.press(Qt::Key_Escape);
    bench.desk.session.mustChange = true;
    bench.logIn(domain::Role::Checker);
    visit(QStringLiteral("password"), bench.window.get());
    bench.desk.session.mustChange = false;
    bench.logIn(domain::Role::Checker);
    bench.find<QAbstractButton>("filterToggle")->click();
    bench.desk.sync.current.online = false;
    bench.desk.sync.current.offlineSince = bench.desk.clock.now.addSecs(-3600);
    bench.desk.outbox.list = { { 7, bench.desk.waiting(), QStringLiteral("BB/1"),
        services::OutboxOperation::Decide, domain::Action::Certify, services::OutboxState::Conflict,
        bench.desk.clock.now, 1, domain::Error { domain::ErrorCode::Conflict, {}, {}, false, 0 } } };
    Q_EMIT bench.desk.sync.statusChanged();
    Q_EMIT bench.desk.outbox.changed();
    const std::pair<Qt::Key, const char*> pages[] = { { Qt::Key_2, "drafts" }, { Qt::Key_3, "all" },
        { Qt::Key_4, "outbox" }, { Qt::Key_5, "certificate" }, { Qt::Key_6, "account" },
        { Qt::Key_7, "verify" }, { Qt::Key_1, "inbox" } };
    for (const auto& [key, name] : pages) {
        bench.press(key, Qt::ControlModifier);
        visit(QString::fromLatin1(name), bench.window.get());
    }
    const auto step = [&](const char* name) {
        bench.press(Qt::Key_5, Qt::ControlModifier);
        bench.window->findChild<QAction*>(QLatin1String(name))->trigger();
        dialog(name);
        if (auto* send = bench.find<QPushButton>("requestSend")) {
            send->click();
            dialog(name);
        }
        closeDialog();
    };
    for (const auto* name : { "stepApplyRoaming", "stepRenew", "stepReport", "stepCancel", "stepChangePin" })
        step(name);
    bench.press(Qt::Key_6, Qt::ControlModifier);
    bench.click<QPushButton>("enrolPhone");
    dialog("enrol a phone");
    closeDialog();
    bench.press(Qt::Key_1, Qt::ControlModifier);
    bench.press(Qt::Key_K, Qt::ControlModifier);
    dialog("query");
    closeDialog();
    bench.press(Qt::Key_Return, Qt::ControlModifier);
    dialog("review");
    bench.click<QPushButton>("certifyNext");
    dialog("sign");
    QTest::keyClicks(bench.find<ui::SecretEdit>("pin"), QStringLiteral("000000"));
    bench.click<QPushButton>("sign");
    dialog("wrong PIN");
    QTest::keyClicks(bench.find<ui::SecretEdit>("pin"), QStringLiteral("123456"));
    bench.click<QPushButton>("sign");
    dialog("confirm");
    bench.click<QPushButton>("confirmSignature");
    dialog("done");
    closeDialog();
    bench.desk.session.logOut();
    Bench::settle();
    bench.logIn(domain::Role::Approver);
    bench.press(Qt::Key_1, Qt::ControlModifier);
    bench.press(Qt::Key_H, Qt::ControlModifier);
    dialog("history");
    closeDialog();
    bench.desk.session.logOut();
    Bench::settle();
    bench.logIn(domain::Role::Administrator);
    for (const auto* name : { "stepAddMedium", "stepReportOther" })
        step(name);
    bench.desk.session.logOut();
    Bench::settle();
    bench.logIn(domain::Role::Preparer);
    bench.press(Qt::Key_2, Qt::ControlModifier);
    visit(QStringLiteral("preparer's drafts"), bench.window.get());
    for (const auto modifiers :
        { Qt::KeyboardModifiers(Qt::ControlModifier), Qt::ControlModifier | Qt::ShiftModifier }) {
        bench.press(Qt::Key_N, modifiers);
        visit(QStringLiteral("editor"), bench.window.get());
        bench.click<QPushButton>("submitVoucher");
        QTest::qWait(200);
        visit(QStringLiteral("editor with findings"), bench.window.get());
    }
}

} // namespace peraku::guitest
