#pragma once

#include <domain/verification.h>

#include <QWidget>

class QGridLayout;
class QLabel;

namespace peraku::ui {

/** A verification report: one line a check with icon and words, the whole first. */
class ReportView final : public QWidget {
    Q_OBJECT
public:
    explicit ReportView(QWidget* parent = nullptr);
    void setReport(const domain::VerificationReport& report);
    /** With a sentence and look of the caller's own for the whole. */
    void setReport(const domain::VerificationReport& report, const QString& verdict, const char* look);

protected:
    void changeEvent(QEvent* event) override;

private:
    void render();
    domain::VerificationReport m_report;
    bool m_has = false;
    QString m_words; ///< Empty = valid or not.
    const char* m_look = nullptr;
    QLabel* m_verdict;
    QWidget* m_lines = nullptr;
};

/** The facts of a certificate as G15 wants them: start, end, subject DN, serial. */
class CertificateView final : public QWidget {
    Q_OBJECT
public:
    explicit CertificateView(QWidget* parent = nullptr);
    void setFacts(const domain::CertificateFacts& facts);

protected:
    void changeEvent(QEvent* event) override;

private:
    void render();
    domain::CertificateFacts m_facts;
    QGridLayout* m_grid;
};

} // namespace peraku::ui
