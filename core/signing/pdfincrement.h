#pragma once

#include "pdfdocument.h"

namespace peraku::signing::pdf {

/** Entries to put into a dictionary: name without slash, text of the value. */
using Entries = QList<std::pair<QByteArray, QByteArray>>;

/** The text of a dictionary with these entries set; all others stay as they are written. */
QByteArray withEntries(const Value& dictionary, const Entries& entries);
/** The text of an array with one more item. */
QByteArray withItem(const Value& array, const QByteArray& item);
QByteArray text(const Reference& reference);
/** A string object: as ASCII where it is, else UTF-16. */
QByteArray stringText(const QString& string);

/** New and replaced objects that are put behind a PDF, with the cross-reference section for them. */
class Increment {
public:
    explicit Increment(const Document& document);

    /** The number that a new object will have. */
    Reference newReference();
    void put(const Reference& reference, const QByteArray& text);
    /** Replaces an existing object, of whatever place. */
    void replace(const Reference& reference, const QByteArray& text) { put(reference, text); }

    /** The whole file: document, objects, cross-reference section of the kind that the document has. */
    QByteArray finished();

private:
    QByteArray table(const Entries& trailer) const;
    QByteArray stream(const Entries& trailer, qint64 at);

    const Document& m_document;
    int m_size;
    std::map<int, std::pair<int, qint64>> m_offsets; ///< Number to generation and offset.
    QByteArray m_bytes;
};

} // namespace peraku::signing::pdf
