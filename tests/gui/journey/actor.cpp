#include "actor.h"

#include <domain/messages.h>
#include <signing/certificate.h>
#include <ui/secretedit.h>
#include <ui/vouchertablemodel.h>

#include <QAbstractItemView>
#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QStackedWidget>
#include <QTest>

#include <resources/resources.h>

namespace peraku::journey {

namespace {
constexpr int patienceMs = 60'000;
}

Actor::Actor(const Place& place, const Person& person, Journal& journal)
    : m_person(person)
    , m_mailbox(place.mailbox)
    , m_journal(journal)
{
    qputenv("SOFTHSM2_CONF", person.tokenConfig.toUtf8());
    const QStringList modules = person.tokenConfig.isEmpty() ? QStringList() : QStringList { place.module };
    m_signer = std::make_unique<token::TokenSigner>(
        token::TokenOptions { modules, m_ports.clock, signing::certificateFacts });
    services::DeskOptions options;
    options.serverUrl = place.server;
    options.caFile = place.caFile;
    options.signingCaFile = place.signingCaFile;
    options.dataDir = QDir(place.workDirectory).filePath(person.role);
    options.catalogueCsv = resources::processCatalogueCsv();
    QDir().mkpath(options.dataDir);
    auto made = services::makeDesk(options,
        { m_ports.clock, m_ports.rng, m_ports.scheduler, m_ports.workers, m_ports.workWriter,
            m_ports.cacheWriter, m_ports.cacheReader, *m_signer });
    if (!made)
        throw Stopped(domain::errorSentence(made.error()) + made.error().detail);
    m_context = std::move(*made);
    m_desk = std::make_unique<services::Desk>(m_context->desk());
    m_settings = std::make_unique<QSettings>(
        QDir(options.dataDir).filePath(QStringLiteral("desk.ini")), QSettings::IniFormat);
    if (!m_settings->contains(QStringLiteral("language")))
        m_settings->setValue(QStringLiteral("language"), QStringLiteral("ms"));
    m_theme = std::make_unique<ui::Theme>(*qobject_cast<QApplication*>(QCoreApplication::instance()));
    m_uiContext = std::make_unique<ui::Context>(
        ui::Context { *m_desk, m_door, *m_theme, m_language, *m_settings, options.serverUrl.host() });
    m_window = std::make_unique<ui::MainWindow>(*m_uiContext);
    m_window->resize(1440, 900);
    m_window->show();
    m_window->activateWindow();
    QTest::qWait(50);
}

Actor::~Actor()
{
    m_window.reset();
    m_uiContext.reset();
}

void Actor::waitFor(const std::function<bool()>& holds, const QString& what)
{
    if (QTest::qWaitFor(holds, patienceMs))
        return;
    picture(QStringLiteral("stopped"));
    throw Stopped(QStringLiteral("%1 waited in vain for: %2").arg(m_person.role, what));
}

void Actor::click(const char* name)
{
    auto* button = find<QPushButton>(name);
    waitFor([button] { return button->isEnabled(); },
        QStringLiteral("%1 to be enabled").arg(QLatin1String(name)));
    QTest::mouseClick(button, Qt::LeftButton);
    QTest::qWait(30);
}

void Actor::trigger(const char* action)
{
    auto* found = m_window->findChild<QAction*>(QString::fromLatin1(action));
    if (!found)
        throw Stopped(QStringLiteral("no action %1").arg(QLatin1String(action)));
    waitFor([found] { return found->isEnabled(); },
        QStringLiteral("%1 to be enabled").arg(QLatin1String(action)));
    found->trigger();
    QTest::qWait(30);
}

void Actor::type(QWidget* widget, const QString& text)
{
    widget->setFocus();
    QTest::keyClicks(widget, text);
    QTest::qWait(5);
}

void Actor::fill(const char* field, const QString& text)
{
    auto* edit = find<QLineEdit>(field);
    edit->setFocus();
    edit->selectAll();
    QTest::keyClicks(edit, text);
}

void Actor::choose(const char* combo, int data)
{
    auto* box = find<QComboBox>(combo);
    const int index = box->findData(data);
    if (index < 0)
        throw Stopped(QStringLiteral("%1 has no choice %2").arg(QLatin1String(combo)).arg(data));
    box->setFocus();
    while (box->currentIndex() != index)
        QTest::keyClick(box, box->currentIndex() < index ? Qt::Key_Down : Qt::Key_Up);
}

void Actor::picture(const QString& name)
{
    QTest::qWait(80);
    const QDir screens(m_journal.directory() + QStringLiteral("/screens"));
    QDir().mkpath(screens.path());
    QPixmap shot = m_window->grab();
    for (auto* dialog : m_window->findChildren<QDialog*>()) {
        if (dialog->isVisible())
            shot = dialog->grab();
    }
    shot.save(screens.filePath(QStringLiteral("%1-%2.png").arg(m_person.role, name)));
}

void Actor::logIn()
{
    type(find<QLineEdit>("loginIc"), m_person.ic);
    auto* secret = find<ui::SecretEdit>("loginPassword");
    secret->setFocus();
    QTest::keyClicks(secret, QString::fromUtf8(m_person.password));
    picture(QStringLiteral("login"));
    click("logIn");
    find<QWidget>("workspace");
    sync();
    picture(QStringLiteral("inbox"));
}

void Actor::sync()
{
    std::optional<domain::Result<domain::Done>> done;
    domain::onFinished<domain::Done>(m_desk->sync.syncNow(), m_window.get(),
        [&done](domain::Result<domain::Done> result) { done = result; });
    waitFor([&done] { return done.has_value(); }, QStringLiteral("a synchronisation"));
    if (!*done)
        throw Stopped(QStringLiteral("synchronisation: %1 (%2)")
                          .arg(domain::errorSentence(done->error()), done->error().detail));
    waitFor([this] { return m_desk->vouchers.indexReady(); }, QStringLiteral("the index"));
}

domain::Voucher Actor::voucher(const domain::VoucherId& id)
{
    std::optional<domain::Result<domain::Voucher>> done;
    domain::onFinished<domain::Voucher>(m_desk->vouchers.voucher(id), m_window.get(),
        [&done](domain::Result<domain::Voucher> result) { done = std::move(result); });
    waitFor([&done] { return done.has_value(); }, QStringLiteral("a voucher"));
    if (!*done)
        throw Stopped(domain::errorSentence(done->error()));
    return **done;
}

void Actor::select(const domain::VoucherId& id)
{
    trigger("actionAll");
    auto* table = find<QAbstractItemView>("allTable");
    waitFor(
        [&] {
            auto* model = table->model();
            for (int row = 0;; ++row) {
                if (row >= model->rowCount()) {
                    if (!model->canFetchMore({}))
                        return false;
                    model->fetchMore({});
                    if (row >= model->rowCount())
                        return false;
                }
                if (model->index(row, 0).data(ui::VoucherTableModel::IdRole).toString() == id.value()) {
                    table->setCurrentIndex(model->index(row, 0));
                    return true;
                }
            }
        },
        QStringLiteral("the voucher in the list"));
    QTest::qWait(200);
}

void Actor::certify(const domain::VoucherId& id, const QString& step)
{
    const auto began = QDateTime::currentDateTimeUtc();
    sync();
    const auto before = voucher(id);
    select(id);
    trigger("actionCertify");
    auto* next = find<QPushButton>("certifyNext");
    auto* pages = find<QStackedWidget>("certifyPages");
    waitFor([next] { return next->isEnabled(); }, QStringLiteral("a usable token"));
    if (!m_person.roamingPin.isEmpty())
        chooseRoaming();
    picture(step + QStringLiteral("-1-review"));
    // A desk with one usable token goes to the review by itself.
    for (int turns = 0; turns < 2; ++turns) {
        auto* pin = m_window->findChild<ui::SecretEdit*>(QStringLiteral("pin"));
        if (pin && pin->isVisible())
            break;
        click("certifyNext");
        QTest::qWait(200);
    }
    auto* pin = find<ui::SecretEdit>("pin");
    pin->setFocus();
    if (m_person.roamingPin.isEmpty()) {
        QTest::keyClicks(pin, QString::fromUtf8(m_person.pin));
    } else {
        QTest::keyClicks(pin, QString::fromUtf8(m_person.roamingPin));
        typeCode();
    }
    picture(step + QStringLiteral("-2-sign"));
    click("sign");
    find<QWidget>("signatureInformation");
    picture(step + QStringLiteral("-3-confirm"));
    click("confirmSignature");
    find<QLabel>("certifyDone");
    picture(step + QStringLiteral("-4-done"));
    click("certifyClose");
    Q_UNUSED(pages)
    domain::Voucher after;
    waitFor(
        [&] {
            sync();
            after = voucher(id);
            return after.certifiedSteps > before.certifiedSteps;
        },
        QStringLiteral("the treasury's answer to the certification"));
    m_journal.add(step, m_person.role, m_person.ic, after.number, domain::toWire(before.state),
        domain::toWire(after.state), began, { { QStringLiteral("certifiedSteps"), after.certifiedSteps } });
}

void Actor::saveEvidence(const domain::VoucherId& id)
{
    const auto shown = voucher(id);
    std::optional<domain::Result<QStringList>> done;
    const auto folder
        = QDir(m_journal.directory())
              .filePath(QStringLiteral("evidence/") + QString(shown.number).replace(u'/', u'-'));
    QDir().mkpath(folder);
    domain::onFinished<QStringList>(
        domain::andThen<QList<domain::SignatureRecord>>(m_desk->evidence.signatures(id), m_window.get(),
            [this, folder](const QList<domain::SignatureRecord>& records) {
                return m_desk->evidence.save(records, folder);
            }),
        m_window.get(), [&done](domain::Result<QStringList> result) { done = std::move(result); });
    waitFor([&done] { return done.has_value(); }, QStringLiteral("the evidence"));
    if (!*done)
        throw Stopped(QStringLiteral("evidence: %1 (%2)")
                          .arg(domain::errorSentence(done->error()), done->error().detail));
    select(id);
    trigger("actionHistory");
    find<QWidget>("historyDialog");
    QTest::qWait(1500);
    picture(QStringLiteral("history"));
    click("historyClose");
}

} // namespace peraku::journey
