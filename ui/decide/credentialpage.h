#pragma once

#include "certificate/mediawatch.h"

#include <QWidget>

class QLabel;
class QListWidget;

namespace peraku::ui {

class Banner;

/** Which certificate to sign with; those that cannot sign stand there too, each with its reason and what to
 * do. */
class CredentialPage final : public QWidget {
    Q_OBJECT
public:
    CredentialPage(MediaWatch& media, domain::Clock& clock, QWidget* parent = nullptr);
    void update();
    /** The chosen usable credential, or null. */
    const domain::Credential* chosen() const;
    void showError(const QString& sentence);
    void focusList();

Q_SIGNALS:
    void choiceChanged();
    void activated();

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    MediaWatch& m_media;
    domain::Clock& m_clock;
    QLabel* m_heading;
    QLabel* m_advice;
    QListWidget* m_list;
    Banner* m_banner;
    QString m_error;
};

} // namespace peraku::ui
