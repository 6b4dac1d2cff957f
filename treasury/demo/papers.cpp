#include "story.h"

#include <QCryptographicHash>

namespace peraku::demo {

namespace {

/** A one-page PDF with three lines of text. */
QByteArray pdfOf(const QByteArray& title, const QByteArray& line)
{
    const QByteArray text = "BT /F1 18 Tf 72 760 Td (" + title + ") Tj 0 -28 Td /F1 11 Tf (" + line
        + ") Tj 0 -18 Td (Dokumen contoh, bukan dokumen sebenar.) Tj ET\n";
    const QByteArrayList objects {
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 "
        "R >> >> >>",
        "<< /Length " + QByteArray::number(text.size()) + " >>\nstream\n" + text + "endstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    };
    QByteArray pdf = "%PDF-1.4\n";
    QList<qsizetype> offsets;
    for (qsizetype i = 0; i < objects.size(); ++i) {
        offsets.append(pdf.size());
        pdf += QByteArray::number(i + 1) + " 0 obj\n" + objects.at(i) + "\nendobj\n";
    }
    const auto table = pdf.size();
    pdf += "xref\n0 6\n0000000000 65535 f \n";
    for (const auto offset : offsets)
        pdf += QByteArray::number(offset).rightJustified(10, '0') + " 00000 n \n";
    return pdf + "trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n" + QByteArray::number(table) + "\n%%EOF\n";
}

} // namespace

const QList<Paper>& papers()
{
    static const QList<Paper> list = [] {
        QList<Paper> made;
        const auto add = [&made](const QByteArray& bytes) {
            made.append({ bytes,
                domain::Sha256Hex(QString::fromLatin1(
                    QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex())) });
        };
        add(pdfOf("MEMO PELARASAN", "Memo sokongan baucar jurnal"));
        for (const auto& spending : spendings())
            add(pdfOf("INVOIS",
                QByteArray(spending.narration).replace("%1", "bulan berkenaan").replace("%2", "pejabat")));
        return made;
    }();
    return list;
}

} // namespace peraku::demo
