#include "historydialog.h"

#include "base/banner.h"
#include "base/format.h"
#include "base/scrolled.h"
#include "certificate/credentialtext.h"
#include "certificate/reportview.h"

#include <domain/canonical.h>
#include <domain/messages.h>
#include <ui/icons.h>

#include <QComboBox>
#include <QCryptographicHash>
#include <QDir>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace peraku::ui {

using services::EvidenceForm;

HistoryDialog::HistoryDialog(Context& context, const domain::Voucher& voucher, QWidget* parent)
    : Dialog(parent)
    , m_context(context)
    , m_voucher(voucher)
    , m_heading(new QLabel(this))
    , m_advice(new QLabel(this))
    , m_list(new QListWidget(this))
    , m_details(new QLabel)
    , m_certificate(new CertificateView)
    , m_report(new ReportView)
    , m_banner(new Banner(this))
    , m_progress(new QProgressBar(this))
    , m_verify(new QPushButton(this))
    , m_form(new QComboBox(this))
    , m_save(new QPushButton(this))
    , m_close(new QPushButton(this))
{
    setObjectName(QStringLiteral("historyDialog"));
    m_list->setObjectName(QStringLiteral("signatures"));
    m_list->setWordWrap(true);
    m_list->setMinimumWidth(220);
    m_details->setTextFormat(Qt::PlainText);
    m_details->setWordWrap(true);
    m_details->setObjectName(QStringLiteral("signatureDetails"));
    m_report->setObjectName(QStringLiteral("signatureReport"));
    m_verify->setObjectName(QStringLiteral("verifySignature"));
    m_verify->setIcon(icon(QStringLiteral("verify"), IconTone::OnAccent));
    setLook(m_verify, "primary");
    m_save->setObjectName(QStringLiteral("saveEvidence"));
    m_save->setIcon(icon(QStringLiteral("save")));
    m_form->setObjectName(QStringLiteral("evidenceForm"));
    m_form->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    for (const auto form : { EvidenceForm::Folder, EvidenceForm::Simple, EvidenceForm::Sealed })
        m_form->addItem(QString(), int(form));
    m_close->setObjectName(QStringLiteral("historyClose"));
    for (auto* button : { m_verify, m_save, m_close })
        button->setAutoDefault(false);
    m_progress->setRange(0, 0);
    m_progress->setTextVisible(false);

    auto* page = new QWidget(this);
    auto* facts = new QVBoxLayout(page);
    facts->setContentsMargins(space::m, 0, 0, 0);
    facts->setSpacing(space::m);
    facts->addWidget(m_details);
    facts->addWidget(m_certificate);
    facts->addWidget(m_report);
    facts->addStretch();
    auto* middle = new QHBoxLayout;
    middle->addWidget(m_list, 2);
    middle->addWidget(scrolled(page), 3);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(space::s);
    buttons->addWidget(m_verify);
    buttons->addStretch();
    buttons->addWidget(m_form);
    buttons->addWidget(m_save);
    buttons->addWidget(m_close);
    auto* column = beginColumn(m_heading, m_advice, QSize(860, 620));
    column->addWidget(m_banner);
    column->addLayout(middle, 1);
    column->addWidget(m_progress);
    column->addLayout(buttons);

    connect(m_list, &QListWidget::currentRowChanged, this, &HistoryDialog::showRecord);
    connect(m_verify, &QPushButton::clicked, this, &HistoryDialog::verify);
    connect(m_save, &QPushButton::clicked, this, &HistoryDialog::save);
    connect(m_close, &QPushButton::clicked, this, &QDialog::reject);
    retranslate();
    load();
}

void HistoryDialog::retranslate()
{
    const QString number = domain::escapedForDisplay(m_voucher.number);
    setWindowTitle(tr("Signatures of %1").arg(number));
    m_heading->setText(tr("Signatures of %1").arg(number));
    m_progress->setAccessibleName(tr("The signatures are on their way"));
    m_advice->setText(tr("Every certification stays with its signature. Saved evidence can be checked by "
                         "anyone with public tools, without Peraku."));
    m_list->setAccessibleName(tr("Signatures"));
    m_verify->setText(tr("&Verify"));
    m_form->setItemText(0, tr("A folder for each signature"));
    m_form->setItemText(1, tr("A container for each signature (ASiC-S)"));
    m_form->setItemText(2, tr("One container sealed by the treasury (ASiC-E)"));
    m_form->setAccessibleName(tr("Form of the evidence"));
    m_save->setText(tr("&Save evidence…"));
    m_close->setText(tr("C&lose"));
    fillList();
}

QString HistoryDialog::stepText(const domain::SignatureRecord& record) const
{
    const auto* process = m_context.desk.reference.catalogue().find(m_voucher.content.processNo);
    if (process && record.step >= 1 && record.step <= process->steps.size())
        return domain::label(process->steps.at(record.step - 1));
    return tr("Step %1").arg(record.step);
}

void HistoryDialog::load()
{
    m_progress->show();
    m_verify->setEnabled(false);
    m_save->setEnabled(false);
    domain::onFinished<QList<domain::SignatureRecord>>(m_context.desk.evidence.signatures(m_voucher.id), this,
        [this](domain::Result<QList<domain::SignatureRecord>> answer) {
            m_progress->hide();
            m_loaded = true;
            if (!answer)
                return m_banner->tell(Banner::Kind::Bad, domain::errorSentence(answer.error()));
            m_records = std::move(*answer);
            m_verify->setEnabled(!m_records.isEmpty());
            m_save->setEnabled(!m_records.isEmpty());
            fillList();
            m_list->setCurrentRow(m_records.isEmpty() ? -1 : 0);
            m_list->setVisible(!m_records.isEmpty());
            (m_records.isEmpty() ? static_cast<QWidget*>(m_close) : m_list)->setFocus();
        });
}

void HistoryDialog::fillList()
{
    const int kept = m_list->currentRow();
    {
        const QSignalBlocker quiet(m_list);
        m_list->clear();
        for (const auto& record : m_records) {
            QString text = QStringLiteral("%1\n%2\n%3")
                               .arg(stepText(record), domain::escapedForDisplay(record.signer.name),
                                   shortTime(record.receivedAt));
            if (record.voided)
                text += QStringLiteral("\n") + tr("No longer counts: the voucher was returned.");
            new QListWidgetItem(
                icon(QStringLiteral("certify"), record.voided ? IconTone::Muted : IconTone::Accent), text,
                m_list);
        }
    }
    m_list->setCurrentRow(kept);
    if (m_loaded && m_records.isEmpty())
        m_details->setText(tr("The treasury holds no signature of this voucher yet."));
}

void HistoryDialog::showRecord(int row)
{
    ++m_generation;
    m_banner->clear();
    m_certificate->setFacts({});
    m_report->hide();
    if (row < 0 || row >= m_records.size())
        return;
    const auto& record = m_records.at(row);
    m_details->setText(recordText(record));
}

QString HistoryDialog::recordText(const domain::SignatureRecord& record) const
{
    QStringList lines { stepText(record),
        QStringLiteral("%1 · %2").arg(
            domain::escapedForDisplay(record.signer.name), record.signer.ic.dashed()),
        tr("Signed with: %1").arg(mediumText(record.medium)),
        tr("Received by the treasury: %1").arg(shortTime(record.receivedAt)),
        record.timestampAt.isValid() ? tr("Timestamp: %1").arg(shortTime(record.timestampAt))
                                     : tr("Signed, timestamp pending: the treasury adds it."),
        tr("Revision %1").arg(record.contentRevision),
        tr("Data hash: %1")
            .arg(QString::fromLatin1(
                QCryptographicHash::hash(record.statement, QCryptographicHash::Sha256).toBase64())),
        record.ocsp.isEmpty() ? tr("Revocation evidence: list of the authority")
                              : tr("Revocation evidence: list of the authority and OCSP response") };
    if (!record.nonceId.isEmpty())
        lines.append(
            tr("Transaction of the one-time code: %1").arg(domain::escapedForDisplay(record.nonceId)));
    return lines.join(QLatin1Char('\n'));
}

void HistoryDialog::verify()
{
    const int row = m_list->currentRow();
    if (row < 0 || row >= m_records.size())
        return;
    const auto generation = ++m_generation;
    m_progress->show();
    m_verify->setEnabled(false);
    domain::onFinished<domain::VerificationReport>(m_context.desk.evidence.verify(m_records.at(row)), this,
        [this, generation, row](domain::Result<domain::VerificationReport> answer) {
            m_progress->hide();
            m_verify->setEnabled(true);
            if (generation != m_generation)
                return;
            if (!answer)
                return m_banner->tell(Banner::Kind::Bad, domain::errorSentence(answer.error()));
            m_certificate->setFacts(answer->signer);
            m_report->setReport(*answer);
            m_list->item(row)->setIcon(answer->valid() ? icon(QStringLiteral("certify"), IconTone::Success)
                                                       : icon(QStringLiteral("error"), IconTone::Danger));
            m_report->show();
        });
}

void HistoryDialog::save()
{
    m_context.door.chooseFolder(
        this, tr("Where shall the evidence be saved?"), [this](const QString& folder) {
            if (folder.isEmpty())
                return;
            m_progress->show();
            m_save->setEnabled(
                false); // A second time into the same folder would fail, and say so over the good news.
            const auto form = EvidenceForm(m_form->currentData().toInt());
            domain::onFinished<QStringList>(m_context.desk.evidence.save(m_records, folder, form), this,
                [this, folder](domain::Result<QStringList> answer) {
                    m_progress->hide();
                    m_save->setEnabled(true);
                    if (!answer)
                        return m_banner->tell(Banner::Kind::Bad, domain::errorSentence(answer.error()));
                    m_banner->tell(Banner::Kind::Good,
                        tr("Evidence of %n signature(s) was saved in %1.", nullptr, int(m_records.size()))
                            .arg(QDir::toNativeSeparators(folder)));
                });
        });
}

} // namespace peraku::ui
