#pragma once

#include "base/interrupted.h"
#include "batch/batchremains.h"
#include "navigation.h"
#include "reading/readingpane.h"

#include <QPointer>
#include <QWidget>

#include <functional>
#include <map>

class QStackedWidget;

namespace peraku::ui {

class Banner;
class BatchDialog;
class DeskWarnings;
class ListPage;
class MediaWatch;
class ReasonDialog;
class VoucherEditor;

/** Everything behind the log-in: navigation and the pages, each made when it is first visited. */
class Workspace final : public QWidget {
    Q_OBJECT
public:
    Workspace(Context& context, MediaWatch& media, QWidget* parent = nullptr);
    Navigation& navigation() { return *m_navigation; }
    Place place() const { return m_place; }
    /** `takeFocus` is off while the officer walks through the navigation by the arrow keys. */
    void go(Place place, bool takeFocus = true);
    void verifyFiles(const QStringList& paths);
    void prepare(domain::VoucherKind kind);
    void find();
    void escape();
    void deed(ReadingPane::Deed deed); ///< For shortcuts: acts on the voucher that is open.
    bool hasOpenVoucher() const;
    bool hasSelection() const;
    void signSelected();
    bool hasUnsavedChanges() const;
    domain::Voucher typed() const; ///< What stands in the editor; only while there is one.
    /** Starts saving what is being typed, without leaving it. */
    void saveEditor();
    /** Saves what is being typed, then runs `next`; when saving fails the editor stays and says why, and
     * `failed` runs instead. */
    void leaveEditor(std::function<void()> next, std::function<void(const domain::Error&)> failed = nullptr);
    void saveState();
    /** Where the officer is, to come back to after a lock. */
    struct Whereabouts {
        Place place = Place::Inbox;
        domain::VoucherId voucher; ///< That is open; empty = none.
        bool editing = false;
        std::optional<domain::Voucher> unsaved = std::nullopt; ///< As it was typed.
        Interrupted form = {};
        std::optional<BatchRemains> batch = std::nullopt;
        /** Something is kept here alone. */
        bool keepsTyped() const { return unsaved || form.form != Interrupted::Form::None; }
    };
    Whereabouts whereabouts() const;
    void resume(const Whereabouts& there);

Q_SIGNALS:
    void stateChanged();

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    QWidget* pageOf(Place place);
    ListPage* makeList(services::ListKind kind);
    ListPage* currentList() const;
    void showVoucher(const domain::VoucherId& id);
    void editVoucher(const domain::VoucherId& id);
    void compare(qint64 row);
    void compareTyped(qint64 row); ///< From the form: with what is being typed.
    void act(ReadingPane::Deed deed, const domain::Voucher& voucher);
    void openEditor(const domain::Voucher& voucher);
    ReasonDialog* askForReason(const domain::Voucher& voucher, domain::Action action);
    void resumeForm(const Interrupted& form);
    void openBatch(BatchDialog* dialog);
    void closeEditor(Place next);
    void certifyMany(const QList<domain::VoucherId>& ids);
    void submit(const domain::Voucher& voucher);
    void discard(const domain::Voucher& voucher);
    void goOn();
    void tellAboutStorage();

    Context& m_context;
    MediaWatch& m_media;
    Navigation* m_navigation;
    Banner* m_storage;
    Banner* m_warning;
    Banner* m_notice;
    DeskWarnings* m_warnings;
    QStackedWidget* m_stack;
    std::map<Place, QWidget*> m_pages;
    Place m_place = Place::Inbox;
    Place m_before = Place::Inbox;
    VoucherEditor* m_editor = nullptr;
    std::function<void()> m_afterSave;
    std::function<void(const domain::Error&)> m_afterFailure;
};

} // namespace peraku::ui
