#include "base/banner.h"
#include "base/scrolled.h"
#include "conflictdialog.h"
#include "differencetext.h"

#include <domain/messages.h>
#include <ui/theme.h>
#include <ui/voucherdocument.h>

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QTextBrowser>
#include <QVBoxLayout>

namespace peraku::ui {

using domain::VoucherState;

void ConflictDialog::build()
{
    setObjectName(QStringLiteral("conflictDialog"));
    m_heading = new QLabel(this);
    m_advice = new QLabel(this);
    m_content = new QWidget;
    m_history = new QLabel;
    m_base = new QLabel;
    m_allRow = new QWidget;
    m_allMine = new QPushButton;
    m_allTheirs = new QPushButton;
    m_count = new QLabel;
    m_document = new QTextBrowser;
    m_totals = new QLabel;
    m_findings = new Banner;
    m_banner = new Banner;
    m_later = new QPushButton(this);
    m_giveUp = new QPushButton(this);
    m_act = new QPushButton(this);
    const std::pair<QObject*, const char*> names[] = { { m_heading, "conflictHeading" },
        { m_advice, "conflictAdvice" }, { m_history, "conflictHistory" }, { m_base, "conflictBase" },
        { m_allMine, "allMine" }, { m_allTheirs, "allTheirs" }, { m_count, "conflictCount" },
        { m_document, "conflictDocument" }, { m_totals, "conflictTotals" },
        { m_findings, "conflictFindings" }, { m_banner, "conflictBanner" }, { m_later, "conflictLater" },
        { m_giveUp, "conflictGiveUp" }, { m_act, "conflictAct" } };
    for (const auto& [object, name] : names)
        object->setObjectName(QLatin1String(name));
    m_heading->setWordWrap(true);
    for (auto* label : { m_history, m_base, m_totals, m_count }) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
    }
    for (auto* label : { m_base, m_count })
        setLook(label, "muted");
    setLook(m_totals, "strong");
    setLook(m_giveUp, "danger");
    for (auto* button : { m_allMine, m_allTheirs, m_later, m_giveUp, m_act })
        button->setAutoDefault(false);
    prepareForReview(*m_document);
    m_document->hide();

    auto* all = new QHBoxLayout(m_allRow);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(space::s);
    all->addWidget(m_allMine);
    all->addWidget(m_allTheirs);
    all->addWidget(m_count, 1);
    m_cardColumn = new QVBoxLayout;
    m_cardColumn->setSpacing(space::s);
    m_column = new QVBoxLayout(m_content);
    m_column->setContentsMargins(0, 0, space::s, 0);
    m_column->setSpacing(space::s);
    m_column->addWidget(m_banner);
    m_column->addWidget(m_history);
    m_column->addWidget(m_base);
    m_column->addWidget(m_allRow);
    m_column->addLayout(m_cardColumn);
    m_column->addWidget(m_document, 1);
    m_column->addWidget(m_totals);
    m_column->addWidget(m_findings);
    m_column->addStretch();
    auto* column = beginColumn(m_heading, m_advice, QSize(860, 640));
    auto* area = scrolled(m_content);
    column->addWidget(area, 1);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(space::s);
    buttons->addWidget(m_giveUp);
    buttons->addStretch();
    buttons->addWidget(m_later);
    buttons->addWidget(m_act);
    column->addLayout(buttons);

    connect(m_allMine, &QPushButton::clicked, this, [this] { chooseAll(domain::Version::Mine); });
    connect(m_allTheirs, &QPushButton::clicked, this, [this] { chooseAll(domain::Version::Theirs); });
    connect(m_later, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_giveUp, &QPushButton::clicked, this, &ConflictDialog::giveUp);
    connect(m_act, &QPushButton::clicked, this, &ConflictDialog::act);
    connect(m_banner, &Banner::taken, this, &ConflictDialog::load);
}

void ConflictDialog::retranslate()
{
    setWindowTitle(tr("Two versions"));
    m_allMine->setText(tr("All &mine"));
    m_allTheirs->setText(tr("All the &treasury's"));
    m_later->setText(tr("&Decide later"));
    m_document->setAccessibleName(tr("Voucher"));
    m_banner->clear();
    showDocument();
    describe();
    fillCards();
    judge();
}

void ConflictDialog::describe()
{
    const auto now = kind();
    m_allRow->setVisible(now == Kind::Merge && !m_cards.isEmpty());
    m_base->setVisible(now == Kind::Merge && !m_conflict->base && !m_cards.isEmpty());
    m_base->setText(tr("The version that both began with is not kept on this PC, so nothing is proposed."));
    m_totals->setVisible(false);
    m_findings->clear();
    m_act->setVisible(now != Kind::Loading);
    m_giveUp->setVisible(now == Kind::MovedOn || now == Kind::Discarded);
    m_giveUp->setText(now == Kind::Discarded ? tr("&Keep the treasury's") : tr("&Give mine up…"));
    setLook(m_giveUp, now == Kind::Discarded ? "" : "danger");
    setLook(m_act, now == Kind::Discarded ? "danger" : "primary");
    m_history->setText(
        m_conflict ? historyText(m_conflict->since(), m_context.desk.reference.reference()) : QString());
    m_history->setVisible(!m_history->text().isEmpty());
    switch (now) {
    case Kind::Loading:
        m_heading->setText(tr("Two versions"));
        m_advice->setText(tr("Both versions are fetched…"));
        break;
    case Kind::Merge:
        m_heading->setText(tr("%1: choose between two versions").arg(name()));
        m_advice->setText(!m_conflict->moved() ? domain::errorSentence(*m_conflict->row.reason)
                : m_cards.isEmpty() ? tr("Both versions say the same. Only the treasury's is kept.")
                                    : tr("It was changed elsewhere after you began. Choose what shall "
                                         "stand; it becomes one new save. Nothing is sent before."));
        if (submissionWaits())
            m_advice->setText(m_advice->text() + QLatin1Char(' ')
                + tr("It is not submitted by that: submit it again when it is as it should be."));
        m_act->setText(m_cards.isEmpty() ? tr("&Go on with it") : tr("&Save what was chosen"));
        break;
    case Kind::MovedOn:
        m_heading->setText(tr("%1: your version came too late").arg(name()));
        m_advice->setText(!m_conflict->theirs
                ? tr("The draft was thrown away elsewhere, or you may not see it any more; the treasury does "
                     "not tell by whom. Your version is still here.")
                : m_conflict->theirs->state == VoucherState::Cancelled
                ? tr("It was cancelled meanwhile and cannot be amended. Your version is still here.")
                : tr("It went its way meanwhile and cannot be amended now. Your version is still here."));
        m_act->setText(tr("Keep mine as a &new draft"));
        break;
    case Kind::Discarded:
        m_heading->setText(tr("%1: thrown away here, changed elsewhere").arg(name()));
        m_advice->setText(m_conflict->editable
                ? tr("You threw this draft away, but it was changed after you last saw it. This is how it "
                     "stands now.")
                : tr("You threw this draft away, but it went its way meanwhile and stays."));
        m_act->setText(tr("&Throw it away all the same"));
        m_act->setVisible(m_conflict->editable);
        break;
    case Kind::Decision:
        describeDecision();
        break;
    }
}

void ConflictDialog::describeDecision()
{
    const bool certified = m_conflict->row.action == domain::Action::Certify;
    m_heading->setText(certified ? tr("%1 changed after you signed it").arg(name())
                                 : tr("%1 changed after you decided").arg(name()));
    QString what;
    if (!m_conflict->theirs)
        what = tr("You may not see it any more, or it is gone.");
    else if (!m_comparison)
        what = tr("What you read then is not kept on this PC, so the two cannot be compared.");
    else if (m_cards.isEmpty())
        what = tr("Its content is the same, but it is no longer at the step that you decided on.");
    else
        what = tr("This is what differs from what you saw.");
    m_advice->setText((certified ? tr("The treasury refused your signature: nothing is certified by it.")
                                 : tr("The treasury refused your decision: nothing came of it."))
        + QLatin1Char(' ') + what);
    m_act->setText(m_conflict->theirs ? tr("&Review it anew…") : tr("&Give the decision up…"));
}

} // namespace peraku::ui
