#pragma once

#include <services/desk.h>

#include <QAbstractTableModel>
#include <QDateTime>

namespace peraku::ui {

/** The rows of one list. Keeps row keys only and pages the row count, so that 100,000 vouchers cost nothing
 * until they are looked at. */
class VoucherTableModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { NumberColumn, CounterpartyColumn, AmountColumn, StateColumn, AgeColumn, ColumnCount };
    enum ItemRole {
        SecondLineRole = Qt::UserRole + 1, ///< QString, smaller text under the first line
        StateRole, ///< int of domain::VoucherState
        KindRole, ///< int of domain::VoucherKind
        DaysRole, ///< int, -1 without age
        MineRole, ///< bool, waits for this officer
        IdRole
    }; ///< QString

    VoucherTableModel(services::VoucherList& vouchers, services::ReferenceService& reference,
        domain::Clock& clock, QObject* parent = nullptr);

    void setQuery(const services::ListQuery& query);
    const services::ListQuery& listQuery() const { return m_query; }
    /** Asks the service again. Unchanged keys repaint as one range; else the model resets. */
    void reload();
    void retranslate();
    int totalRows() const { return int(m_keys.size()); }

    domain::VoucherId idAt(int row) const;
    /** Row of a voucher, searched outwards from `near`; -1 if it is not in the list. Loads the page it is on.
     */
    int rowOf(const domain::VoucherId& id, int near = 0);

    const domain::VoucherSummary& at(int row) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    void sort(int column, Qt::SortOrder order) override;
    bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;

    static constexpr int pageRows = 1000;

private:
    QString text(const domain::VoucherSummary& row, int column) const;
    QString secondLine(const domain::VoucherSummary& row, int column) const;
    int days(const domain::VoucherSummary& row) const;

    services::VoucherList& m_vouchers;
    services::ReferenceService& m_reference;
    domain::Clock& m_clock;
    services::ListQuery m_query;
    QList<quint32> m_keys;
    int m_shown = 0;
    QDateTime m_now;
    mutable int m_cachedRow = -1; ///< A row is asked for all its cells in turn.
    mutable domain::VoucherSummary m_cached;
};

} // namespace peraku::ui
