#pragma once

#include <domain/validation.h>
#include <domain/voucher.h>

#include <QList>
#include <QWidget>

class QLabel;
class QListWidget;
class QPushButton;

namespace peraku::ui {

/** The supporting documents of a voucher; files are added by a button or by dropping them. */
class AttachmentList : public QWidget {
    Q_OBJECT
public:
    explicit AttachmentList(QWidget* parent = nullptr);

    void setAttachments(const QList<domain::Attachment>& attachments);
    const QList<domain::Attachment>& attachments() const { return m_attachments; }
    void add(const domain::Attachment& attachment);
    void showFindings(const QList<domain::Finding>& findings);
    void showProblem(const QString& sentence);
    QList<QWidget*> focusOrder() const;

Q_SIGNALS:
    void edited();
    void addRequested();
    void filesDropped(const QStringList& paths);

protected:
    void changeEvent(QEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void retranslate();
    void rebuild();
    void removeCurrent();

    QList<domain::Attachment> m_attachments;
    QLabel* m_title;
    QListWidget* m_list;
    QPushButton* m_add;
    QPushButton* m_remove;
    QLabel* m_finding;
};

} // namespace peraku::ui
