#include "stations.h"

#include <ui/theme.h>

namespace peraku::ui {

QString stationsHtml(const QStringList& stations, int here, const Tokens& tokens)
{
    QStringList path;
    for (int i = 0; i < stations.size(); ++i) {
        path << QStringLiteral("<span style='color:%1;font-weight:%2'>%3. %4</span>")
                    .arg((i == here ? tokens.accent : tokens.muted).name(),
                        i == here ? QStringLiteral("600") : QStringLiteral("400"))
                    .arg(i + 1)
                    .arg(stations.at(i).toHtmlEscaped());
    }
    return path.join(QStringLiteral("&nbsp;&nbsp;›&nbsp;&nbsp;"));
}

} // namespace peraku::ui
