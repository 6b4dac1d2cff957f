#pragma once

#include <services/desk.h>

#include <QHash>

#include <optional>

namespace peraku::ui {

/** A batch that a lock interrupted: what came of it so far, and of the part that was being signed. */
struct BatchRemains {
    services::BatchPlan plan; ///< Without the frozen bytes.
    QHash<domain::VoucherId, services::BatchResult> results;
    std::optional<domain::Async<services::BatchOutcome>> running;
};

} // namespace peraku::ui
