#pragma once

#include "fakedesk.h"

#include <ui/mainwindow.h>

#include <QDialog>

namespace peraku::screens {

/** One window over made-up services, photographed screen by screen in a language, a scheme and a size. */
class Album {
public:
    Album(QApplication& application, QString folder);
    /** Leaves a desk open, for trying it by hand, until its window is closed. */
    int stay(translations::Language language, domain::Role role);
    void take(translations::Language language, bool dark, QSize size);

private:
    void certifyMany(ui::MainWindow& window, fake::FakeDesk& desk);
    void decide(ui::MainWindow& window, fake::FakeDesk& desk);
    void roam(ui::MainWindow& window, fake::FakeDesk& desk);
    void showCodes(ui::MainWindow& window, fake::FakeDesk& desk);
    void requests(ui::MainWindow& window, fake::FakeDesk& desk);
    void administer(ui::MainWindow& window, fake::FakeDesk& desk);
    void conflicts(ui::MainWindow& window, fake::FakeDesk& desk);
    void verify(ui::MainWindow& window, fake::FakeDesk& desk);
    void evidence(ui::MainWindow& window, fake::FakeDesk& desk);

    static void settle();
    static void press(ui::MainWindow& window, Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier);
    static void go(ui::MainWindow& window, Qt::Key page);
    /** Opens the first waiting voucher's signing dialog on its signing page. */
    QDialog* openSignPage(ui::MainWindow& window);
    void shot(QWidget& widget, const QString& name);
    void shotDialog(QWidget& window, const QString& name);
    void closeDialog(QWidget& window);

    QApplication& m_application;
    QString m_folder;
    QString m_prefix;
};

} // namespace peraku::screens
