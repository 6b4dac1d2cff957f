#include "credentialtext.h"
#include "forms/fieldrow.h"
#include "requestdialog.h"
#include "requesttext.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QPushButton>

namespace peraku::ui {

using domain::RequestKind;

void RequestDialog::retranslate()
{
    const auto kind = requestKindText(m_draft.kind);
    setWindowTitle(kind);
    m_heading->setText(kind + QStringLiteral(" · ") + mediumText(m_draft.medium));
    const bool roaming = m_draft.needsPin();
    switch (m_draft.kind) {
    case RequestKind::NewCertificate:
    case RequestKind::Renewal:
        m_explanation->setText(roaming
                ? tr(
                    "The key is made in the treasury's key store and opened by your PIN and a one-time code. "
                    "Your e-mail address is confirmed first, then an administrator confirms the request.")
                : tr(
                    "Your e-mail address is confirmed first, then an administrator confirms the request; you "
                    "collect the token at the treasury and bring your MyKad."));
        break;
    case RequestKind::Unblock:
        m_explanation->setText(roaming
                ? tr("Choose a new PIN. It holds once an administrator has confirmed the request.")
                : tr("An administrator confirms the request; then bring the token and your MyKad to the "
                     "treasury. Do not try any more PINs."));
        break;
    case RequestKind::Cancellation:
        m_explanation->setText(
            tr("Once an administrator has confirmed it, the certificate never signs again. What "
               "it signed stays valid."));
        break;
    case RequestKind::Incident:
        m_explanation->setText(m_whose == Whose::AnothersToken
                ? tr(
                    "Every token of the officer is suspended at once and signs nothing any more; the officer "
                    "is "
                    "told by e-mail. Another administrator then has it revoked, or released if all was well.")
                : tr("The certificate is suspended at once and signs nothing any more. An "
                     "administrator then has it revoked, or released if all was well."));
        break;
    case RequestKind::AddMedium:
        break;
    }
    const std::pair<const char*, QString> labels[] = { { "keyKind", tr("&Kind of key") },
        { "email", tr("&E-mail address") }, { "system", tr("S&ystem that it is for") },
        { "officeAddress", tr("Office &address") }, { "phone", tr("&Telephone") },
        { "securityQuestion", tr("Security &question that the help desk asks you") },
        { "securityAnswer", tr("A&nswer, which only you know") }, { "declared", tr("Declaration") },
        { "holder", tr("&IC number of the officer") }, { "incident", tr("&What happened") },
        { "certificates", tr("&Certificate") }, { "explanation", tr("&Explanation") } };
    for (const auto& [field, text] : labels)
        if (const auto row = m_rows.find(QLatin1String(field)); row != m_rows.end())
            row->second->setLabel(text);
    if (m_declared) {
        // A check box does not wrap its text, which would be wider than the form.
        m_declaration->setText(
            tr("What I state is true. I alone will use the certificate and keep its PIN to myself."));
        m_declared->setText(tr("I &declare this"));
        m_declared->setAccessibleDescription(m_declaration->text());
    }
    if (m_incident) {
        const int kept = m_incident->count() > 0 ? m_incident->currentIndex() : int(m_draft.incident);
        m_incident->clear();
        for (const auto each :
            { domain::IncidentKind::Lost, domain::IncidentKind::Damaged, domain::IncidentKind::Lent })
            m_incident->addItem(incidentText(each), int(each));
        m_incident->setCurrentIndex(kept);
    }
    if (m_certificates)
        fillCertificates();
    m_send->setText(
        m_draft.kind == RequestKind::Incident ? tr("&Report and suspend") : tr("&Send the request"));
    m_back->setText(tr("&Back"));
    judge();
}

} // namespace peraku::ui
