#include <ui/modaldoor.h>

#include <QDesktopServices>
#include <QFileDialog>
#include <QMessageBox>
#include <QPushButton>
#include <QUrl>

namespace peraku::ui {

namespace {
QFileDialog* fileDialog(QWidget* parent, const QString& title, QFileDialog::FileMode mode,
    std::function<void(const QStringList&)> answer)
{
    auto* dialog = new QFileDialog(parent, title);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(mode);
    QObject::connect(dialog, &QDialog::finished, parent, [dialog, answer = std::move(answer)](int result) {
        answer(result == QDialog::Accepted ? dialog->selectedFiles() : QStringList());
    });
    return dialog;
}
} // namespace

void DesktopDoor::open(QDialog* dialog)
{
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void DesktopDoor::ask(QWidget* parent, const Question& question, std::function<void(bool)> answer)
{
    auto* box = new QMessageBox(question.destructive ? QMessageBox::Warning : QMessageBox::Question,
        question.title, question.text, QMessageBox::NoButton, parent);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->setObjectName(QStringLiteral("question"));
    auto* accept = box->addButton(
        question.accept, question.destructive ? QMessageBox::DestructiveRole : QMessageBox::AcceptRole);
    accept->setObjectName(QStringLiteral("questionAccept"));
    accept->setProperty("look", question.destructive ? "danger" : "primary");
    accept->setAutoDefault(false);
    auto* reject = box->addButton(question.reject, QMessageBox::RejectRole);
    reject->setObjectName(QStringLiteral("questionReject"));
    box->setDefaultButton(reject);
    box->setEscapeButton(reject);
    QObject::connect(box, &QMessageBox::finished, parent,
        [box, accept, answer = std::move(answer)] { answer(box->clickedButton() == accept); });
    box->open();
}

void DesktopDoor::chooseFolder(
    QWidget* parent, const QString& title, std::function<void(const QString&)> answer)
{
    fileDialog(parent, title, QFileDialog::Directory, [answer = std::move(answer)](const QStringList& paths) {
        answer(paths.value(0));
    })->open();
}

void DesktopDoor::chooseFiles(QWidget* parent, const QString& title, const QString& filter,
    std::function<void(const QStringList&)> answer)
{
    auto* dialog = fileDialog(parent, title, QFileDialog::ExistingFiles, std::move(answer));
    dialog->setNameFilter(filter);
    dialog->open();
}

void DesktopDoor::chooseSaveFile(QWidget* parent, const QString& title, const QString& proposal,
    std::function<void(const QString&)> answer)
{
    auto* dialog = fileDialog(parent, title, QFileDialog::AnyFile,
        [answer = std::move(answer)](const QStringList& paths) { answer(paths.value(0)); });
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->selectFile(proposal);
    dialog->open();
}

bool DesktopDoor::showPath(const QString& path)
{
    return QDesktopServices::openUrl(QUrl::fromLocalFile(path));
}

} // namespace peraku::ui
