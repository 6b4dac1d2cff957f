#pragma once

class QScrollArea;
class QWidget;

namespace peraku::ui {

/** The content in an area that scrolls up and down, for small screens and large fonts; what gets the focus
 * comes into sight. */
QScrollArea* scrolled(QWidget* content);
/** Scrolls to the widget once its layout stands; does nothing outside a scrolled() area. */
void bringIntoSight(QWidget* widget);

} // namespace peraku::ui
