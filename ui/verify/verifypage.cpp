#include "verifypage.h"

#include "base/banner.h"
#include "base/format.h"
#include "base/scrolled.h"
#include "certificate/credentialtext.h"
#include "certificate/reportview.h"
#include "verifytext.h"

#include <domain/canonical.h>
#include <domain/messages.h>
#include <ui/icons.h>

#include <QClipboard>
#include <QDragEnterEvent>
#include <QFileInfo>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QListWidget>
#include <QMimeData>
#include <QProgressBar>
#include <QPushButton>
#include <QSaveFile>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QUrl>
#include <QVBoxLayout>

namespace peraku::ui {

using services::FileVerdict;

namespace {

QIcon verdictIcon(FileVerdict verdict)
{
    switch (verdict) {
    case FileVerdict::Valid:
        return icon(QStringLiteral("success"), IconTone::Success);
    case FileVerdict::SignerUnknown:
        return icon(QStringLiteral("warning"), IconTone::Warning);
    case FileVerdict::Invalid:
        break;
    }
    return icon(QStringLiteral("error"), IconTone::Danger);
}

QStringList localPaths(const QMimeData& data)
{
    QStringList paths;
    for (const auto& url : data.urls()) {
        if (url.isLocalFile())
            paths.append(url.toLocalFile());
    }
    return paths;
}

} // namespace

VerifyPage::VerifyPage(Context& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_heading(new QLabel(this))
    , m_advice(new QLabel(this))
    , m_age(new QLabel(this))
    , m_banner(new Banner(this))
    , m_list(new QListWidget(this))
    , m_details(new QLabel)
    , m_certificate(new CertificateView)
    , m_report(new ReportView)
    , m_progress(new QProgressBar(this))
    , m_stop(new QPushButton(this))
    , m_back(new QPushButton(this))
    , m_files(new QPushButton(this))
    , m_folder(new QPushButton(this))
    , m_document(new QPushButton(this))
    , m_copy(new QPushButton(this))
    , m_save(new QPushButton(this))
{
    setObjectName(QStringLiteral("verifyPage"));
    setAcceptDrops(true);
    setFocusProxy(m_files);
    setLook(m_heading, "title");
    setLook(m_advice, "muted");
    setLook(m_age, "muted");
    for (auto* label : { m_advice, m_age, m_details }) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
    }
    m_age->setObjectName(QStringLiteral("revocationAge"));
    m_details->setObjectName(QStringLiteral("verifyDetails"));
    m_list->setObjectName(QStringLiteral("verifiedFiles"));
    m_list->setWordWrap(true);
    m_list->setIconSize(QSize(24, 24));
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_report->setObjectName(QStringLiteral("verifyReport"));
    m_back->setObjectName(QStringLiteral("verifyBack"));
    m_back->setIcon(icon(QStringLiteral("back")));
    setLook(m_back, "quiet");
    m_back->hide();
    m_files->setObjectName(QStringLiteral("verifyFiles"));
    m_files->setIcon(icon(QStringLiteral("verify"), IconTone::OnAccent));
    setLook(m_files, "primary");
    m_folder->setObjectName(QStringLiteral("verifyFolder"));
    m_folder->setIcon(icon(QStringLiteral("folder")));
    m_document->setObjectName(QStringLiteral("verifyDocument"));
    m_document->setIcon(icon(QStringLiteral("attachment")));
    m_copy->setObjectName(QStringLiteral("verifyCopy"));
    m_save->setObjectName(QStringLiteral("verifySave"));
    m_save->setIcon(icon(QStringLiteral("save")));
    m_progress->setRange(0, 0);
    m_progress->setTextVisible(false);
    m_stop->setObjectName(QStringLiteral("verifyStop"));
    setBusy(false);

    auto* facts = new QWidget(this);
    auto* inside = new QVBoxLayout(facts);
    inside->setContentsMargins(space::m, 0, 0, 0);
    inside->setSpacing(space::m);
    for (auto* widget : { static_cast<QWidget*>(m_details), static_cast<QWidget*>(m_report),
             static_cast<QWidget*>(m_certificate) })
        inside->addWidget(widget);
    inside->addStretch();
    auto* top = new QHBoxLayout;
    top->setSpacing(space::s);
    for (auto* button : { m_files, m_folder, m_document })
        top->addWidget(button);
    top->addStretch();
    auto* middle = new QHBoxLayout;
    middle->addWidget(m_list, 2);
    middle->addWidget(scrolled(facts), 3);
    auto* bottom = new QHBoxLayout;
    bottom->setSpacing(space::s);
    bottom->addWidget(m_age, 1);
    bottom->addWidget(m_copy);
    bottom->addWidget(m_save);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space::xl, space::l, space::xl, space::l);
    column->setSpacing(space::s);
    auto* head = new QHBoxLayout;
    head->addWidget(m_heading, 1);
    head->addWidget(m_back);
    column->addLayout(head);
    column->addWidget(m_advice);
    column->addLayout(top);
    column->addWidget(m_banner);
    auto* running = new QHBoxLayout;
    running->setSpacing(space::s);
    running->addWidget(m_progress, 1);
    running->addWidget(m_stop);
    column->addLayout(running);
    column->addLayout(middle, 1);
    column->addLayout(bottom);

    // The way back stands above the page and comes last all the same.
    setTabOrder(m_save, m_back);
    connect(m_stop, &QPushButton::clicked, this, &VerifyPage::stop);
    connect(m_back, &QPushButton::clicked, this, &VerifyPage::backWanted);
    connect(m_files, &QPushButton::clicked, this, &VerifyPage::chooseFiles);
    connect(m_folder, &QPushButton::clicked, this, &VerifyPage::chooseFolder);
    connect(m_document, &QPushButton::clicked, this, &VerifyPage::askForDocument);
    connect(m_copy, &QPushButton::clicked, this, &VerifyPage::copyReport);
    connect(m_save, &QPushButton::clicked, this, &VerifyPage::saveReport);
    connect(m_list, &QListWidget::currentRowChanged, this, &VerifyPage::showItem);
    retranslate();
}

VerifyPage::~VerifyPage()
{
    m_run.cancel();
}

void VerifyPage::retranslate()
{
    m_heading->setText(tr("Verify a file"));
    m_advice->setText(
        tr("Choose or drop evidence: a container (.asics, .asice), a signature (.p7s) with its "
           "file, a signed PDF, or a folder. Whoever made it, it is checked on this computer."));
    m_progress->setAccessibleName(tr("Files are being verified"));
    m_stop->setText(tr("S&top"));
    m_back->setText(tr("&Back to log-in"));
    m_list->setAccessibleName(tr("Signatures found"));
    m_files->setText(tr("Choose &files…"));
    m_folder->setText(tr("Choose a fol&der…"));
    m_document->setText(tr("Choose the signed f&ile…"));
    m_copy->setText(tr("&Copy report"));
    m_save->setText(tr("&Save report…"));
    fillList();
    showRevocationAge();
}

void VerifyPage::showRevocationAge()
{
    const auto age = m_context.desk.verify.revocationAge();
    const auto now = m_context.desk.clock.nowUtc();
    if (!age.issuedAt.isValid()) {
        m_age->setText(
            tr("This computer has no revocation list yet; it fetches one with the first file that is "
               "verified while the treasury can be reached. Until then nobody can say whether a "
               "certificate was revoked."));
        setLook(m_age, "error");
        return;
    }
    const QString text
        = tr("Revocation list of %1, fetched %2.").arg(shortTime(age.issuedAt), shortTime(age.fetchedAt));
    m_age->setText(age.isStale(now) ? text + QLatin1Char(' ')
                + tr("It is out of date: a certificate that was revoked since would not be noticed.")
                                    : text);
    setLook(m_age, age.isStale(now) ? "error" : "muted");
}

void VerifyPage::offerBack()
{
    m_back->show();
}

void VerifyPage::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape && m_back->isVisible())
        return Q_EMIT backWanted();
    QWidget::keyPressEvent(event);
}

void VerifyPage::chooseFiles()
{
    m_context.door.chooseFiles(
        this, tr("Which files shall be verified?"), tr("All files (*)"), [this](const QStringList& paths) {
            if (!paths.isEmpty())
                verify(paths);
        });
}

void VerifyPage::chooseFolder()
{
    m_context.door.chooseFolder(this, tr("Which folder shall be verified?"), [this](const QString& path) {
        if (!path.isEmpty())
            verify({ path });
    });
}

void VerifyPage::askForDocument()
{
    m_context.door.chooseFiles(
        this, tr("Which file was signed?"), tr("All files (*)"), [this](const QStringList& paths) {
            if (!paths.isEmpty())
                verify(m_paths + paths);
        });
}

void VerifyPage::verify(const QStringList& paths)
{
    const auto generation = ++m_generation;
    m_run.cancel();
    m_paths = paths;
    m_banner->clear();
    setBusy(true);
    m_run = m_context.desk.verify.verifyFiles(paths);
    domain::onFinished<services::FilesVerified>(
        m_run, this, [this, generation](domain::Result<services::FilesVerified> answer) {
            if (generation != m_generation)
                return;
            setBusy(false);
            m_asked = true;
            m_found = answer.value_or(services::FilesVerified());
            fillList();
            showRevocationAge();
            if (!answer)
                return m_banner->tell(Banner::Kind::Bad, domain::errorSentence(answer.error()));
            m_list->setCurrentRow(m_found.items.isEmpty() ? -1 : 0);
            if (m_found.withoutDocument.isEmpty())
                return m_list->setFocus();
            m_banner->tell(Banner::Kind::Caution,
                tr("%1 is a signature alone. Choose the file that was signed, too.")
                    .arg(domain::escapedForDisplay(QFileInfo(m_found.withoutDocument.first()).fileName())));
            m_document->setFocus();
        });
}

void VerifyPage::stop()
{
    ++m_generation;
    m_run.cancel();
    // Verdicts of an earlier run would pass for those of the files that were chosen now.
    m_found = {};
    m_asked = false;
    setBusy(false);
    fillList();
    m_banner->tell(Banner::Kind::Info, tr("Stopped. Nothing was verified of what was chosen."));
    m_files->setFocus();
}

void VerifyPage::setBusy(bool busy)
{
    m_progress->setVisible(busy);
    m_stop->setVisible(busy);
}

void VerifyPage::fillList()
{
    const int kept = m_list->currentRow();
    {
        const QSignalBlocker quiet(m_list);
        m_list->clear();
        for (const auto& item : m_found.items)
            new QListWidgetItem(verdictIcon(item.verdict),
                QStringLiteral("%1\n%2").arg(domain::escapedForDisplay(item.document), outcomeText(item)),
                m_list);
    }
    const bool any = !m_found.items.isEmpty();
    m_list->setVisible(any);
    m_copy->setEnabled(any);
    m_save->setEnabled(any);
    m_document->setVisible(!m_found.withoutDocument.isEmpty());
    m_list->setCurrentRow(kept);
    showItem(m_list->currentRow());
}

void VerifyPage::showItem(int row)
{
    const bool shown = row >= 0 && row < m_found.items.size();
    m_report->setVisible(shown && !m_found.items[row].problem);
    m_certificate->setFacts(shown ? m_found.items[row].report.signer : domain::CertificateFacts());
    if (!shown) {
        m_details->setText(m_asked ? tr("Nothing that could be verified was found in what was chosen.")
                                   : tr("Nothing was verified yet."));
        return;
    }
    const auto& item = m_found.items[row];
    m_details->setText(detailsText(item));
    if (!item.problem)
        m_report->setReport(item.report, verdictText(item.verdict),
            item.verdict == FileVerdict::Valid         ? "success"
                : item.verdict == FileVerdict::Invalid ? "error"
                                                       : "warning");
}

QString VerifyPage::reportText() const
{
    QStringList parts { tr("Verified on %1 by Peraku").arg(shortTime(m_context.desk.clock.nowUtc())) };
    for (const auto& item : m_found.items)
        parts.append(plainReport(item));
    return parts.join(QStringLiteral("\n\n")) + QLatin1Char('\n');
}

void VerifyPage::copyReport()
{
    QGuiApplication::clipboard()->setText(reportText());
    m_banner->tell(Banner::Kind::Good, tr("The report was copied."));
}

void VerifyPage::saveReport()
{
    m_context.door.chooseSaveFile(
        this, tr("Where shall the report be saved?"), tr("verification.txt"), [this](const QString& path) {
            if (path.isEmpty())
                return;
            QSaveFile file(path);
            const auto text = reportText().toUtf8();
            const bool written
                = file.open(QIODevice::WriteOnly) && file.write(text) == text.size() && file.commit();
            m_banner->tell(written ? Banner::Kind::Good : Banner::Kind::Bad,
                written ? tr("The report was saved.")
                        : domain::errorSentence(
                            { domain::ErrorCode::StorageFailed, file.errorString(), {}, false, 0 }));
        });
}

void VerifyPage::dragEnterEvent(QDragEnterEvent* event)
{
    if (!localPaths(*event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void VerifyPage::dropEvent(QDropEvent* event)
{
    event->acceptProposedAction();
    verify(localPaths(*event->mimeData()));
}

void VerifyPage::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace peraku::ui
