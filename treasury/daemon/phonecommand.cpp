#include "command.h"

#include <secret/writer.h>
#include <wire/media.h>

#include <QFile>
#include <QThread>

#include <cstdio>
#include <curl/curl.h>
#include <memory>

namespace peraku::treasury {

using domain::ErrorCode;
using domain::fail;
using domain::Result;
using secret::SecureBuffer;

namespace {

constexpr long timeoutMs = 10000;
constexpr unsigned pollSeconds = 2;
constexpr std::size_t answerLimit = 64 * 1024;

struct FreeCurl {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

size_t collect(char* data, size_t size, size_t count, void* context)
{
    auto& answer = *static_cast<secret::Writer*>(context);
    answer.put({ data, size * count });
    return size * count;
}

struct Answer {
    long status = 0;
    SecureBuffer body;
};

/** One request to the treasury; `bearer` and `body` may be empty. */
Result<Answer> ask(Command& command, const char* path, const SecureBuffer& bearer, const SecureBuffer& body)
{
    const std::unique_ptr<CURL, FreeCurl> curl(curl_easy_init());
    secret::Writer answer(answerLimit);
    curl_easy_setopt(curl.get(), CURLOPT_URL, (command.value("url").toUtf8() + path).constData());
    curl_easy_setopt(curl.get(), CURLOPT_PROTOCOLS_STR, "https");
    curl_easy_setopt(curl.get(), CURLOPT_CAINFO, command.value("ca").toUtf8().constData());
    curl_easy_setopt(curl.get(), CURLOPT_TIMEOUT_MS, timeoutMs);
    curl_easy_setopt(curl.get(), CURLOPT_WRITEFUNCTION, collect);
    curl_easy_setopt(curl.get(), CURLOPT_WRITEDATA, &answer);
    std::unique_ptr<curl_slist, FreeCurl> headers(
        curl_slist_append(nullptr, "Content-Type: application/json"));
    if (!body.isEmpty()) {
        curl_easy_setopt(curl.get(), CURLOPT_POSTFIELDSIZE, long(body.size()));
        curl_easy_setopt(curl.get(), CURLOPT_POSTFIELDS, body.bytes());
    } else {
        secret::Writer header(bearer.size() + 32);
        header.put("Authorization: Bearer ");
        header.put(textOf(bearer));
        header.put('\0');
        const auto line = header.finish();
        headers.reset(curl_slist_append(nullptr, reinterpret_cast<const char*>(line.bytes())));
    }
    curl_easy_setopt(curl.get(), CURLOPT_HTTPHEADER, headers.get());
    if (const auto code = curl_easy_perform(curl.get()); code != CURLE_OK)
        return fail(ErrorCode::Offline, QString::fromLatin1(curl_easy_strerror(code)));
    Answer got { 0, answer.finish() };
    curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &got.status);
    return got;
}

void print(const SecureBuffer& body)
{
    std::fwrite(body.bytes(), 1, body.size(), stdout);
    std::fputc('\n', stdout);
    std::fflush(stdout);
}

/** The device token of an earlier enrolment, kept like a key: mode 0600. */
Result<SecureBuffer> readToken(Command& command)
{
    QFile file(command.value("state"));
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return fail(ErrorCode::InvalidInput, QStringLiteral("not enrolled; give --ic and --code-fd"));
    SecureBuffer token(std::size_t(file.size()));
    file.read(reinterpret_cast<char*>(token.data()), file.size());
    return token;
}

Result<SecureBuffer> enrol(Command& command)
{
    const auto ic = domain::Ic::parse(command.value("ic"));
    auto code = readPin(command, "code");
    if (!ic || !code || code->isEmpty())
        return fail(ErrorCode::InvalidInput, QStringLiteral("--ic wants 12 digits, --code-fd the code"));
    const auto answer = ask(
        command, "/v1/phone/enrolment", {}, wire::encode(wire::PhoneEnrolment { *ic, std::move(*code) }));
    if (!answer)
        return fail(answer.error());
    if (answer->status != 201)
        return fail(ErrorCode::OtpRefused, QStringLiteral("HTTP %1").arg(answer->status));
    auto phone = wire::decodeEnrolledPhone(answer->body.view());
    if (!phone)
        return fail(phone.error());
    QFile file(command.value("state"));
    if (!file.open(QIODevice::WriteOnly | QIODevice::Unbuffered))
        return fail(ErrorCode::StorageFailed, file.errorString());
    file.write(reinterpret_cast<const char*>(phone->deviceToken.bytes()), qint64(phone->deviceToken.size()));
    printLine("{\"enrolled\":\"" + phone->id.toLatin1() + "\"}");
    return std::move(phone->deviceToken);
}

} // namespace

int simulatePhone(Command& command)
{
    const auto token = command.options.isSet(QStringLiteral("ic")) ? enrol(command) : readToken(command);
    if (!token)
        return complain(token.error());
    SecureBuffer shown;
    for (;;) {
        auto answer = ask(command, "/v1/phone/messages", *token, {});
        if (!answer)
            return complain(answer.error());
        if (answer->status == 401)
            return complain(QStringLiteral("this phone is no longer enrolled"));
        const bool once = command.options.isSet(QStringLiteral("once"));
        if (answer->status == 200 && (once || !equalConstantTime(answer->body, shown))) {
            print(answer->body);
            shown = std::move(answer->body);
        }
        if (once)
            return answer->status == 200 ? ExitOk : ExitFailed;
        QThread::sleep(pollSeconds);
    }
}

} // namespace peraku::treasury
