#pragma once

#include <domain/requests.h>

namespace peraku::ui {

QString requestKindText(domain::RequestKind kind);
QString requestStateText(domain::RequestState state);
QString incidentText(domain::IncidentKind kind);
/** Kind, state and what is known of the outcome, in two or three lines. */
QString requestSummary(const domain::MediumRequest& request, bool withApplicant);
/** What happens next, after sending. */
QString sentText(const domain::MediumRequest& request);

} // namespace peraku::ui
