#pragma once

#include <domain/verification.h>

#include <QString>

namespace peraku::test {

/** What public tools find wrong with a print form: its seal by pdfsig, the attached statements and signatures
 * by pdfdetach and openssl. Empty for a sound one with `signatures` PDF signatures. */
QString printFormFault(const QByteArray& pdf, const QList<domain::SignatureRecord>& records,
    const QString& caFile, int signatures);

} // namespace peraku::test
