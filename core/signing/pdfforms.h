#pragma once

#include "pdfdocument.h"

namespace peraku::signing::pdf {

/** A signature field of a document's form. */
struct SignatureField {
    QString name; ///< Fully qualified.
    std::optional<Reference> value; ///< The signature dictionary; none in an empty field.
};

/** All signature fields, also below other fields; EvidenceMalformed for a form that is none. */
domain::Result<QList<SignatureField>> signatureFields(const Document& document);
/** Names of all top-level fields. */
domain::Result<QList<QByteArray>> fieldNames(const Document& document);
/** The first page of the page tree. */
domain::Result<Reference> firstPage(const Document& document);
/** Whether a certifying signature forbids every change (DocMDP, level 1). */
domain::Result<bool> forbidsChanges(const Document& document);

/** A text string: UTF-16 or UTF-8 by its mark, else Latin 1. */
QString textOf(const Value& string);

} // namespace peraku::signing::pdf
