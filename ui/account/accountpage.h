#pragma once

#include <domain/media.h>
#include <ui/context.h>

#include <QWidget>

#include <optional>

class QLabel;
class QListWidget;
class QPushButton;
class QRadioButton;

namespace peraku::ui {

class Banner;

/** How one-time codes reach the officer, which phones show them, and which media the treasury accepts. */
class AccountPage final : public QWidget {
    Q_OBJECT
public:
    explicit AccountPage(Context& context, QWidget* parent = nullptr);

protected:
    void showEvent(QShowEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void refresh();
    void await(domain::Async<domain::SigningProfile> profile);
    void take(const domain::Result<domain::SigningProfile>& answer);
    void render();
    void renderPhones();
    void choose(domain::OtpChannel channel);
    void openDialog(const std::optional<domain::Phone>& phone);
    std::optional<domain::Phone> selectedPhone() const;

    Context& m_context;
    std::optional<domain::SigningProfile> m_profile; ///< Nothing before the treasury answered.
    int m_asked = 0;
    bool m_busy = false;
    QLabel* m_heading;
    Banner* m_banner;
    QLabel* m_channelTitle;
    QLabel* m_channelAdvice;
    QRadioButton* m_byEmail;
    QRadioButton* m_byApp;
    QLabel* m_phonesTitle;
    QListWidget* m_phones;
    QPushButton* m_enrol;
    QPushButton* m_remove;
    QLabel* m_policyTitle;
    QLabel* m_policy;
    QPushButton* m_refresh;
    QPushButton* m_settings;
    QPushButton* m_diagnosis;
};

/** What the change-over means for an officer who holds a token; empty while it changes nothing for them. */
QString changeoverNotice(const std::optional<domain::MediaGrants>& grants);

} // namespace peraku::ui
