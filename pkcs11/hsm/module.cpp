#include "state.h"

#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <dlfcn.h>
#include <utility>

namespace peraku::hsm {

using domain::Done;
using domain::ErrorCode;
using domain::fail;
using domain::Result;

namespace {

constexpr std::size_t labelBytes = 32;

/** Fixed-width fields of the standard are padded with blanks and not terminated. */
QByteArray padded(const QString& label)
{
    return label.toUtf8().leftJustified(labelBytes, ' ');
}

QByteArray labelOf(const CK_TOKEN_INFO& token)
{
    return { reinterpret_cast<const char*>(token.label), labelBytes };
}

} // namespace

Result<Session> Session::open(CK_FUNCTION_LIST* functions, CK_SLOT_ID slot)
{
    CK_SESSION_HANDLE handle = 0;
    const CK_RV code
        = functions->C_OpenSession(slot, CKF_SERIAL_SESSION | CKF_RW_SESSION, nullptr, nullptr, &handle);
    if (code != CKR_OK)
        return fail(toError(code, "C_OpenSession"));
    return Session(functions, handle);
}

Session::Session(Session&& other) noexcept
    : m_functions(std::exchange(other.m_functions, nullptr))
    , m_handle(other.m_handle)
{
}

Session::~Session()
{
    if (m_functions)
        m_functions->C_CloseSession(m_handle);
}

Result<Done> Session::logIn(CK_USER_TYPE user, const secret::SecureBuffer& pin)
{
    // Without bytes there is no pointer either, which modules take for a reader's own PIN pad.
    if (pin.isEmpty())
        return fail(ErrorCode::PinLengthWrong, QStringLiteral("empty"));
    const CK_RV code
        = m_functions->C_Login(m_handle, user, const_cast<unsigned char*>(pin.bytes()), CK_ULONG(pin.size()));
    if (code != CKR_OK)
        return fail(toError(code, "C_Login"));
    return Done {};
}

Result<std::vector<CK_OBJECT_HANDLE>> Session::find(
    std::vector<CK_ATTRIBUTE> attributes, CK_ULONG atMost) const
{
    CK_RV code = m_functions->C_FindObjectsInit(m_handle, attributes.data(), CK_ULONG(attributes.size()));
    // No object has what the module does not know.
    if (code == CKR_ATTRIBUTE_TYPE_INVALID)
        return std::vector<CK_OBJECT_HANDLE>();
    if (code != CKR_OK)
        return fail(toError(code, "C_FindObjectsInit"));
    std::vector<CK_OBJECT_HANDLE> found(atMost);
    CK_ULONG count = 0;
    code = m_functions->C_FindObjects(m_handle, found.data(), atMost, &count);
    m_functions->C_FindObjectsFinal(m_handle);
    if (code != CKR_OK)
        return fail(toError(code, "C_FindObjects"));
    found.resize(count);
    return found;
}

Result<QByteArray> Session::attribute(CK_OBJECT_HANDLE object, CK_ATTRIBUTE_TYPE type) const
{
    CK_ATTRIBUTE wanted { type, nullptr, 0 };
    CK_RV code = m_functions->C_GetAttributeValue(m_handle, object, &wanted, 1);
    if (code == CKR_ATTRIBUTE_TYPE_INVALID || wanted.ulValueLen == 0)
        return QByteArray();
    QByteArray value;
    if (code == CKR_OK) {
        value.resize(qsizetype(wanted.ulValueLen));
        wanted.pValue = value.data();
        code = m_functions->C_GetAttributeValue(m_handle, object, &wanted, 1);
    }
    if (code != CKR_OK)
        return fail(toError(code, "C_GetAttributeValue"));
    return value;
}

Result<Module> Module::load(const QString& path)
{
    auto state = std::make_shared<State>();
    const auto file = QFile::encodeName(path);
    // Looked at first: for a bare name the loader would search its own folders.
    if (!QFileInfo(path).isFile())
        return fail(ErrorCode::ModuleNotFound, path);
    state->library = dlopen(file.constData(), RTLD_NOW | RTLD_LOCAL);
    if (!state->library)
        return fail(ErrorCode::ModuleNotFound, QString::fromLocal8Bit(dlerror()));
    const auto list = reinterpret_cast<CK_C_GetFunctionList>(dlsym(state->library, "C_GetFunctionList"));
    if (!list || list(&state->functions) != CKR_OK || !state->functions)
        return fail(ErrorCode::ModuleNotFound, path + QStringLiteral(": no PKCS#11 module"));
    CK_INFO info {};
    if (state->functions->C_GetInfo(&info) != CKR_CRYPTOKI_NOT_INITIALIZED)
        return fail(ErrorCode::ModuleFailed, path + QStringLiteral(": in use by this process already"));
    auto* context = PKCS11_CTX_new();
    if (!context || PKCS11_CTX_load(context, file.constData()) != 0) {
        auto error = libp11Error(ErrorCode::ModuleFailed, "PKCS11_CTX_load");
        // A context that did not load must not be unloaded.
        if (context)
            PKCS11_CTX_free(context);
        return fail(std::move(error));
    }
    state->context = context;
    return Module(std::move(state));
}

Module::State::~State()
{
    // All keys are gone, since each holds its token and that this; only then may the lists go.
    for (const auto& list : lists)
        PKCS11_release_all_slots(context, list.slots, list.count);
    if (context) {
        PKCS11_CTX_unload(context);
        PKCS11_CTX_free(context);
    }
    if (library)
        dlclose(library);
}

Result<std::vector<CK_SLOT_ID>> Module::State::slotIds() const
{
    CK_ULONG count = 0;
    CK_RV code = functions->C_GetSlotList(CK_TRUE, nullptr, &count);
    std::vector<CK_SLOT_ID> ids(count);
    if (code == CKR_OK)
        code = functions->C_GetSlotList(CK_TRUE, ids.data(), &count);
    if (code != CKR_OK)
        return fail(toError(code, "C_GetSlotList"));
    ids.resize(count);
    return ids;
}

template <typename F> Result<std::vector<CK_SLOT_ID>> Module::State::slotsWhere(F fits) const
{
    auto ids = slotIds();
    if (ids) {
        std::erase_if(*ids, [&](CK_SLOT_ID id) {
            CK_TOKEN_INFO token {};
            return functions->C_GetTokenInfo(id, &token) != CKR_OK || !fits(token);
        });
    }
    return ids;
}

Result<std::vector<CK_SLOT_ID>> Module::State::slotsOf(const QString& label) const
{
    return slotsWhere([wanted = padded(label)](const CK_TOKEN_INFO& token) {
        return (token.flags & CKF_TOKEN_INITIALIZED) != 0 && labelOf(token) == wanted;
    });
}

Result<PKCS11_SLOT*> Module::State::freshSlot(CK_SLOT_ID slot)
{
    SlotList list {};
    if (PKCS11_enumerate_slots(context, &list.slots, &list.count) != 0)
        return fail(libp11Error(ErrorCode::ModuleFailed, "PKCS11_enumerate_slots"));
    lists.push_back(list);
    for (unsigned i = 0; i < list.count; ++i) {
        if (PKCS11_get_slotid_from_slot(&list.slots[i]) == slot && list.slots[i].token)
            return &list.slots[i];
    }
    return fail(ErrorCode::TokenMissing, QStringLiteral("slot %1").arg(slot));
}

Result<Done> Module::initialise(
    const QString& label, const secret::SecureBuffer& soPin, const secret::SecureBuffer& pin)
{
    const std::lock_guard lock(m_state->mutex);
    if (label.isEmpty() || std::size_t(label.toUtf8().size()) > labelBytes)
        return fail(ErrorCode::InvalidInput, QStringLiteral("token label"));
    const auto taken = m_state->slotsOf(label);
    if (!taken)
        return fail(taken.error());
    if (!taken->empty())
        return fail(ErrorCode::InvalidInput, QStringLiteral("token label taken: ") + label);
    const auto blank = m_state->slotsWhere(
        [](const CK_TOKEN_INFO& token) { return (token.flags & CKF_TOKEN_INITIALIZED) == 0; });
    if (!blank)
        return fail(blank.error());
    if (blank->empty())
        return fail(ErrorCode::TokenMissing, QStringLiteral("no blank slot"));
    auto name = padded(label);
    const CK_RV made
        = m_state->functions->C_InitToken(blank->front(), const_cast<unsigned char*>(soPin.bytes()),
            CK_ULONG(soPin.size()), reinterpret_cast<unsigned char*>(name.data()));
    if (made != CKR_OK)
        return fail(toError(made, "C_InitToken"));
    // Some modules move a new token to another slot.
    const auto slots = m_state->slotsOf(label);
    if (!slots)
        return fail(slots.error());
    if (slots->empty())
        return fail(ErrorCode::TokenMissing, label);
    auto session = Session::open(m_state->functions, slots->front());
    if (!session)
        return fail(session.error());
    if (auto in = session->logIn(CKU_SO, soPin); !in)
        return in;
    const CK_RV set = m_state->functions->C_InitPIN(
        session->handle(), const_cast<unsigned char*>(pin.bytes()), CK_ULONG(pin.size()));
    m_state->functions->C_Logout(session->handle());
    if (set != CKR_OK)
        return fail(toError(set, "C_InitPIN"));
    return Done {};
}

Result<Token> Module::open(const QString& label, const secret::SecureBuffer& pin)
{
    const std::lock_guard lock(m_state->mutex);
    const auto slots = m_state->slotsOf(label);
    if (!slots)
        return fail(slots.error());
    if (slots->empty())
        return fail(ErrorCode::TokenMissing, label);
    if (slots->size() > 1)
        return fail(ErrorCode::TokenNotUsable, QStringLiteral("several tokens are labelled ") + label);
    auto session = Session::open(m_state->functions, slots->front());
    if (!session)
        return fail(session.error());
    // A log-in that stands already would take any PIN, so it counts as a failure (toError).
    if (auto in = session->logIn(CKU_USER, pin); !in)
        return fail(in.error());
    const auto slot = m_state->freshSlot(slots->front());
    if (!slot)
        return fail(slot.error());
    return Token(std::make_shared<Token::State>(m_state, *slot, std::move(*session)));
}

} // namespace peraku::hsm
