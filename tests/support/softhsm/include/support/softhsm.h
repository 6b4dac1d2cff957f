#pragma once

#include <hsm/module.h>
#include <support/memoryfolder.h>

#include <QFile>

#include <string_view>

namespace peraku::support {

inline secret::SecureBuffer pinOf(std::string_view text)
{
    return secret::SecureBuffer::copyOf(text);
}

/** A SoftHSM2 store in a folder of its own, which this process and those that it starts use while this lives.
 */
class SoftHsm {
public:
    SoftHsm()
    {
        const auto tokens = m_folder.filePath(QStringLiteral("tokens"));
        QFile config(m_folder.filePath(QStringLiteral("softhsm2.conf")));
        if (!QDir().mkpath(tokens) || !config.open(QIODevice::WriteOnly)
            || config.write("directories.tokendir = " + tokens.toUtf8()
                   + "\nobjectstore.backend = file\nlog.level = ERROR\n")
                < 0)
            qFatal("no folder for SoftHSM2");
        qputenv("SOFTHSM2_CONF", config.fileName().toUtf8());
    }
    static QString module() { return QStringLiteral("/usr/lib/softhsm/libsofthsm2.so"); }
    static constexpr std::string_view pin = "1234-user";
    static constexpr std::string_view soPin = "5678-officer";

    hsm::Module load() { return need(hsm::Module::load(module())); }
    /** A fresh token. */
    void make(hsm::Module& loaded, const QString& label)
    {
        need(loaded.initialise(label, pinOf(soPin), pinOf(pin)));
    }
    hsm::Token open(hsm::Module& loaded, const QString& label)
    {
        return need(loaded.open(label, pinOf(pin)));
    }

    template <typename T> static T need(domain::Result<T> result)
    {
        if (!result)
            qFatal("%s: %s", qPrintable(domain::errorKey(result.error().code)),
                qPrintable(result.error().detail));
        return std::move(*result);
    }

private:
    MemoryFolder m_folder; // SoftHSM2 syncs every object
};

} // namespace peraku::support
