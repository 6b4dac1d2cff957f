#pragma once

#include <domain/chargeline.h>
#include <domain/validation.h>

#include <QAbstractTableModel>
#include <QList>

namespace peraku::ui {

/**
 * The charge lines of a voucher as a grid: one column a segment of the mask, then debit and, for journals,
 * credit. The last row is always blank and becomes a line when something is typed in it.
 */
class LineModel : public QAbstractTableModel {
    Q_OBJECT
public:
    explicit LineModel(QObject* parent = nullptr);

    void setMask(const domain::ChargeMask& mask, bool journal);
    void setLines(const QList<domain::ChargeLine>& lines);
    /** Without the blank last row. */
    const QList<domain::ChargeLine>& lines() const { return m_lines; }
    void setDefaults(const QMap<QString, QString>& segments) { m_defaults = segments; }
    void showFindings(const QList<domain::Finding>& findings);

    int segmentColumns() const { return int(m_mask.segments.size()); }
    bool isAmountColumn(int column) const { return column >= segmentColumns(); }
    QString segmentKey(int column) const;
    /** Copies the cell, or an empty line's cells up to `column`, from the row above. */
    void copyFromAbove(int row, int column);
    void removeLine(int row);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    void retranslate() { Q_EMIT headerDataChanged(Qt::Horizontal, 0, columnCount() - 1); }

Q_SIGNALS:
    void edited();
    /** Text in an amount column that is no amount; it was not taken. */
    void amountRefused(const QString& text);

private:
    QList<domain::Finding> findingsAt(int row, int column) const;

    domain::ChargeMask m_mask;
    bool m_journal = false;
    QList<domain::ChargeLine> m_lines;
    QMap<QString, QString> m_defaults;
    QList<domain::Finding> m_findings;
};

} // namespace peraku::ui
