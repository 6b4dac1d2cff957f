#pragma once

#include <chrono>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>

namespace peraku::shim {

/**
 * The control folder that PERAKU_SHIM_DIR names. Its file `plan` is read anew when it changes; one order a
 * line:
 *
 *   out SERIAL         the token is pulled ("*" = all)
 *   poll               C_WaitForSlotEvent answers CKR_FUNCTION_NOT_SUPPORTED
 *   blank              uninitialised slots are shown too
 *   tries N            wrong PINs are counted; the N-th locks (kept in the files tries.SERIAL)
 *   flags HEX          set in CK_TOKEN_INFO beside the token's own
 *   pinpad             the PIN is typed at the reader: C_Login waits for the file `pad` (empty file =
 * cancelled) nopkcs1            the token does not know CKM_RSA_PKCS leak               a copy of the PIN
 * stays in memory fail CALL CKR N    the N-th CALL from now answers CKR (hex); N = 0: every one
 *   slow CALL MS       each CALL takes so much longer
 *   hang|crash|pull CALL N   in the N-th CALL it never returns, it dies, the token is out
 *
 * Every call is written to `log` with its session and result; PINs never are.
 */
class Control {
public:
    enum class Fault { Fail, Hang, Crash, Pull };
    struct Order {
        Fault fault = Fault::Fail;
        unsigned long code = 0;
        int nth = 0;
    };
    struct Plan {
        std::set<std::string> out;
        std::multimap<std::string, Order> orders;
        bool poll = false;
        bool blank = false;
        bool pinPad = false;
        bool noPkcs1 = false;
        bool leak = false;
        int tries = 0;
        unsigned long flags = 0;
        std::map<std::string, int> slowMs;
    };

    Control();
    Plan plan();
    /** The order that falls on this call now, if any; counts the call, and makes it slow where it should be.
     */
    std::optional<Order> due(const std::string& call);
    void pull(); ///< As if every token were taken out, until the plan changes.
    int tries(const std::string& serial);
    void setTries(const std::string& serial, int left);
    /** What the officer typed at the pad after so many words `before` it; nullopt while nothing is typed. */
    std::optional<std::string> typed(int before = 0) const;
    void log(const std::string& line);
    std::string path(const std::string& name) const { return m_folder + "/" + name; }

private:
    void refresh();

    std::recursive_mutex m_mutex;
    std::string m_folder;
    std::string m_text;
    Plan m_plan;
    std::map<std::string, int> m_counts;
};

} // namespace peraku::shim
