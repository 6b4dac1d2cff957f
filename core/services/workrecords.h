#pragma once

#include "vault.h"

#include <store/workstore.h>

namespace peraku::services {

// Between the rows of work.db and what the services keep of them; in the thread of the store.

Result<WorkContents> readWork(store::WorkStore& store);
/** The body of a stored row of the outbox. */
Result<QByteArray> storedBody(store::WorkStore& store, qint64 row);
/** What is stored of a parcel: a known one whose body rests keeps the body that is stored. */
Result<store::WorkRow> workRow(store::WorkStore& store, Parcel parcel);

} // namespace peraku::services
