#pragma once

#include "base/dialog.h"

#include <domain/requests.h>
#include <ui/context.h>

#include <map>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QScrollArea;
class QVBoxLayout;

namespace peraku::ui {

class Banner;
class FieldRow;
class NewPinFields;
class SecretEdit;

/** The form of one request about the officer's own certificate; what is wrong stands beside its field. */
class RequestDialog final : public Dialog {
    Q_OBJECT
public:
    enum class Whose { Own, AnothersToken };
    /** `draft` says the kind, the medium and the certificate that it is about, and what was written before;
     * of another officer's token an administrator reports by IC. */
    RequestDialog(Context& context, domain::MediumRequest draft, Whose whose, QWidget* parent = nullptr);
    void reject() override;
    Interrupted interrupted() const override;
    /** The IC of the officer whose token it is about, as it was typed. */
    void setHolder(const QString& ic);

Q_SIGNALS:
    void sent(const peraku::domain::MediumRequest& request);

private:
    QLineEdit* addLine(const char* field);
    FieldRow* addRow(const char* field, QWidget* editor);
    void buildApplication();
    void buildIncident();
    void retranslate() override;
    void makeRoom(); ///< Grows to what the form holds, as far as the screen goes.
    void fillCertificates();
    domain::MediumRequest written() const;
    QList<domain::Finding> findings() const;
    void judge();
    void send();
    bool isTouched() const;

    Context& m_context;
    domain::MediumRequest m_draft;
    Whose m_whose;
    QVBoxLayout* m_form;
    QScrollArea* m_area;
    QWidget* m_first = nullptr; ///< Gets the focus.
    std::map<QString, FieldRow*> m_rows; ///< By the finding's field.
    std::map<QString, QLineEdit*> m_lines;
    QLabel* m_heading;
    QLabel* m_explanation;
    QComboBox* m_keyKind = nullptr;
    QComboBox* m_certificates = nullptr;
    QComboBox* m_incident = nullptr;
    QPlainTextEdit* m_text = nullptr;
    SecretEdit* m_answer = nullptr;
    NewPinFields* m_pin = nullptr;
    QCheckBox* m_declared = nullptr;
    QLabel* m_declaration = nullptr;
    Banner* m_banner;
    QPushButton* m_back;
    QPushButton* m_send;
    QList<domain::HeldCertificate> m_held;
    bool m_heldKnown = false; ///< The treasury said which certificates there are, or that it cannot.
    bool m_tried = false; ///< A form that has just been opened must not look like a mistake.
    bool m_busy = false;
};

} // namespace peraku::ui
