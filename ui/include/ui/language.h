#pragma once

#include <QObject>
#include <QString>

#include <memory>
#include <vector>

class QApplication;
class QTranslator;

namespace peraku::ui {

/** The desk's language, changed at run time: translators are replaced and every widget gets QEvent::LanguageChange. */
class Language final : public QObject {
    Q_OBJECT
public:
    enum class Tongue { Malay,
        English };

    explicit Language(QApplication& application, QObject* parent = nullptr);
    ~Language() override;
    Tongue tongue() const { return m_tongue; }
    void use(Tongue tongue);

Q_SIGNALS:
    void changed();

private:
    QApplication& m_application;
    Tongue m_tongue = Tongue::English;
    std::vector<std::unique_ptr<QTranslator>> m_translators;
};

} // namespace peraku::ui
