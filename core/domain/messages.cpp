#include <domain/messages.h>

#include <QCoreApplication>

#include <array>

namespace peraku::domain {

namespace {

// In the order of ErrorCode. Each says what happened, what is safe, and what to do.
constexpr std::array errorSentences {
    QT_TRANSLATE_NOOP("Domain",
        "Something went wrong inside the program. Nothing was sent. Try again; if it happens again, report "
        "it to the help desk."),
    QT_TRANSLATE_NOOP("Domain", "The operation was stopped. Nothing was changed."),
    QT_TRANSLATE_NOOP("Domain", "A value is not well formed. Correct it and try again."),
    QT_TRANSLATE_NOOP("Domain", "The record was not found. It may have been removed, or you may not see it."),
    QT_TRANSLATE_NOOP("Domain", "You are not allowed to do this. Your role or office does not include it."),
    QT_TRANSLATE_NOOP(
        "Domain", "The voucher has moved on, so this no longer applies. Synchronise and look at it again."),
    QT_TRANSLATE_NOOP(
        "Domain", "You took an earlier step on this voucher. Another officer must take this one."),
    QT_TRANSLATE_NOOP("Domain",
        "The amount is over your authority limit (%1). An officer with a higher limit must take this step."),
    QT_TRANSLATE_NOOP(
        "Domain", "A reason is missing. Choose a reason and describe it in at least five characters."),
    QT_TRANSLATE_NOOP("Domain", "The voucher is not complete. Correct the fields that are marked."),
    QT_TRANSLATE_NOOP("Domain",
        "Somebody else changed this voucher meanwhile. Nothing of yours was lost; compare both versions."),
    QT_TRANSLATE_NOOP(
        "Domain", "The treasury cannot be reached. Your work is kept on this computer and is sent later."),
    QT_TRANSLATE_NOOP("Domain", "The treasury did not answer in time. Your work is kept and is sent again."),
    QT_TRANSLATE_NOOP("Domain",
        "The treasury's identity could not be confirmed, so nothing was sent. Check the date and "
        "time of this PC; if they are right, report it to your "
        "administrator."),
    QT_TRANSLATE_NOOP("Domain",
        "The answer does not come from a treasury. A sign-in page of the network may stand in between; open "
        "a browser and check."),
    QT_TRANSLATE_NOOP("Domain", "The treasury is busy. Your work is kept and is sent again by itself."),
    QT_TRANSLATE_NOOP("Domain", "The treasury has a fault. Your work is kept and is sent again later."),
    QT_TRANSLATE_NOOP(
        "Domain", "The answer could not be understood. Nothing was changed; report it if it happens again."),
    QT_TRANSLATE_NOOP("Domain",
        "The treasury is newer than this program, so nothing was sent. Your work is kept; install the "
        "current version."),
    QT_TRANSLATE_NOOP("Domain", "The list is read anew from the treasury. Your drafts are not touched."),
    QT_TRANSLATE_NOOP("Domain",
        "IC number or password is wrong. Type both again; after several wrong tries the account locks."),
    QT_TRANSLATE_NOOP("Domain",
        "Too many wrong passwords. The account is locked for a while; try again later or ask the help desk."),
    QT_TRANSLATE_NOOP("Domain", "This account is not active. Ask your administrator."),
    QT_TRANSLATE_NOOP("Domain",
        "The password must be changed before anything else. Choose a new one of at least 12 characters."),
    QT_TRANSLATE_NOOP("Domain", "The session has ended. Log in again; nothing was lost."),
    QT_TRANSLATE_NOOP("Domain", "You worked offline too long. Connect to the treasury and log in."),
    QT_TRANSLATE_NOOP("Domain", "This computer does not know you yet. The first log-in needs the treasury."),
    QT_TRANSLATE_NOOP("Domain", "Your desk is already open in another window. Close it first."),
    QT_TRANSLATE_NOOP(
        "Domain", "The file on this computer could not be written. Nothing was lost so far; check the disk."),
    QT_TRANSLATE_NOOP("Domain", "The disk is full. Free some space; what was saved is safe."),
    QT_TRANSLATE_NOOP(
        "Domain", "The file on this computer is damaged. It is set aside and restored as far as possible."),
    QT_TRANSLATE_NOOP("Domain", "The file was written by a newer version. Install the current version."),
    QT_TRANSLATE_NOOP("Domain",
        "A damaged file on this computer was set aside and its backup of %1 put in its place. Check your "
        "drafts and the outbox: what was saved later may be missing."),
    QT_TRANSLATE_NOOP("Domain",
        "The file with your unsent work is damaged and none of its backups is whole. It is kept for your "
        "administrator. Log in while the treasury can be reached, to go on with a new one."),
    QT_TRANSLATE_NOOP(
        "Domain", "A stored record does not open: it was changed outside the program. It was not used."),
    QT_TRANSLATE_NOOP("Domain",
        "The token's software was not found. Nothing was signed; install it or ask your administrator."),
    QT_TRANSLATE_NOOP(
        "Domain", "The token's software could not be started. Nothing was signed; ask your administrator."),
    QT_TRANSLATE_NOOP("Domain", "The token's software stopped. The voucher is unchanged; try again."),
    QT_TRANSLATE_NOOP("Domain",
        "The token's software did not answer and was stopped. The voucher is unchanged; take the token out, "
        "put it back, try again."),
    QT_TRANSLATE_NOOP("Domain", "No token was found. Nothing was signed; insert your token."),
    QT_TRANSLATE_NOOP(
        "Domain", "The token was taken out. The voucher is unchanged; insert it and try again."),
    QT_TRANSLATE_NOOP("Domain",
        "The token holds no certificate that you can sign with. Insert your own token, or apply to the "
        "treasury for a certificate."),
    QT_TRANSLATE_NOOP("Domain",
        "The token is empty: it was never set up. Nothing on it was changed; insert your own token, or ask "
        "the treasury to set it up."),
    QT_TRANSLATE_NOOP("Domain",
        "The token could not be read. Nothing on it was changed; take it out, put it back, and if that does "
        "not help ask the treasury for a new one."),
    QT_TRANSLATE_NOOP(
        "Domain", "The PIN is wrong. Nothing was signed. Be careful: a few wrong tries lock the token."),
    QT_TRANSLATE_NOOP(
        "Domain", "The PIN is locked. Nothing was signed; ask the treasury to unlock or replace the token."),
    QT_TRANSLATE_NOOP("Domain",
        "The PIN must be changed before it can be used. Nothing was signed; change it on the certificate "
        "page."),
    QT_TRANSLATE_NOOP("Domain",
        "The PIN has the wrong length. It was not tried, so no attempt was used up; type it again."),
    QT_TRANSLATE_NOOP("Domain",
        "No PIN was typed at the reader in time. Nothing was signed and no attempt was used up; try again."),
    QT_TRANSLATE_NOOP("Domain",
        "The token holds no private key for this certificate. Nothing was signed; ask the treasury for a new "
        "token."),
    QT_TRANSLATE_NOOP("Domain", "The signature could not be made. The voucher is unchanged; try again."),
    QT_TRANSLATE_NOOP("Domain",
        "The token cannot make the kind of signature that is needed. Nothing was signed; ask the treasury "
        "for a newer token."),
    QT_TRANSLATE_NOOP("Domain",
        "The certificate has expired, so it cannot sign. The voucher is unchanged; apply to the treasury for "
        "a new one."),
    QT_TRANSLATE_NOOP(
        "Domain", "The certificate is not valid yet. Nothing was signed; check this computer's date."),
    QT_TRANSLATE_NOOP(
        "Domain", "The certificate was revoked. It must not be used; ask the treasury for a new one."),
    QT_TRANSLATE_NOOP("Domain", "The certificate belongs to another officer. Use your own token."),
    QT_TRANSLATE_NOOP("Domain",
        "The certificate is not meant for signatures that bind (nonRepudiation). Choose another certificate, "
        "or ask the treasury for one."),
    QT_TRANSLATE_NOOP("Domain",
        "The certificate does not come from the treasury's certificate authority. It is not accepted; use "
        "the one that the treasury gave you."),
    QT_TRANSLATE_NOOP(
        "Domain", "The certificate cannot be read. Nothing was signed; ask the treasury for a new one."),
    QT_TRANSLATE_NOOP(
        "Domain", "The list of revoked certificates is missing. Connect to the treasury and try again."),
    QT_TRANSLATE_NOOP(
        "Domain", "The list of revoked certificates is out of date. Connect to the treasury and try again."),
    QT_TRANSLATE_NOOP("Domain",
        "The signature is not valid. The content or the signature was changed after signing; do not rely on "
        "it."),
    QT_TRANSLATE_NOOP("Domain",
        "The signature cannot be read. Nothing was accepted; sign again or ask for the evidence anew."),
    QT_TRANSLATE_NOOP(
        "Domain", "The signed statement cannot be read. Nothing was accepted; ask for the evidence anew."),
    QT_TRANSLATE_NOOP(
        "Domain", "The signed statement does not match the voucher. Review the voucher anew and sign again."),
    QT_TRANSLATE_NOOP(
        "Domain", "This computer's clock is too far off the treasury's. Correct it and sign again."),
    QT_TRANSLATE_NOOP(
        "Domain", "The file or text is too large. It was not stored; make it smaller and try again."),
    QT_TRANSLATE_NOOP("Domain",
        "The one-time code was refused: it is wrong, was used, or is too old. Nothing was signed; ask for a "
        "new code."),
    QT_TRANSLATE_NOOP("Domain",
        "The PIN or the one-time code is wrong; the service does not tell which. Nothing was signed; ask for "
        "a new code and type both with care."),
    QT_TRANSLATE_NOOP(
        "Domain", "The authorisation to sign has lapsed. Nothing was signed; ask for a new code."),
    QT_TRANSLATE_NOOP("Domain",
        "The one-time code could not be sent. Nothing was signed; try again later, or ask the help desk to "
        "check your e-mail address and phone."),
    QT_TRANSLATE_NOOP("Domain",
        "Too many wrong tries: your roaming certificate is locked. Nothing was signed; ask for it to be "
        "unblocked on the certificate page."),
    QT_TRANSLATE_NOOP("Domain",
        "The certificate is suspended because it was reported. Nothing was signed; ask the treasury."),
    QT_TRANSLATE_NOOP("Domain",
        "The treasury no longer accepts this medium for this process or office. Nothing was signed; use the "
        "medium that it names."),
    QT_TRANSLATE_NOOP("Domain",
        "This kind of certificate cannot sign here. Nothing was signed; apply for Roaming + OTP on the "
        "certificate page, or use your token."),
    QT_TRANSLATE_NOOP("Domain",
        "The new PIN is too easy to guess. The old one still holds; choose another by the rules beside the "
        "field."),
    QT_TRANSLATE_NOOP("Domain",
        "The document is intact, but the signer is unknown: no authority that this computer trusts vouches "
        "for the certificate."),
    QT_TRANSLATE_NOOP("Domain",
        "Signed; the timestamp is still to come. The treasury adds it as soon as its time service answers."),
    QT_TRANSLATE_NOOP("Domain",
        "The file cannot be read as evidence. Choose a signature file, a container (.asice, .asics), a "
        "signed PDF or an evidence folder."),
    QT_TRANSLATE_NOOP("Domain", "The link or code has lapsed. Ask for a new one."),
    QT_TRANSLATE_NOOP("Domain",
        "The PIN could not be changed. The old one still holds; if it happens again, ask your IT officer."),
    QT_TRANSLATE_NOOP("Domain",
        "This no longer applies: the request was decided already, or another one of its kind is open. Look "
        "at the list of requests anew."),
    QT_TRANSLATE_NOOP(
        "Domain", "This request is about you. Another administrator must decide on it; nothing was changed."),
    QT_TRANSLATE_NOOP("Domain",
        "This treasury does not offer roaming certificates yet. Nothing was sent on; use your token."),
    QT_TRANSLATE_NOOP("Domain",
        "The treasury runs an older version than this program understands, so nothing was sent. Your work is "
        "kept; tell your administrator."),
    QT_TRANSLATE_NOOP("Domain",
        "The proxy of this network asks for a name and password, which this program never gives. Your work "
        "is kept; have your IT unit let this program through."),
};
static_assert(errorSentences.size() == std::size_t(lastErrorCode) + 1);

struct FindingRow {
    const char* key;
    const char* sentence;
};
constexpr FindingRow findingRows[] = {
    { "finding.required", QT_TRANSLATE_NOOP("Domain", "This is needed.") },
    { "finding.too-long", QT_TRANSLATE_NOOP("Domain", "At most %1 characters.") },
    { "finding.too-many", QT_TRANSLATE_NOOP("Domain", "At most %1 entries.") },
    { "finding.control-character", QT_TRANSLATE_NOOP("Domain", "A character in it is not allowed.") },
    { "finding.attachment-size",
        QT_TRANSLATE_NOOP("Domain", "A document must not be empty, nor larger than 10 MB.") },
    { "finding.attachment-name", QT_TRANSLATE_NOOP("Domain", "The document's file name is not allowed.") },
    { "finding.attachment-type",
        QT_TRANSLATE_NOOP("Domain", "Only PDF, JPEG and PNG documents are accepted.") },
    { "finding.attachment-not-uploaded",
        QT_TRANSLATE_NOOP("Domain", "The treasury does not have the document %1 yet.") },
    { "finding.process-unknown",
        QT_TRANSLATE_NOOP("Domain", "The treasury takes no vouchers of this kind for that process.") },
    { "finding.office-unknown", QT_TRANSLATE_NOOP("Domain", "The office (PTJ) is not known.") },
    { "finding.date-future", QT_TRANSLATE_NOOP("Domain", "The date lies in the future.") },
    { "finding.date-prior-year", QT_TRANSLATE_NOOP("Domain", "The date lies in an earlier year.") },
    { "finding.documents-missing",
        QT_TRANSLATE_NOOP("Domain", "Attach the complete supporting documents (AP 99(a)).") },
    { "finding.segment-missing", QT_TRANSLATE_NOOP("Domain", "%1 is needed.") },
    { "finding.segment-malformed", QT_TRANSLATE_NOOP("Domain", "%1 is not well formed.") },
    { "finding.segment-unknown", QT_TRANSLATE_NOOP("Domain", "%1 is not in the chart of accounts.") },
    { "finding.segment-unexpected",
        QT_TRANSLATE_NOOP("Domain", "This part of the charge line is not used here.") },
    { "finding.amount-positive", QT_TRANSLATE_NOOP("Domain", "The amount must be more than zero.") },
    { "finding.lines-missing", QT_TRANSLATE_NOOP("Domain", "At least one charge line is needed.") },
    { "finding.total-overflow", QT_TRANSLATE_NOOP("Domain", "The total is too large.") },
    { "finding.bank-unknown", QT_TRANSLATE_NOOP("Domain", "The bank is not known.") },
    { "finding.bank-account-digits", QT_TRANSLATE_NOOP("Domain", "An account number has digits only.") },
    { "finding.bank-account-length",
        QT_TRANSLATE_NOOP("Domain", "This bank's account numbers have %1 to %2 digits.") },
    { "finding.invoices-missing", QT_TRANSLATE_NOOP("Domain", "At least one invoice or bill is needed.") },
    { "finding.invoice-twice", QT_TRANSLATE_NOOP("Domain", "The same invoice number stands twice.") },
    { "finding.invoice-prior-year",
        QT_TRANSLATE_NOOP("Domain", "A bill of an earlier year needs leave (AP 58(a)).") },
    { "finding.invoice-sum",
        QT_TRANSLATE_NOOP("Domain", "The invoices come to %1, the charge lines to %2.") },
    { "finding.fourteen-days",
        QT_TRANSLATE_NOOP("Domain", "More than 14 days since the documents were complete (AP 103(a)).") },
    { "finding.payment-credit", QT_TRANSLATE_NOOP("Domain", "A payment voucher has debit lines only.") },
    { "finding.period-malformed",
        QT_TRANSLATE_NOOP("Domain", "The period is a year and a month, such as 2026-03.") },
    { "finding.period-future", QT_TRANSLATE_NOOP("Domain", "The period lies in the future.") },
    { "finding.journal-unbalanced",
        QT_TRANSLATE_NOOP("Domain", "Debit is %1 and credit is %2; they must be equal.") },
    { "finding.period-prior-year",
        QT_TRANSLATE_NOOP("Domain", "The period lies in an earlier year; its accounts may be closed.") },
    { "finding.reference-missing",
        QT_TRANSLATE_NOOP("Domain", "A correction usually names the voucher that it corrects.") },
    { "finding.ic-malformed",
        QT_TRANSLATE_NOOP("Domain", "An IC number has 12 digits and begins with a real date of birth.") },
    { "finding.ic-place-unknown",
        QT_TRANSLATE_NOOP("Domain", "The place of birth in this IC number is not known; check the number.") },
    { "finding.payee-account-differs",
        QT_TRANSLATE_NOOP(
            "Domain", "The treasury knows this payee with another account; confirm it with the payee.") },
    { "finding.password-length", QT_TRANSLATE_NOOP("Domain", "At least 12 characters.") },
    { "finding.password-lower", QT_TRANSLATE_NOOP("Domain", "A lower-case letter.") },
    { "finding.password-upper", QT_TRANSLATE_NOOP("Domain", "An upper-case letter.") },
    { "finding.password-digit", QT_TRANSLATE_NOOP("Domain", "A digit.") },
    { "finding.password-special", QT_TRANSLATE_NOOP("Domain", "A special character.") },
    { "finding.password-same", QT_TRANSLATE_NOOP("Domain", "Different from the present password.") },
    { "finding.pin-digits", QT_TRANSLATE_NOOP("Domain", "6 to 12 digits.") },
    { "finding.pin-run", QT_TRANSLATE_NOOP("Domain", "No sequence of five digits such as 12345 or 98765.") },
    { "finding.pin-repeat",
        QT_TRANSLATE_NOOP(
            "Domain", "At least three different digits, and no repeated block such as 246246.") },
    { "finding.pin-personal", QT_TRANSLATE_NOOP("Domain", "No birth date and no part of the IC number.") },
    { "finding.pin-same", QT_TRANSLATE_NOOP("Domain", "Different from the present PIN.") },
    { "finding.email-malformed",
        QT_TRANSLATE_NOOP("Domain", "An e-mail address looks like name@office.gov.my.") },
    { "finding.phone-malformed",
        QT_TRANSLATE_NOOP("Domain", "A telephone number has 8 to 20 digits, blanks or dashes.") },
    { "finding.declaration-missing",
        QT_TRANSLATE_NOOP(
            "Domain", "Tick the declaration; without it the treasury does not accept the form.") },
    { "finding.officers-missing", QT_TRANSLATE_NOOP("Domain", "At least one officer is needed.") },
    { "finding.officer-twice", QT_TRANSLATE_NOOP("Domain", "This officer stands in the list twice.") },
    { "finding.certificate-missing",
        QT_TRANSLATE_NOOP("Domain", "Choose the certificate that it is about.") },
    { "finding.explanation-short", QT_TRANSLATE_NOOP("Domain", "Write at least %1 characters.") },
    { "finding.medium-unsupported",
        QT_TRANSLATE_NOOP("Domain", "A certificate stands on a token or is roaming with a code.") },
    { "finding.answer-missing", QT_TRANSLATE_NOOP("Domain", "Give the answer that only you know.") },
    { "finding.pdf-unreadable",
        QT_TRANSLATE_NOOP(
            "Domain", "The file cannot be opened. Check that it is still there and that you may read it.") },
    { "finding.pdf-malformed",
        QT_TRANSLATE_NOOP(
            "Domain", "The file is no PDF that can be signed: it is damaged or of another kind.") },
    { "finding.pdf-encrypted",
        QT_TRANSLATE_NOOP(
            "Domain", "The PDF is encrypted. Save it without protection and choose that file.") },
    { "finding.pdf-certified",
        QT_TRANSLATE_NOOP("Domain",
            "The PDF's author closed it against any change, a further signature included. Ask for an open "
            "copy.") },
    { "finding.pdf-size",
        QT_TRANSLATE_NOOP("Domain", "The PDF is too large. One to be signed has at most 64 MB.") },
    { "finding.pdf-multisign",
        QT_TRANSLATE_NOOP("Domain",
            "This certificate signs one document at a time. Sign the voucher and the PDF separately.") },
    { "finding.file-exists",
        QT_TRANSLATE_NOOP("Domain",
            "A file of that name is there already and was left as it is. Nothing was confirmed yet; choose "
            "another name.") },
    { "finding.file-unwritable",
        QT_TRANSLATE_NOOP("Domain",
            "The file could not be written there. Nothing was confirmed yet; choose another place.") },
    { "finding.pin-unlike", QT_TRANSLATE_NOOP("Domain", "The same in both fields.") },
};

QString filled(const char* sentence, const QStringList& args)
{
    const auto pattern = QCoreApplication::translate("Domain", sentence);
    QString text;
    for (qsizetype i = 0; i < pattern.size(); ++i) {
        const int place = pattern.at(i) == QLatin1Char('%') && i + 1 < pattern.size()
            ? pattern.at(i + 1).digitValue()
            : -1;
        if (place < 1) {
            text += pattern.at(i);
            continue;
        }
        // Not QString::arg: a value may hold "%2" itself, and one that is missing must not show as a
        // placeholder.
        text += args.value(place - 1);
        ++i;
    }
    return text;
}

} // namespace

QString errorSentence(const Error& error)
{
    // A finding knows more of a value than that it is not well formed.
    if (error.code == ErrorCode::InvalidInput && error.detail.startsWith(QLatin1String("finding.")))
        return findingSentence({ {}, {}, error.detail, error.args });
    const auto* sentence = errorSentences.at(std::size_t(error.code));
    // A value that is not known is better left out than shown as a placeholder.
    switch (error.code) {
    case ErrorCode::OverLimit:
        return filled(sentence, { error.args.value(0, Money().display()) });
    case ErrorCode::StorageRestored:
        return filled(sentence, { error.args.value(0, QStringLiteral("?")) });
    default:
        return filled(sentence, {});
    }
}

QString findingSentence(const Finding& finding)
{
    for (const auto& row : findingRows) {
        if (finding.messageKey == QLatin1String(row.key))
            return filled(row.sentence, finding.args);
    }
    return finding.messageKey;
}

} // namespace peraku::domain
