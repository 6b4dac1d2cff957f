#include "printdialog.h"

#include "base/banner.h"
#include "base/format.h"
#include "base/scrolled.h"
#include "certificate/reportview.h"

#include <domain/canonical.h>
#include <domain/messages.h>
#include <ui/icons.h>

#include <QDir>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace peraku::ui {

PrintDialog::PrintDialog(Context& context, const domain::Voucher& voucher, QWidget* parent)
    : Dialog(parent)
    , m_context(context)
    , m_voucher(voucher)
    , m_heading(new QLabel(this))
    , m_advice(new QLabel(this))
    , m_banner(new Banner(this))
    , m_certificate(new CertificateView)
    , m_report(new ReportView)
    , m_progress(new QProgressBar(this))
    , m_save(new QPushButton(this))
    , m_open(new QPushButton(this))
    , m_close(new QPushButton(this))
{
    setObjectName(QStringLiteral("printDialog"));
    m_report->setObjectName(QStringLiteral("sealReport"));
    m_banner->setObjectName(QStringLiteral("printBanner"));
    m_progress->setRange(0, 0);
    m_progress->setTextVisible(false);
    m_save->setObjectName(QStringLiteral("savePrintForm"));
    m_save->setIcon(icon(QStringLiteral("save"), IconTone::OnAccent));
    setLook(m_save, "primary");
    m_open->setObjectName(QStringLiteral("openPrintForm"));
    m_open->setIcon(icon(QStringLiteral("print")));
    m_close->setObjectName(QStringLiteral("printClose"));
    for (auto* button : { m_save, m_open, m_close })
        button->setAutoDefault(false);
    m_save->setEnabled(false);
    m_open->setEnabled(false);

    auto* page = new QWidget(this);
    auto* facts = new QVBoxLayout(page);
    facts->setContentsMargins(0, 0, 0, 0);
    facts->setSpacing(space::m);
    facts->addWidget(m_certificate);
    facts->addWidget(m_report);
    facts->addStretch();
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(space::s);
    buttons->addWidget(m_save);
    buttons->addWidget(m_open);
    buttons->addStretch();
    buttons->addWidget(m_close);
    auto* column = beginColumn(m_heading, m_advice, QSize(640, 560));
    column->addWidget(m_banner);
    column->addWidget(scrolled(page), 1);
    column->addWidget(m_progress);
    column->addLayout(buttons);

    connect(m_save, &QPushButton::clicked, this, &PrintDialog::save);
    connect(m_open, &QPushButton::clicked, this, [this] {
        if (!m_context.door.showPath(m_saved))
            m_banner->tell(Banner::Kind::Bad, tr("This computer has no program that shows PDF files."));
    });
    connect(m_close, &QPushButton::clicked, this, &QDialog::reject);
    retranslate();
    load();
}

void PrintDialog::retranslate()
{
    const auto title = tr("Print form of %1").arg(domain::escapedForDisplay(m_voucher.number));
    setWindowTitle(title);
    m_heading->setText(title);
    m_advice->setText(
        tr("The treasury makes and seals this form. Save it, then open it in this computer's own "
           "program to print it. Every signature is attached to the file."));
    m_save->setText(tr("&Save PDF…"));
    m_open->setText(tr("&Open to print"));
    m_open->setToolTip(m_saved.isEmpty() ? tr("Save the form first.") : QString());
    m_close->setText(tr("C&lose"));
    m_progress->setAccessibleName(tr("The form is on its way"));
}

void PrintDialog::load()
{
    domain::onFinished<services::PrintForm>(m_context.desk.print.form(m_voucher.id), this,
        [this](const domain::Result<services::PrintForm>& answer) {
            m_progress->hide();
            if (!answer)
                return m_banner->tell(Banner::Kind::Bad, domain::errorSentence(answer.error()));
            present(*answer);
        });
}

void PrintDialog::present(const services::PrintForm& form)
{
    m_form = form;
    m_certificate->setFacts(form.seal.signer);
    m_report->setReport(form.seal);
    m_save->setEnabled(form.seal.valid());
    if (!form.seal.valid())
        return m_banner->tell(Banner::Kind::Bad,
            tr("The treasury's seal does not hold. Do not use this form; tell the help desk."));
    if (!form.seal.timestampTime.isValid())
        m_banner->tell(Banner::Kind::Caution,
            tr("Timestamp pending: the treasury's time service did not answer. The seal holds; ask for the "
               "form again later if it shall bear a timestamp."));
    m_save->setFocus();
}

void PrintDialog::save()
{
    const auto proposal = QString(m_voucher.number).replace(QLatin1Char('/'), QLatin1Char('-'));
    m_context.door.chooseSaveFile(this, tr("Where shall the print form be saved?"),
        proposal + QStringLiteral(".pdf"), [this](const QString& path) {
            if (path.isEmpty())
                return;
            domain::onFinished<domain::Done>(m_context.desk.print.save(*m_form, path), this,
                [this, path](const domain::Result<domain::Done>& answer) {
                    if (!answer)
                        return m_banner->tell(Banner::Kind::Bad, domain::errorSentence(answer.error()));
                    m_saved = path;
                    m_open->setEnabled(true);
                    m_open->setToolTip({});
                    m_open->setFocus();
                    m_banner->tell(Banner::Kind::Good,
                        tr("The form was saved as %1.").arg(QDir::toNativeSeparators(path)));
                });
        });
}

} // namespace peraku::ui
