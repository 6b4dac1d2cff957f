#pragma once

#include <domain/officer.h>
#include <domain/reference.h>
#include <pki/setup.h>
#include <treasury/admin.h>

#include <QDate>

#include <functional>

namespace peraku::demo {

struct DemoOptions {
    int offices = 12; ///< 1..999
    int officers = 60; ///< At least 4; every office gets preparers, checkers and approvers first.
    int vouchers = 5000; ///< 0..1,000,000
    quint64 seed = 1;
    /** The last day of the history, which begins on 1 January of the year before; content is a function of
     * seed, sizes and this day. */
    QDate today;
    /** Where demo-officers.json and the tokens of the journey's officers go; empty = none. */
    QString tokens;
    /** The program treasuryd, whose "token" commands make them: each needs a SoftHSM2 store of its own, and a
     * process has one. */
    QString tokenTool;
    /** Makes a roaming credential with its certificate and gives its id; empty = none are made. */
    std::function<domain::Result<QString>(
        const domain::Officer& officer, domain::KeyKind kind, const secret::SecureBuffer& pin)>
        enrolRoaming;
    /** False leaves certified vouchers without signatures being made: for benchmarks of feeds and lists only.
     */
    bool sign = true;
    bool timestamps = true; ///< RFC 3161 in every signature of the history.
    int threads = 0; ///< Signing threads; 0 = one a core.
    std::function<void(int done, int total)> progress; ///< Called from the calling thread.
};

/** An officer of the invented state; the four of the journey are the first of their role in the first office.
 */
struct DemoOfficer {
    domain::Officer officer;
    QString persona; ///< "penyedia", "penyemak", "pelulus", "penerima", "juruaudit", "pentadbir" for the
                     ///< journey's, else empty.
};

/** The made-up state without its vouchers: a function of seed and sizes. */
struct DemoState {
    domain::ReferenceData reference;
    QList<DemoOfficer> officers;
};
domain::Result<DemoState> makeState(const DemoOptions& options);

struct DemoReport {
    int vouchers = 0;
    int signatures = 0;
    QByteArray contentHash; ///< SHA-256 over all content and history without keys and signatures; equal for
                            ///< equal seeds.
};

/** Fills an initialised, empty treasury; InvalidInput if it has officers already. */
domain::Result<DemoReport> fillTreasury(
    treasury::Admin& admin, pki::CertificateAuthority& authority, const DemoOptions& options);

} // namespace peraku::demo
