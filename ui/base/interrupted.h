#pragma once

#include <domain/requests.h>
#include <domain/workflow.h>

#include <QStringList>

namespace peraku::ui {

/** A form that a lock closed, and what was typed into it; never a secret. */
struct Interrupted {
    enum class Form { None, Request, Officers, Decision, Reason };
    Form form = Form::None;
    domain::MediumRequest request = {}; ///< As it was written, or that was to be decided on.
    QString holder = {}; ///< As it was typed; empty = the request is about the officer's own certificate.
    bool anothersToken = false;
    QList<QStringList> officers = {}; ///< As they were typed, line by line.
    domain::VoucherId voucher = {}; ///< That was to be returned or cancelled.
    domain::Action action = domain::Action::Query;
    domain::Reason reason = {}; ///< Of that, or of a request's refusal.
};

} // namespace peraku::ui
