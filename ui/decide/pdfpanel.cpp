#include "pdfpanel.h"

#include "base/banner.h"

#include <domain/canonical.h>
#include <domain/messages.h>
#include <ui/icons.h>

#include <QAccessible>
#include <QDir>
#include <QEvent>
#include <QFile>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QTemporaryDir>
#include <QVBoxLayout>

namespace peraku::ui {

namespace {

/** As many digits as a person compares. */
QString shortHashOf(const services::FrozenPdf& pdf)
{
    return QString::fromLatin1(pdf.fileHash.first(8).toHex());
}

QString nameOf(const services::FrozenPdf& pdf)
{
    return domain::escapedForDisplay(QFileInfo(pdf.path).fileName());
}

} // namespace

QString pdfFactsText(const services::FrozenPdf& pdf)
{
    QStringList facts { QLocale().formattedDataSize(pdf.bytes.size(), 1, QLocale::DataSizeTraditionalFormat),
        PdfPanel::tr("%n page(s)", nullptr, pdf.pages) };
    if (pdf.signatures > 0)
        facts.append(PdfPanel::tr("%n signature(s) already", nullptr, pdf.signatures));
    return facts.join(QStringLiteral(", "));
}

PdfPanel::PdfPanel(Context& context, QWidget* parent)
    : QFrame(parent)
    , m_context(context)
    , m_name(new QLabel(this))
    , m_facts(new QLabel(this))
    , m_error(new QLabel(this))
    , m_choose(new QPushButton(this))
    , m_open(new QPushButton(this))
    , m_remove(new QPushButton(this))
{
    setObjectName(QStringLiteral("pdfPanel"));
    setLook(this, "card");
    setLook(m_name, "strong");
    setLook(m_facts, "muted");
    setLook(m_error, "error");
    m_name->setTextFormat(Qt::PlainText);
    for (auto* label : { m_name, m_facts, m_error })
        label->setWordWrap(true);
    m_facts->setTextFormat(Qt::PlainText);
    m_facts->setObjectName(QStringLiteral("pdfFacts"));
    m_facts->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_error->setObjectName(QStringLiteral("pdfError"));
    m_error->hide();
    const std::pair<QPushButton*, const char*> names[]
        = { { m_choose, "choosePdf" }, { m_open, "openPdf" }, { m_remove, "removePdf" } };
    for (const auto& [button, name] : names) {
        button->setObjectName(QString::fromLatin1(name));
        button->setAutoDefault(false);
        setLook(button, "quiet");
    }
    m_choose->setIcon(icon(QStringLiteral("attachment")));
    m_open->setIcon(icon(QStringLiteral("search")));
    m_remove->setIcon(icon(QStringLiteral("discard")));

    auto* texts = new QVBoxLayout;
    texts->setSpacing(space::xs);
    texts->addWidget(m_name);
    texts->addWidget(m_facts);
    texts->addWidget(m_error);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(space::m, space::s, space::m, space::s);
    row->setSpacing(space::s);
    row->addLayout(texts, 1);
    row->addWidget(m_choose);
    row->addWidget(m_open);
    row->addWidget(m_remove);
    connect(m_choose, &QPushButton::clicked, this, &PdfPanel::choose);
    connect(m_open, &QPushButton::clicked, this, &PdfPanel::openCopy);
    connect(m_remove, &QPushButton::clicked, this, &PdfPanel::remove);
    retranslate();
}

PdfPanel::~PdfPanel() = default;

void PdfPanel::setReview(const services::Review& review)
{
    m_credential = review.credential;
    m_possible = review.mayTakePdf();
    const auto chosen = std::exchange(m_pdf, std::nullopt);
    tell({});
    if (chosen && m_possible)
        freeze(chosen->path);
    else
        present();
}

void PdfPanel::choose()
{
    m_context.door.chooseFiles(this, tr("Which PDF shall be signed too?"), tr("PDF files (*.pdf)"),
        [this](const QStringList& paths) {
            if (!paths.isEmpty())
                freeze(paths.first());
        });
}

void PdfPanel::freeze(const QString& path)
{
    m_busy = true;
    tell({});
    present();
    domain::onFinished<services::FrozenPdf>(m_context.desk.pdf.freeze(path, m_credential), this,
        [this, asked = ++m_asked](domain::Result<services::FrozenPdf> answer) {
            if (asked != m_asked)
                return;
            m_busy = false;
            if (answer)
                m_pdf = std::move(*answer);
            else
                tell(domain::errorSentence(answer.error()));
            present();
            (m_pdf ? m_open : m_choose)->setFocus(Qt::OtherFocusReason);
        });
}

void PdfPanel::openCopy()
{
    // What is shown is what will be signed, whatever became of the file meanwhile.
    if (!m_copies)
        m_copies = std::make_unique<QTemporaryDir>();
    const auto path = m_copies->filePath(
        QStringLiteral("%1-%2").arg(shortHashOf(*m_pdf), QFileInfo(m_pdf->path).fileName()));
    QFile copy(path);
    const bool written
        = copy.open(QIODevice::WriteOnly) && copy.write(m_pdf->bytes) == m_pdf->bytes.size() && copy.flush();
    copy.close();
    if (!written)
        tell(tr("A copy to look at could not be written: %1").arg(copy.errorString()));
    else if (!m_context.door.showPath(path))
        tell(tr("This computer has no program that shows PDF files."));
}

void PdfPanel::remove()
{
    m_pdf.reset();
    tell({});
    present();
    m_choose->setFocus(Qt::OtherFocusReason);
}

void PdfPanel::tell(const QString& sentence)
{
    m_error->setText(sentence);
    m_error->setVisible(!sentence.isEmpty());
    if (sentence.isEmpty())
        return;
    QAccessibleEvent alert(m_error, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void PdfPanel::present()
{
    m_choose->setVisible(!m_pdf && m_possible);
    m_choose->setEnabled(!m_busy);
    m_open->setVisible(m_pdf.has_value());
    m_remove->setVisible(m_pdf.has_value());
    if (m_pdf) {
        m_name->setText(nameOf(*m_pdf));
        m_facts->setText(tr("%1. SHA-256 %2…\nSigned with the voucher and saved as %3.")
                             .arg(pdfFactsText(*m_pdf), shortHashOf(*m_pdf),
                                 domain::escapedForDisplay(QFileInfo(m_pdf->target).fileName())));
        m_facts->setToolTip(QString::fromLatin1(m_pdf->fileHash.toHex()));
    } else {
        m_name->setText(tr("A PDF of your own"));
        m_facts->setText(m_busy ? tr("The file is being read…")
                : m_possible    ? tr("It can be signed with the voucher, under the same PIN.")
                             : tr("This certificate signs one document at a time, so no PDF can go with the "
                                  "voucher."));
        m_facts->setToolTip({});
    }
    Q_EMIT changed();
}

void PdfPanel::retranslate()
{
    m_choose->setText(tr("Also sign a &PDF…"));
    m_open->setText(tr("&Open"));
    m_open->setAccessibleName(tr("Open the PDF that will be signed"));
    m_remove->setText(tr("&Remove"));
    m_remove->setAccessibleName(tr("Do not sign the PDF"));
    present();
}

void PdfPanel::changeEvent(QEvent* event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace peraku::ui
