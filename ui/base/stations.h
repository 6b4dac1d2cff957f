#pragma once

#include <QString>
#include <QStringList>

namespace peraku::ui {

struct Tokens;

/** "1. Certificate › 2. Review › …" as rich text, the station where one is in the accent colour. */
QString stationsHtml(const QStringList& stations, int here, const Tokens& tokens);

} // namespace peraku::ui
