#pragma once

#include <ui/context.h>

#include <QHash>
#include <QWidget>

#include <optional>

class QLabel;
class QPushButton;
class QStackedWidget;
class QTextBrowser;

namespace peraku::ui {

class Banner;

/** One voucher as a document, with what this officer may do to it and why not. */
class ReadingPane final : public QWidget {
    Q_OBJECT
public:
    enum class Deed { Certify, Query, Cancel, Edit, Submit, Discard, History, Print };

    explicit ReadingPane(Context& context, QWidget* parent = nullptr);
    /** Loads the voucher; an empty id empties the pane. A slow answer never replaces a newer choice. */
    void show(const domain::VoucherId& id);
    void reload();
    const domain::VoucherId& shownId() const { return m_id; }
    const std::optional<domain::Voucher>& voucher() const { return m_voucher; }
    bool may(Deed deed) const;
    void setBackVisible(bool visible);
    void focusDocument();

Q_SIGNALS:
    void asked(peraku::ui::ReadingPane::Deed deed);
    void back();
    void loaded();
    /** The voucher's row in the outbox is in conflict. */
    void comparisonWanted(qint64 row);

protected:
    void changeEvent(QEvent* event) override;

private:
    QPushButton* addButton(Deed deed, const char* name, const char* picture);
    void retranslate();
    void render();
    void judge();
    void tellOutbox(); ///< What waits to be sent of this voucher.
    bool fits(Deed deed) const; ///< The deed belongs to the voucher's state, whoever looks at it.
    QString whyNot(Deed deed) const; ///< Empty if this officer may.
    void openAttachment(int number);

    Context& m_context;
    domain::VoucherId m_id;
    std::optional<domain::Voucher> m_voucher;
    quint64 m_generation = 0;
    QHash<Deed, QPushButton*> m_buttons;
    QPushButton* m_back;
    QLabel* m_why;
    Banner* m_banner;
    Banner* m_outbox;
    QStackedWidget* m_stack;
    QLabel* m_empty;
    QTextBrowser* m_document;
};

} // namespace peraku::ui
