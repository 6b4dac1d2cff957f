#pragma once

#include <services/desk.h>

#include <QTimer>
#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QToolButton;

namespace peraku::ui {

class DateEdit;

/** Search as one types, and a second row of filters that opens on demand. */
class FilterBar final : public QWidget {
    Q_OBJECT
public:
    FilterBar(services::ReferenceService& reference, bool stateFilter, QWidget* parent = nullptr);
    /** Puts what the officer asked for into `query`; sort and list stay. */
    void fill(services::ListQuery& query) const;
    bool isFiltering() const;
    void focusSearch();
    void setFiltersShown(bool shown);
    bool filtersShown() const;
    void setCount(int rows);

public Q_SLOTS:
    void clear();

Q_SIGNALS:
    void changed();

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void loadChoices();
    QLabel* caption(QWidget* buddy);

    services::ReferenceService& m_reference;
    QTimer m_pause; ///< Keys that come in one burst ask once.
    QLineEdit* m_search;
    QToolButton* m_more;
    QLabel* m_count;
    QWidget* m_filters;
    QLabel* m_kindLabel;
    QLabel* m_stateLabel;
    QLabel* m_officeLabel;
    QLabel* m_fromLabel;
    QLabel* m_toLabel;
    QComboBox* m_kind;
    QComboBox* m_state;
    QComboBox* m_office;
    DateEdit* m_from;
    DateEdit* m_to;
    QPushButton* m_clear;
    bool m_withState;
};

} // namespace peraku::ui
