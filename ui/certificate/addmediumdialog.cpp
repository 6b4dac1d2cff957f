#include "addmediumdialog.h"

#include "base/banner.h"

#include <domain/messages.h>
#include <ui/icons.h>

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalBlocker>
#include <QTableWidget>
#include <QVBoxLayout>

namespace peraku::ui {

namespace {
constexpr const char* columns[] = { "ic", "name", "email", "agency", "accountingOffice", "system" };
constexpr int columnCount = int(std::size(columns));
} // namespace

AddMediumDialog::AddMediumDialog(Context& context, QWidget* parent)
    : Dialog(parent)
    , m_context(context)
    , m_heading(new QLabel(this))
    , m_explanation(new QLabel(this))
    , m_table(new QTableWidget(0, columnCount, this))
    , m_problem(new QLabel(this))
    , m_banner(new Banner(this))
    , m_add(new QPushButton(this))
    , m_remove(new QPushButton(this))
    , m_back(new QPushButton(this))
    , m_send(new QPushButton(this))
{
    setObjectName(QStringLiteral("addMediumDialog"));
    setLook(m_heading, "heading");
    setLook(m_explanation, "muted");
    m_explanation->setWordWrap(true);
    m_table->setObjectName(QStringLiteral("officerTable"));
    m_table->setTabKeyNavigation(true);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_problem->setObjectName(QStringLiteral("officerProblem"));
    m_problem->setWordWrap(true);
    setLook(m_problem, "error");
    m_add->setObjectName(QStringLiteral("officerAdd"));
    m_remove->setObjectName(QStringLiteral("officerRemove"));
    m_send->setObjectName(QStringLiteral("requestSend"));
    setLook(m_send, "primary");
    m_back->setObjectName(QStringLiteral("requestBack"));
    for (auto* button : { m_add, m_remove, m_back, m_send })
        button->setAutoDefault(false);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space::xl, space::xl, space::xl, space::l);
    column->setSpacing(space::s);
    column->addWidget(m_heading);
    column->addWidget(m_explanation);
    column->addWidget(m_table, 1);
    column->addWidget(m_problem);
    column->addWidget(m_banner);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_add);
    buttons->addWidget(m_remove);
    buttons->addStretch();
    buttons->addWidget(m_back);
    buttons->addWidget(m_send);
    column->addLayout(buttons);
    connect(m_add, &QPushButton::clicked, this, &AddMediumDialog::addLine);
    connect(m_remove, &QPushButton::clicked, this, &AddMediumDialog::removeLine);
    connect(m_send, &QPushButton::clicked, this, &AddMediumDialog::send);
    connect(m_back, &QPushButton::clicked, this, &AddMediumDialog::reject);
    connect(m_table, &QTableWidget::currentCellChanged, this, &AddMediumDialog::tellAboutCell);
    addLine();
    retranslate();
    resize(960, 420);
}

void AddMediumDialog::addLine()
{
    const int row = m_table->rowCount();
    if (row >= domain::limits::requestOfficers)
        return;
    m_table->insertRow(row);
    for (int column = 0; column < columnCount; ++column) {
        // What is the same for most officers of an office is proposed from the line above.
        const bool repeats = row > 0 && column >= 3;
        m_table->setItem(
            row, column, new QTableWidgetItem(repeats ? m_table->item(row - 1, column)->text() : QString()));
    }
    m_table->setCurrentCell(row, 0);
    m_table->setFocus();
}

void AddMediumDialog::removeLine()
{
    if (m_table->currentRow() < 0)
        return;
    m_table->removeRow(m_table->currentRow());
    if (m_table->rowCount() == 0)
        addLine();
}

domain::MediumRequest AddMediumDialog::written() const
{
    domain::MediumRequest request;
    request.kind = domain::RequestKind::AddMedium;
    for (int row = 0; row < m_table->rowCount(); ++row) {
        const auto text = [this, row](int column) { return m_table->item(row, column)->text().simplified(); };
        request.officers.append({ domain::Ic::parse(text(0)).value_or(domain::Ic()), text(1), text(2),
            text(3), text(4), text(5) });
    }
    return request;
}

void AddMediumDialog::mark(const QList<domain::Finding>& findings)
{
    for (int row = 0; row < m_table->rowCount(); ++row)
        for (int column = 0; column < columnCount; ++column) {
            m_table->item(row, column)->setIcon({});
            m_table->item(row, column)->setToolTip({});
        }
    static const QRegularExpression place(QStringLiteral("\\Aofficers\\[([0-9]+)\\]\\.([A-Za-z]+)\\z"));
    bool first = true;
    for (const auto& finding : findings) {
        const auto found = place.match(finding.field);
        const auto* column = std::find_if(std::begin(columns), std::end(columns),
            [&](const char* name) { return found.captured(2) == QLatin1String(name); });
        if (!found.hasMatch() || column == std::end(columns))
            continue;
        auto* item = m_table->item(found.captured(1).toInt(), int(column - std::begin(columns)));
        item->setIcon(icon(QStringLiteral("warning"), IconTone::Danger));
        item->setToolTip(domain::findingSentence(finding));
        if (std::exchange(first, false))
            m_table->setCurrentItem(item);
    }
    tellAboutCell();
}

void AddMediumDialog::tellAboutCell()
{
    const auto* item = m_table->currentItem();
    const auto sentence = item ? item->toolTip() : QString();
    m_problem->setText(sentence.isEmpty()
            ? QString()
            : QStringLiteral("%1: %2").arg(m_table->horizontalHeaderItem(item->column())->text(), sentence));
}

void AddMediumDialog::send()
{
    if (m_busy)
        return;
    const auto request = written();
    const auto findings = requestFindings(request);
    mark(findings);
    if (!findings.isEmpty())
        return m_table->setFocus();
    m_busy = true;
    m_send->setEnabled(false);
    m_banner->clear();
    domain::onFinished<domain::MediumRequest>(m_context.desk.requests.send(request, {}), this,
        [this](domain::Result<domain::MediumRequest> answer) {
            m_busy = false;
            m_send->setEnabled(true);
            if (!answer)
                return m_banner->tell(Banner::Kind::Bad, domain::errorSentence(answer.error()));
            Q_EMIT sent(*answer);
            QDialog::accept();
        });
}

void AddMediumDialog::retranslate()
{
    setWindowTitle(tr("Add a medium for officers"));
    m_heading->setText(tr("Add a medium for officers"));
    m_explanation->setText(tr("One line an officer. Another administrator confirms the list; the certificate "
                              "administrator carries it out and answers by e-mail."));
    m_table->setHorizontalHeaderLabels(
        { tr("IC"), tr("Name"), tr("E-mail address"), tr("Agency"), tr("Accounting office"), tr("System") });
    m_table->setAccessibleName(tr("Officers"));
    m_add->setText(tr("&Add a line"));
    m_remove->setText(tr("Re&move the line"));
    m_back->setText(tr("&Back"));
    m_send->setText(tr("&Send the request"));
    tellAboutCell();
}

Interrupted AddMediumDialog::interrupted() const
{
    // What is on its way may have arrived; the list of requests tells, and a second one is never proposed.
    if (m_busy)
        return {};
    Interrupted form { Interrupted::Form::Officers };
    for (int row = 0; row < m_table->rowCount(); ++row) {
        QStringList line;
        for (int column = 0; column < columnCount; ++column)
            line.append(m_table->item(row, column)->text());
        form.officers.append(line);
    }
    const bool touched = std::any_of(form.officers.begin(), form.officers.end(),
        [](const QStringList& line) { return !line.join(QString()).trimmed().isEmpty(); });
    return touched ? form : Interrupted {};
}

void AddMediumDialog::setLines(const QList<QStringList>& lines)
{
    for (int row = 0; row < int(lines.size()); ++row) {
        if (row > 0)
            addLine();
        for (int column = 0; column < columnCount; ++column)
            m_table->item(row, column)->setText(lines.at(row).value(column));
    }
}

void AddMediumDialog::reject()
{
    if (m_busy)
        return;
    const auto officers = written().officers;
    const bool touched = std::any_of(officers.begin(), officers.end(),
        [](const auto& officer) { return !officer.ic.isEmpty() || !officer.name.isEmpty(); });
    if (!touched)
        return QDialog::reject();
    m_context.door.ask(this,
        { tr("Discard what you wrote?"), tr("The list was not sent and would be lost."), tr("Discard it"),
            tr("Keep writing"), true },
        [this](bool accepted) {
            if (accepted)
                QDialog::reject();
        });
}

} // namespace peraku::ui
