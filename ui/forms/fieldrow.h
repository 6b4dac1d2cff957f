#pragma once

#include <domain/validation.h>

#include <QLabel>
#include <QList>
#include <QWidget>

namespace peraku::ui {

/** A label, its editor and, below it, what is wrong with it. */
class FieldRow : public QWidget {
    Q_OBJECT
public:
    FieldRow(QString fieldPath, QWidget* editor, QWidget* parent = nullptr);

    const QString& fieldPath() const { return m_path; }
    QWidget* editor() const { return m_editor; }
    void setLabel(const QString& text);
    /** Shows the gravest finding as a sentence; an empty list clears it. */
    void showFindings(const QList<domain::Finding>& findings);

private:
    QString m_path;
    QWidget* m_editor;
    QLabel* m_label;
    QLabel* m_finding;
};

/** Gives a finding label the look of an error or a warning. */
void styleFinding(QLabel* label, domain::Severity severity);

} // namespace peraku::ui
