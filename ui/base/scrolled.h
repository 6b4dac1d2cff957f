#pragma once

class QScrollArea;
class QWidget;

namespace peraku::ui {

/** The content in an area that scrolls up and down, for small screens and large fonts; what gets the focus
 * comes into sight. The area takes its place under
 * its parent. */
QScrollArea* scrolled(QWidget* content);
/** The same for a page that is turned to later: laid out when it is first shown, so that a dialog with many
 * pages opens at once. */
QScrollArea* scrolledPage(QWidget* content);
/** Scrolls to the widget once its layout stands; does nothing outside a scrolled() area. */
void bringIntoSight(QWidget* widget);

} // namespace peraku::ui
