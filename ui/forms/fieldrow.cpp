#include "fieldrow.h"

#include "base/banner.h"

#include <domain/messages.h>

#include <QVBoxLayout>

#include <algorithm>

namespace peraku::ui {

void styleFinding(QLabel* label, domain::Severity severity)
{
    setLook(label, severity == domain::Severity::Error ? "error" : "warning");
}

FieldRow::FieldRow(QString fieldPath, QWidget* editor, QWidget* parent)
    : QWidget(parent)
    , m_path(std::move(fieldPath))
    , m_editor(editor)
    , m_label(new QLabel(this))
    , m_finding(new QLabel(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    column->addWidget(m_label);
    column->addWidget(m_editor);
    column->addWidget(m_finding);
    column->addStretch();
    m_label->setBuddy(m_editor);
    m_finding->setWordWrap(true);
    m_finding->hide();
    m_editor->setObjectName(QStringLiteral("field.") + m_path);
    m_finding->setObjectName(QStringLiteral("finding.") + m_path);
}

void FieldRow::setLabel(const QString& text)
{
    m_label->setText(text);
    m_editor->setAccessibleName(QString(text).remove(QLatin1Char('&')));
}

void FieldRow::showFindings(const QList<domain::Finding>& findings)
{
    const auto gravest = std::max_element(findings.begin(), findings.end(),
        [](const domain::Finding& a, const domain::Finding& b) { return a.severity < b.severity; });
    if (gravest == findings.end()) {
        m_finding->hide();
        m_editor->setAccessibleDescription({});
        return;
    }
    const QString sentence = domain::findingSentence(*gravest);
    m_finding->setText(sentence);
    styleFinding(m_finding, gravest->severity);
    m_finding->show();
    m_editor->setAccessibleDescription(sentence);
}

} // namespace peraku::ui
