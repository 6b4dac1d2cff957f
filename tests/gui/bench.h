#pragma once

#include "fakedesk.h"

#include <ui/mainwindow.h>

#include <QApplication>
#include <QDialog>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

namespace peraku::guitest {

/** Answers modals as a test asks; dialogs open without blocking and are found through the window. */
class TestDoor final : public ui::ModalDoor {
public:
    bool accept = false;
    QList<ui::Question> asked;
    QString folder;
    QStringList files;
    QString saveTo;
    QStringList shown;

    void open(QDialog* dialog) override
    {
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->open();
    }
    void ask(QWidget*, const ui::Question& question, std::function<void(bool)> answer) override
    {
        asked << question;
        answer(accept);
    }
    void chooseFolder(QWidget*, const QString&, std::function<void(const QString&)> answer) override
    {
        answer(folder);
    }
    void chooseFiles(
        QWidget*, const QString&, const QString&, std::function<void(const QStringList&)> answer) override
    {
        answer(files);
    }
    void chooseSaveFile(
        QWidget*, const QString&, const QString&, std::function<void(const QString&)> answer) override
    {
        answer(saveTo);
    }
    bool showPath(const QString& path) override
    {
        shown << path;
        return true;
    }
};

/** A window over made-up services, in English unless told. */
class Bench {
public:
    explicit Bench(const QString& language = QStringLiteral("en"), int vouchers = 60)
        : desk(vouchers)
        , theme(*qobject_cast<QApplication*>(QCoreApplication::instance()))
        , settings(home.filePath(QStringLiteral("desk.ini")), QSettings::IniFormat)
        , services(desk.desk())
        , context { services, door, theme, language_, settings, QStringLiteral("treasury.example") }
    {
        settings.setValue(QStringLiteral("language"), language);
        settings.setValue(QStringLiteral("appearance"), QStringLiteral("light"));
        open();
    }
    void open()
    {
        window = std::make_unique<ui::MainWindow>(context);
        window->resize(1366, 768);
        window->show();
        window->activateWindow();
        settle();
    }
    void logIn(domain::Role role)
    {
        desk.logIn(role);
        settle();
    }
    static void settle() { QTest::qWait(50); }

    /** The only visible widget of that name; fails loudly when there is none. */
    template <typename T> T* find(const char* name) const
    {
        for (auto* widget : window->findChildren<T*>(QString::fromLatin1(name)))
            if (widget->isVisible())
                return widget;
        return nullptr;
    }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        window->activateWindow();
        QTest::qWait(10);
        auto* target = window->focusWidget() ? window->focusWidget() : window.get();
        QTest::keyClick(target, key, modifiers);
        settle();
    }
    template <typename T> void click(const char* name)
    {
        auto* button = find<T>(name);
        QVERIFY2(button, name);
        QVERIFY2(button->isEnabled(), name);
        QTest::mouseClick(button, Qt::LeftButton);
        settle();
    }
    QDialog* dialog() const
    {
        for (auto* candidate : window->findChildren<QDialog*>())
            if (candidate->isVisible())
                return candidate;
        return nullptr;
    }

    QTemporaryDir home;
    fake::FakeDesk desk;
    TestDoor door;
    ui::Theme theme;
    ui::Language language_;
    QSettings settings;
    services::Desk services;
    ui::Context context;
    std::unique_ptr<ui::MainWindow> window;
};

} // namespace peraku::guitest
