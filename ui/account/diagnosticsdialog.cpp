#include "diagnosticsdialog.h"

#include "base/banner.h"

#include <domain/messages.h>
#include <services/desk.h>
#include <ui/icons.h>

#include <QClipboard>
#include <QDir>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

namespace peraku::ui {

DiagnosticsDialog::DiagnosticsDialog(Context& context, QWidget* parent)
    : Dialog(parent)
    , m_context(context)
    , m_heading(new QLabel(this))
    , m_advice(new QLabel(this))
    , m_banner(new Banner(this))
    , m_text(new QPlainTextEdit(this))
    , m_progress(new QProgressBar(this))
    , m_again(new QPushButton(this))
    , m_copy(new QPushButton(this))
    , m_save(new QPushButton(this))
    , m_close(new QPushButton(this))
{
    setObjectName(QStringLiteral("diagnosticsDialog"));
    m_banner->setObjectName(QStringLiteral("diagnosticsBanner"));
    m_text->setObjectName(QStringLiteral("diagnosticsText"));
    m_text->setReadOnly(true);
    m_text->setTabChangesFocus(true);
    m_text->setLineWrapMode(QPlainTextEdit::WidgetWidth);
    m_text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_progress->setRange(0, 0);
    m_progress->setTextVisible(false);
    m_again->setObjectName(QStringLiteral("diagnosticsAgain"));
    m_again->setIcon(icon(QStringLiteral("refresh")));
    m_copy->setObjectName(QStringLiteral("diagnosticsCopy"));
    m_save->setObjectName(QStringLiteral("diagnosticsSave"));
    m_save->setIcon(icon(QStringLiteral("save"), IconTone::OnAccent));
    setLook(m_save, "primary");
    m_close->setObjectName(QStringLiteral("diagnosticsClose"));
    for (auto* button : { m_again, m_copy, m_save, m_close })
        button->setAutoDefault(false);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(space::s);
    buttons->addWidget(m_save);
    buttons->addWidget(m_copy);
    buttons->addWidget(m_again);
    buttons->addStretch();
    buttons->addWidget(m_close);
    auto* column = beginColumn(m_heading, m_advice, QSize(760, 620));
    column->addWidget(m_banner);
    column->addWidget(m_text, 1);
    column->addWidget(m_progress);
    column->addLayout(buttons);
    setTabOrder(m_text, m_save);

    connect(m_again, &QPushButton::clicked, this, &DiagnosticsDialog::examine);
    connect(m_copy, &QPushButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(m_text->toPlainText());
        m_banner->tell(Banner::Kind::Good, tr("The report was copied."));
    });
    connect(m_save, &QPushButton::clicked, this, &DiagnosticsDialog::save);
    connect(m_close, &QPushButton::clicked, this, &QDialog::reject);
    retranslate();
    examine();
}

DiagnosticsDialog::~DiagnosticsDialog()
{
    m_running.cancel();
}

void DiagnosticsDialog::retranslate()
{
    setWindowTitle(tr("Diagnosis"));
    m_heading->setText(tr("Diagnosis"));
    m_advice->setText(
        tr("What the help desk asks for when something does not work. It names no person and "
           "holds no password, PIN or code; read it, then pass it on. Nothing is sent by itself."));
    m_text->setAccessibleName(tr("Report"));
    m_progress->setAccessibleName(tr("Servers and tokens are being asked"));
    m_again->setText(tr("&Examine again"));
    m_copy->setText(tr("&Copy as text"));
    m_save->setText(tr("&Save…"));
    m_close->setText(tr("C&lose"));
    if (m_diagnosis)
        show(*m_diagnosis);
    else
        m_text->setPlaceholderText(tr("Servers and tokens are being asked…"));
}

void DiagnosticsDialog::examine()
{
    m_again->setEnabled(false);
    m_save->setEnabled(m_diagnosis.has_value());
    m_copy->setEnabled(m_diagnosis.has_value());
    m_progress->show();
    m_text->setFocus();
    m_running = m_context.desk.diagnostics.examine();
    domain::onFinished<services::Diagnosis>(
        m_running, this, [this](const domain::Result<services::Diagnosis>& answer) {
            m_progress->hide();
            m_again->setEnabled(true);
            if (!answer)
                return m_banner->tell(Banner::Kind::Bad, domain::errorSentence(answer.error()));
            show(*answer);
        });
}

void DiagnosticsDialog::show(const services::Diagnosis& diagnosis)
{
    m_diagnosis = diagnosis;
    m_text->setPlainText(services::diagnosisText(diagnosis, m_context.settingsInForce));
    m_save->setEnabled(true);
    m_copy->setEnabled(true);
}

void DiagnosticsDialog::save()
{
    const auto proposal
        = QStringLiteral("peraku-%1.txt").arg(m_diagnosis->at.toString(QStringLiteral("yyyyMMdd-HHmm")));
    m_context.door.chooseSaveFile(
        this, tr("Where shall the report be saved?"), proposal, [this](const QString& path) {
            if (path.isEmpty())
                return;
            domain::onFinished<domain::Done>(m_context.desk.diagnostics.save(m_text->toPlainText(), path),
                this, [this, path](const domain::Result<domain::Done>& answer) {
                    if (!answer)
                        return m_banner->tell(Banner::Kind::Bad, domain::errorSentence(answer.error()));
                    m_banner->tell(Banner::Kind::Good,
                        tr("The report was saved as %1.").arg(QDir::toNativeSeparators(path)));
                });
        });
}

} // namespace peraku::ui
