#pragma once

#include <services/conflictservices.h>
#include <services/diagnosticservices.h>
#include <services/evidenceservices.h>
#include <services/mediumservices.h>
#include <services/sessionservices.h>
#include <services/signingservices.h>
#include <services/voucherservices.h>

/**
 * The use cases of the desk as the screens and peraku-cli see them. Abstract, so that screens can be tried
 * with made-up services; the real ones are put together by makeDesk() (composition.h). All live in the GUI
 * thread and answer there.
 */
namespace peraku::services {

/** All use cases; the composition root owns it. */
struct Desk {
    SessionService& session;
    SyncService& sync;
    VoucherList& vouchers;
    ReferenceService& reference;
    DraftService& drafts;
    DecisionService& decisions;
    CertifyService& certify;
    BatchService& batch;
    PdfService& pdf;
    OutboxService& outbox;
    ConflictService& conflicts;
    EvidenceService& evidence;
    MediaService& media;
    RequestService& requests;
    VerifyService& verify;
    PrintService& print;
    DiagnosticService& diagnostics;
    domain::Clock& clock;
};

} // namespace peraku::services
