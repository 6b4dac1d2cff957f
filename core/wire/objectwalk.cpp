#include "objectwalk.h"

namespace peraku::wire {

using domain::Done;
using domain::Result;

tl::unexpected<domain::Error> brokenJson(const char* what)
{
    return domain::fail(domain::ErrorCode::ProtocolError, QStringLiteral("JSON: ") + QLatin1String(what));
}

Result<Done> walkObject(std::span<const std::byte> body,
    const std::function<Result<Done>(std::string_view name, JsonWalker& walker)>& read)
{
    JsonWalker walker({ reinterpret_cast<const char*>(body.data()), body.size() });
    if (!walker.take('{'))
        return brokenJson("object");
    if (!walker.take('}')) {
        do {
            const auto name = walker.string();
            if (!name || name->find('\\') != std::string_view::npos || !walker.take(':'))
                return brokenJson("member");
            if (auto done = read(*name, walker); !done)
                return done;
        } while (walker.take(','));
        if (!walker.take('}'))
            return brokenJson("end of object");
    }
    if (!walker.atEnd())
        return brokenJson("trailing bytes");
    return Done {};
}

Result<Done> copyMember(JsonWalker& walker, std::string_view name, QByteArray& rest)
{
    const auto value = walker.value();
    if (!value)
        return brokenJson("value");
    if (rest.size() > 1)
        rest += ',';
    rest += '"' + QByteArray(name.data(), qsizetype(name.size()))
        + "\":" + QByteArray(value->data(), qsizetype(value->size()));
    return Done {};
}

} // namespace peraku::wire
