#include "workspace.h"

#include "account/accountpage.h"
#include "base/banner.h"
#include "base/format.h"
#include "batch/batchdialog.h"
#include "certificate/certificatepage.h"
#include "certificate/mediawatch.h"
#include "decide/certifydialog.h"
#include "decide/reasondialog.h"
#include "deskwarnings.h"
#include "history/historydialog.h"
#include "history/printdialog.h"
#include "list/listpage.h"
#include "outbox/outboxpage.h"
#include "verify/verifypage.h"

#include <domain/canonical.h>
#include <domain/messages.h>
#include <ui/forms/vouchereditor.h>

#include <QEvent>
#include <QResizeEvent>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace peraku::ui {

using services::ListKind;

namespace {
constexpr int compactWidth = 1040;
} // namespace

Workspace::Workspace(Context& context, MediaWatch& media, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_media(media)
    , m_navigation(new Navigation(context, this))
    , m_storage(new Banner(this))
    , m_warning(new Banner(this))
    , m_notice(new Banner(this))
    , m_warnings(new DeskWarnings(context, media, m_warning))
    , m_stack(new QStackedWidget(this))
{
    setObjectName(QStringLiteral("workspace"));
    m_storage->setObjectName(QStringLiteral("storageNotice"));
    m_warning->setObjectName(QStringLiteral("certificateWarning"));
    m_notice->setObjectName(QStringLiteral("notice"));
    auto* right = new QVBoxLayout;
    right->setContentsMargins(0, 0, 0, 0);
    right->setSpacing(0);
    right->addWidget(m_storage);
    right->addWidget(m_warning);
    right->addWidget(m_notice);
    right->addWidget(m_stack, 1);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_navigation);
    row->addLayout(right, 1);
    connect(m_navigation, &Navigation::wanted, this, [this](Place place) { go(place, false); });
    connect(m_navigation, &Navigation::entered, this, [this](Place place) { go(place); });
    connect(m_warnings, &DeskWarnings::renewalWanted, this, [this] {
        go(Place::Certificate);
        static_cast<CertificatePage*>(pageOf(Place::Certificate))->renew();
    });
    connect(&m_context.desk.vouchers, &services::VoucherList::changed, m_navigation, &Navigation::refresh);
    connect(&m_context.desk.vouchers, &services::VoucherList::indexBecameReady, m_navigation,
        &Navigation::refresh);
    connect(&m_context.desk.outbox, &services::OutboxService::changed, m_navigation, &Navigation::refresh);
    tellAboutStorage();
}

void Workspace::tellAboutStorage()
{
    QStringList sentences;
    for (const auto& notice : m_context.desk.session.storageNotices())
        if (const auto sentence = domain::errorSentence(notice); !sentences.contains(sentence))
            sentences.append(sentence);
    m_storage->tell(Banner::Kind::Caution, sentences.join(QLatin1Char('\n')));
}

QWidget* Workspace::pageOf(Place place)
{
    auto& page = m_pages[place];
    if (page)
        return page;
    switch (place) {
    case Place::Inbox:
        page = makeList(ListKind::Inbox);
        break;
    case Place::Drafts:
        page = makeList(ListKind::Drafts);
        break;
    case Place::All:
        page = makeList(ListKind::All);
        break;
    case Place::Outbox: {
        auto* outbox = new OutboxPage(m_context, this);
        connect(outbox, &OutboxPage::voucherWanted, this, &Workspace::showVoucher);
        connect(outbox, &OutboxPage::editWanted, this, &Workspace::editVoucher);
        connect(outbox, &OutboxPage::comparisonWanted, this, &Workspace::compare);
        page = outbox;
        break;
    }
    case Place::Certificate:
        page = new CertificatePage(m_context, m_media, this);
        break;
    case Place::Account:
        page = new AccountPage(m_context, this);
        break;
    case Place::Verify:
        page = new VerifyPage(m_context, this);
        break;
    case Place::Editor:
        return nullptr;
    }
    m_stack->addWidget(page);
    return page;
}

void Workspace::verifyFiles(const QStringList& paths)
{
    // Also where an open form is asked about first: the answer stands there when the officer comes.
    if (!paths.isEmpty())
        qobject_cast<VerifyPage*>(pageOf(Place::Verify))->verify(paths);
    go(Place::Verify);
}

ListPage* Workspace::makeList(ListKind kind)
{
    auto* list = new ListPage(m_context, kind, this);
    connect(list, &ListPage::asked, this, &Workspace::act);
    connect(list, &ListPage::batchAsked, this, &Workspace::certifyMany);
    connect(list, &ListPage::selectionChanged, this, &Workspace::stateChanged);
    connect(&list->reading(), &ReadingPane::comparisonWanted, this, &Workspace::compare);
    return list;
}

ListPage* Workspace::currentList() const
{
    return qobject_cast<ListPage*>(m_stack->currentWidget());
}

void Workspace::go(Place place, bool takeFocus)
{
    if (m_editor && place != Place::Editor) {
        m_navigation->setPlace(Place::Editor);
        leaveEditor([this, place] { closeEditor(place); });
        return;
    }
    auto* page = pageOf(place);
    if (!page)
        return;
    m_place = place;
    m_stack->setCurrentWidget(page);
    m_navigation->setPlace(place);
    m_context.settings.setValue(QStringLiteral("window/place"), int(place));
    if (place == Place::Certificate)
        m_media.refresh();
    if (auto* list = currentList(); list && takeFocus)
        list->focusList();
    else if (takeFocus)
        page->setFocus(Qt::OtherFocusReason);
    Q_EMIT stateChanged();
}

void Workspace::showVoucher(const domain::VoucherId& id)
{
    go(Place::All);
    if (auto* list = currentList(); list && !list->select(id))
        m_notice->tell(Banner::Kind::Info, tr("This voucher is not in the list with the present filters."));
}

void Workspace::find()
{
    if (!currentList())
        go(Place::All);
    if (auto* list = currentList())
        list->focusSearch();
}

void Workspace::escape()
{
    if (!m_notice->text().isEmpty())
        return m_notice->clear();
    if (m_editor)
        return leaveEditor([this] { closeEditor(m_before); });
    if (auto* list = currentList())
        list->goBack();
}

bool Workspace::hasOpenVoucher() const
{
    const auto* list = currentList();
    return list && const_cast<ListPage*>(list)->reading().voucher();
}

void Workspace::deed(ReadingPane::Deed deed)
{
    auto* list = currentList();
    if (!list || !list->reading().voucher())
        return;
    if (list->reading().may(deed))
        act(deed, *list->reading().voucher());
}

void Workspace::act(ReadingPane::Deed deed, const domain::Voucher& voucher)
{
    m_notice->clear();
    switch (deed) {
    case ReadingPane::Deed::Certify: {
        auto* dialog = new CertifyDialog(m_context, m_media, voucher, this);
        connect(dialog, &QDialog::finished, this, &Workspace::goOn);
        connect(dialog, &CertifyDialog::certificatePageWanted, this, [this] { go(Place::Certificate); });
        m_context.door.open(dialog);
        break;
    }
    case ReadingPane::Deed::Query:
        askForReason(voucher, domain::Action::Query);
        break;
    case ReadingPane::Deed::Cancel:
        askForReason(voucher, domain::Action::Cancel);
        break;
    case ReadingPane::Deed::History:
        m_context.door.open(new HistoryDialog(m_context, voucher, this));
        break;
    case ReadingPane::Deed::Print:
        m_context.door.open(new PrintDialog(m_context, voucher, this));
        break;
    case ReadingPane::Deed::Edit:
        openEditor(voucher);
        break;
    case ReadingPane::Deed::Submit:
        submit(voucher);
        break;
    case ReadingPane::Deed::Discard:
        discard(voucher);
        break;
    }
}

ReasonDialog* Workspace::askForReason(const domain::Voucher& voucher, domain::Action action)
{
    auto* dialog = new ReasonDialog(m_context, voucher, action, this);
    connect(dialog, &QDialog::finished, this, &Workspace::goOn);
    connect(dialog, &ReasonDialog::done, this,
        [this, query = action == domain::Action::Query, number = domain::escapedForDisplay(voucher.number)] {
            m_notice->tell(Banner::Kind::Good,
                query ? tr("%1 goes back to its preparer.").arg(number) : tr("%1 is cancelled.").arg(number));
        });
    m_context.door.open(dialog);
    return dialog;
}

bool Workspace::hasSelection() const
{
    const auto* list = currentList();
    return list && list->hasSelection();
}

void Workspace::signSelected()
{
    if (auto* list = currentList())
        list->askForBatch();
}

void Workspace::certifyMany(const QList<domain::VoucherId>& ids)
{
    m_notice->clear();
    openBatch(new BatchDialog(m_context, m_media, ids, this));
}

void Workspace::openBatch(BatchDialog* dialog)
{
    connect(dialog, &QDialog::finished, this, &Workspace::goOn);
    m_context.door.open(dialog);
}

void Workspace::goOn()
{
    // What was decided leaves the list; the officer goes on with what stands in its place.
    if (auto* list = currentList())
        list->focusList();
}

void Workspace::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    m_navigation->setCompact(event->size().width() < compactWidth);
}

void Workspace::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        m_notice->clear();
        tellAboutStorage();
        m_warnings->refresh();
    }
}

} // namespace peraku::ui
