#include "pages.h"

#include "formtext.h"

#include <QAbstractTextDocumentLayout>
#include <QBuffer>
#include <QPainter>
#include <QPdfWriter>
#include <QTextDocument>

namespace peraku::print {

using domain::fail;
using domain::Result;
using treasury::PrintOrder;

namespace {

constexpr int dotsPerInch = 600;
constexpr double sideMm = 14;
constexpr double topMm = 12;
constexpr double bottomMm = 12;
constexpr double footerMm = 12;
constexpr double footerPoints = 6.5;

constexpr auto styleSheet
    = "* { font-family: 'Noto Sans', 'DejaVu Sans', sans-serif; font-size: 8.5pt; color: #000 }"
      "p { margin: 4px 0 } th { background-color: #e8e8e8; font-weight: 600; font-size: 7.5pt }"
      ".t { font-size: 15pt; font-weight: 700; margin: 0 } .o { margin: 2px 0 6px 0 }"
      ".h { font-size: 9.5pt; font-weight: 700; margin: 9px 0 3px 0 }"
      "table.g, table.s { border-collapse: collapse; border-style: solid; border-color: #777 }"
      ".f { font-size: 6pt } .l { color: #444 } .g td { font-size: 8pt } .x { font-size: 7pt }"
      ".posted { font-weight: 700; color: #1a5276 } .s td { color: #a01010 }"
      ".paid { font-size: 13pt; font-weight: 700; color: #a01010 }";

QFont fontOf(double points)
{
    QFont font(QStringList { QStringLiteral("Noto Sans"), QStringLiteral("DejaVu Sans") }, -1);
    font.setPointSizeF(points);
    return font;
}

void attach(QPdfWriter& writer, const PrintOrder& order)
{
    for (const auto& record : order.signatures) {
        const auto name = fileNameOf(record);
        writer.addFileAttachment(
            name + QStringLiteral(".json"), record.statement, QStringLiteral("application/json"));
        writer.addFileAttachment(
            name + QStringLiteral(".p7s"), record.cms, QStringLiteral("application/pkcs7-signature"));
    }
}

void paintFooter(QPainter& painter, const QRectF& area, const PrintOrder& order, int page, int pages)
{
    const auto& voucher = order.voucher;
    painter.setFont(fontOf(footerPoints));
    painter.drawLine(area.topLeft(), area.topRight());
    const auto text = area.adjusted(0, area.height() * 0.15, 0, 0);
    painter.drawText(text, Qt::AlignLeft | Qt::AlignTop,
        QStringLiteral("%1 %2 · ID %3 · semakan %4\nSHA-256 kandungan %5")
            .arg(titleOf(voucher), voucher.number, voucher.id.value(),
                QString::number(voucher.contentRevision), contentHash(voucher.content)));
    painter.drawText(text, Qt::AlignRight | Qt::AlignTop,
        QStringLiteral("Muka surat %1 daripada %2").arg(page + 1).arg(pages));
}

} // namespace

Result<QByteArray> pages(const PrintOrder& order)
{
    const auto html = formText(order);
    if (!html)
        return fail(html.error());
    QBuffer out;
    out.open(QIODevice::WriteOnly);
    QPdfWriter writer(&out);
    writer.setResolution(dotsPerInch);
    writer.setPageSize(QPageSize(QPageSize::A4));
    writer.setPageMargins({ sideMm, topMm, sideMm, bottomMm }, QPageLayout::Millimeter);
    writer.setTitle(titleOf(order.voucher) + QLatin1Char(' ') + order.voucher.number);
    writer.setCreator(QStringLiteral("Peraku"));
    attach(writer, order);

    QPainter painter(&writer);
    const QRectF paper(0, 0, writer.width(), writer.height());
    const double footer = footerMm / 25.4 * dotsPerInch;
    const QRectF body = paper.adjusted(0, 0, 0, -footer);
    QTextDocument document;
    document.documentLayout()->setPaintDevice(&writer);
    document.setDocumentMargin(0);
    document.setDefaultFont(fontOf(8.5));
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    document.setDefaultTextOption(option);
    document.setDefaultStyleSheet(QLatin1String(styleSheet));
    document.setHtml(*html);
    document.setPageSize(body.size());
    const int count = document.pageCount();
    for (int page = 0; page < count; ++page) {
        if (page > 0)
            writer.newPage();
        painter.save();
        painter.translate(0, -page * body.height());
        document.drawContents(&painter, body.translated(0, page * body.height()));
        painter.restore();
        paintFooter(painter, { body.bottomLeft(), paper.bottomRight() }, order, page, count);
    }
    if (!painter.end())
        return fail(domain::ErrorCode::Internal, QStringLiteral("print form cannot be painted"));
    return out.data();
}

} // namespace peraku::print
