#pragma once

#include <domain/ports.h>

#include <QString>
#include <QStringList>

#include <common/settings.h>
#include <optional>

namespace peraku::cli {

/** A parsed command line. */
struct Arguments {
    QString command;
    QStringList operands; ///< After the command.
    common::Settings settings;
    QString ic;
    std::optional<int> secretDescriptor; ///< --password-fd
    std::optional<int> pinDescriptor; ///< --pin-fd
    std::optional<int> otpDescriptor; ///< --otp-fd
    QString credential;
    std::optional<domain::SigningMedium> medium; ///< Token, or RoamingOtp for --medium roaming.
    bool json = false;
    bool offline = false; ///< Works from the cache; does not sync first.
    bool submit = false;
    bool allWaiting = false; ///< certify: everything that waits for the officer.
    QString list = QStringLiteral("inbox");
    QString text;
    QString state;
    QString kind;
    int limit = 50;
    QString reasonCode;
    QString reasonText;
    QStringList attachments;
    QString form = QStringLiteral("folder");
    QString outFile; ///< --out
    QString pdf; ///< certify: the PDF that is signed with the voucher.
    QString pdfOut; ///< certify: where it goes; empty = beside it.
    std::optional<qint64> retryRow;
    std::optional<qint64> discardRow;
    bool helpOnly = false; ///< --help or --version: `output` is to be printed.
    QString output;
};

/** InvalidInput with a sentence for people in `detail`. */
domain::Result<Arguments> parseArguments(
    const QStringList& arguments, const QProcessEnvironment& environment);

/** Whether the command works without a log-in. */
bool needsLogIn(const QString& command);

} // namespace peraku::cli
