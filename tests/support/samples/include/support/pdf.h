#pragma once

#include <QByteArray>
#include <QList>

/** Small PDF files, written by hand. */
namespace peraku::support {

/** A PDF of these objects, numbered from 1; the first is the catalog. */
inline QByteArray pdfOf(const QList<QByteArray>& objects, const QByteArray& trailer = {})
{
    QByteArray pdf("%PDF-1.7\n");
    QByteArray table = "xref\n0 " + QByteArray::number(objects.size() + 1) + "\n0000000000 65535 f\r\n";
    for (qsizetype i = 0; i < objects.size(); ++i) {
        table += QByteArray::number(pdf.size()).rightJustified(10, '0') + " 00000 n\r\n";
        pdf += QByteArray::number(i + 1) + " 0 obj\n" + objects[i] + "\nendobj\n";
    }
    const auto start = pdf.size();
    return pdf + table + "trailer\n<< /Size " + QByteArray::number(objects.size() + 1) + " /Root 1 0 R "
        + trailer + " >>\nstartxref\n" + QByteArray::number(start) + "\n%%EOF\n";
}

inline QList<QByteArray> smallObjects()
{
    return { "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << >> >>",
        "<< /Length 22 >>\nstream\n1 0 0 RG 10 10 m 9 9 l\nendstream" };
}

/** With these files embedded, each a name and its bytes. */
inline QByteArray pdfWithFiles(const QList<std::pair<QByteArray, QByteArray>>& files)
{
    auto objects = smallObjects();
    QByteArray names;
    for (const auto& [name, bytes] : files) {
        const auto number = objects.size() + 1;
        names += '(' + name + ") " + QByteArray::number(number) + " 0 R ";
        objects.append("<< /Type /Filespec /F (" + name + ") /EF << /F " + QByteArray::number(number + 1)
            + " 0 R >> >>");
        objects.append("<< /Type /EmbeddedFile /Length " + QByteArray::number(bytes.size()) + " >>\nstream\n"
            + bytes + "\nendstream");
    }
    objects[0].replace(">>", "/Names << /EmbeddedFiles << /Names [" + names + "] >> >> >>");
    return pdfOf(objects);
}

/** The increment with which an editor replaces one object. */
inline QByteArray edited(const QByteArray& pdf, int number, const QByteArray& object)
{
    const auto mark = pdf.lastIndexOf("startxref\n") + 10;
    const auto previous = pdf.mid(mark, pdf.indexOf('\n', mark) - mark);
    auto out = pdf;
    const auto at = out.size();
    out += QByteArray::number(number) + " 0 obj\n" + object + "\nendobj\n";
    const auto start = out.size();
    out += "xref\n" + QByteArray::number(number) + " 1\n" + QByteArray::number(at).rightJustified(10, '0')
        + " 00000 n\r\ntrailer\n<< /Size 100 /Root 1 0 R /Prev " + previous + " >>\nstartxref\n"
        + QByteArray::number(start) + "\n%%EOF\n";
    return out;
}

/** The small one with its catalog in an object stream and a cross-reference stream, both without a filter. */
inline QByteArray pdfWithStreams()
{
    const auto objects = smallObjects();
    QByteArray pdf("%PDF-1.7\n");
    QByteArray entries("\0\0\0\0\2\0\5\0", 8);
    const auto entry
        = [&] { entries += QByteArray("\1", 1) + char(pdf.size() >> 8) + char(pdf.size() & 0xFF) + '\0'; };
    const auto put = [&](int number, const QByteArray& text) {
        entry();
        pdf += QByteArray::number(number) + " 0 obj\n" + text + "\nendobj\n";
    };
    for (int i = 1; i < 4; ++i)
        put(i + 1, objects[i]);
    put(5,
        "<< /Type /ObjStm /N 1 /First 4 /Length " + QByteArray::number(objects[0].size() + 4)
            + " >>\nstream\n1 0 " + objects[0] + "\nendstream");
    const auto start = pdf.size();
    entry();
    pdf += "6 0 obj\n<< /Type /XRef /Size 7 /W [1 2 1] /Root 1 0 R /Length 28 >>\nstream\n" + entries
        + "\nendstream\nendobj\n";
    return pdf + "startxref\n" + QByteArray::number(start) + "\n%%EOF\n";
}

} // namespace peraku::support
