#pragma once

#include <domain/reference.h>

#include <QHash>
#include <QStringList>
#include <QStyledItemDelegate>

namespace peraku::ui {

class LineModel;

/** Editors of the charge-line grid: segments complete by code or by name from the reference data. */
class LineDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    LineDelegate(const LineModel& model, QObject* parent = nullptr);
    void setReference(const domain::ReferenceData& reference);

    QWidget* createEditor(
        QWidget* parent, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void setEditorData(QWidget* editor, const QModelIndex& index) const override;
    void setModelData(QWidget* editor, QAbstractItemModel* model, const QModelIndex& index) const override;

private:
    const LineModel& m_model;
    QHash<QString, QStringList> m_choices; ///< Segment key to "code – name".
    domain::ChargeMask m_mask;
};

} // namespace peraku::ui
