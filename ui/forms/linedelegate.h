#pragma once

#include "griddelegate.h"

#include <domain/reference.h>

#include <QHash>
#include <QStringList>

namespace peraku::ui {

class LineModel;

/** Editors of the charge-line grid: segments complete by code or by name from the reference data; Enter takes
 * the choice and goes on. */
class LineDelegate : public GridDelegate {
    Q_OBJECT
public:
    LineDelegate(const LineModel& model, QObject* parent = nullptr);
    void setReference(const domain::ReferenceData& reference);

    QWidget* createEditor(
        QWidget* parent, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void setModelData(QWidget* editor, QAbstractItemModel* model, const QModelIndex& index) const override;

private:
    void finish(QWidget* editor);
    QString resolved(const QString& typed, const QString& segment) const;

    const LineModel& m_model;
    QHash<QString, QStringList> m_choices; ///< Segment key to "code – name".
};

} // namespace peraku::ui
