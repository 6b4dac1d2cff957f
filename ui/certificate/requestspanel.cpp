#include "requestspanel.h"

#include "base/banner.h"
#include "decisiondialog.h"
#include "requesttext.h"

#include <domain/canonical.h>
#include <domain/messages.h>
#include <ui/icons.h>

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

namespace peraku::ui {

RequestsPanel::RequestsPanel(Context& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_title(new QLabel(this))
    , m_note(new QLabel(this))
    , m_list(new QListWidget(this))
    , m_again(new QPushButton(this))
    , m_open(new QPushButton(this))
{
    setLook(m_title, "strong");
    setLook(m_note, "muted");
    m_note->setWordWrap(true);
    m_note->setObjectName(QStringLiteral("requestNote"));
    m_list->setObjectName(QStringLiteral("requestList"));
    m_list->setWordWrap(true);
    m_list->setSpacing(2);
    m_list->setIconSize(QSize(20, 20));
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_again->setObjectName(QStringLiteral("requestAgain"));
    m_open->setObjectName(QStringLiteral("requestOpen"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::s);
    auto* top = new QHBoxLayout;
    top->addWidget(m_title, 1);
    top->addWidget(m_again);
    top->addWidget(m_open);
    column->addLayout(top);
    column->addWidget(m_note);
    column->addWidget(m_list, 1);
    // Takes the room while the list is hidden, so that the note stays under its title.
    column->addStretch();
    connect(&m_context.desk.requests, &services::RequestService::changed, this, &RequestsPanel::refresh);
    connect(m_list, &QListWidget::currentRowChanged, this, &RequestsPanel::judge);
    connect(m_list, &QListWidget::itemActivated, this, &RequestsPanel::open);
    connect(m_open, &QPushButton::clicked, this, &RequestsPanel::open);
    connect(m_again, &QPushButton::clicked, this, &RequestsPanel::sendAgain);
    retranslate();
}

void RequestsPanel::refresh()
{
    const auto generation = ++m_generation;
    domain::onFinished<QList<domain::MediumRequest>>(m_context.desk.requests.requests(), this,
        [this, generation](domain::Result<QList<domain::MediumRequest>> answer) {
            if (generation != m_generation)
                return;
            m_asked = true;
            m_error.reset();
            if (answer)
                m_requests = std::move(*answer);
            else
                m_error = answer.error();
            render();
        });
}

void RequestsPanel::render()
{
    const auto* chosen = m_list->currentItem();
    const QVariant kept = chosen ? chosen->data(Qt::UserRole) : QVariant();
    int row = std::max(0, m_list->currentRow());
    const auto officer = m_context.desk.session.officer();
    m_list->clear();
    for (const auto& request : m_requests) {
        const bool waits = mayDecide(request,
            request.state == domain::RequestState::Confirmed ? domain::RequestAction::Complete
                                                             : domain::RequestAction::Confirm,
            {}, officer)
                               .has_value();
        const auto tone = waits ? IconTone::Warning : request.isOpen() ? IconTone::Accent : IconTone::Muted;
        auto* item
            = new QListWidgetItem(icon(waits ? QStringLiteral("warning") : QStringLiteral("info"), tone),
                requestSummary(request, request.about().ic != officer.ic), m_list);
        item->setData(Qt::UserRole, request.id.value());
        if (item->data(Qt::UserRole) == kept)
            row = m_list->count() - 1;
    }
    m_list->setCurrentRow(std::min<int>(row, int(m_requests.size()) - 1));
    m_list->setVisible(!m_requests.isEmpty());
    m_note->setText(m_error                   ? domain::errorSentence(*m_error)
            : m_requests.isEmpty() && m_asked ? tr("You have sent no requests.")
                                              : QString());
    m_note->setVisible(!m_note->text().isEmpty());
    judge();
}

const domain::MediumRequest* RequestsPanel::current() const
{
    const int row = m_list->currentRow();
    return row >= 0 && row < m_requests.size() ? &m_requests.at(row) : nullptr;
}

void RequestsPanel::judge()
{
    const auto* request = current();
    m_again->setVisible(request && request->state == domain::RequestState::AwaitingEmail
        && request->applicant.ic == m_context.desk.session.officer().ic);
    const bool administrator = m_context.desk.session.officer().has(domain::Role::Administrator);
    m_open->setVisible(administrator);
    m_open->setEnabled(request && request->isOpen());
}

void RequestsPanel::open()
{
    const auto* request = current();
    if (!request || !request->isOpen() || !m_context.desk.session.officer().has(domain::Role::Administrator))
        return;
    decide(*request);
}

void RequestsPanel::decide(const domain::MediumRequest& request, const QString& reason)
{
    auto* dialog = new DecisionDialog(m_context, request, this);
    dialog->setReason(reason);
    connect(dialog, &DecisionDialog::decided, this, [this](const domain::MediumRequest& decided) {
        Q_EMIT told(tr("%1: %2.").arg(requestKindText(decided.kind), requestStateText(decided.state)));
    });
    m_context.door.open(dialog);
}

void RequestsPanel::sendAgain()
{
    const auto* request = current();
    if (!request)
        return;
    m_again->setEnabled(false);
    domain::onFinished<domain::MediumRequest>(m_context.desk.requests.sendAgain(request->id), this,
        [this](domain::Result<domain::MediumRequest> answer) {
            m_again->setEnabled(true);
            Q_EMIT told(answer
                    ? tr("A new link and a new code are on their way to %1; the former ones are over.")
                          .arg(domain::escapedForDisplay(answer->email))
                    : domain::errorSentence(answer.error()));
        });
}

void RequestsPanel::retranslate()
{
    m_title->setText(tr("Requests"));
    m_list->setAccessibleName(tr("Requests"));
    m_again->setText(tr("&Send the link again"));
    m_open->setText(tr("&Decide…"));
    render();
}

void RequestsPanel::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace peraku::ui
