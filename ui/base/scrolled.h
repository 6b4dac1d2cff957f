#pragma once

class QScrollArea;
class QWidget;

namespace peraku::ui {

/** Lets `content` be taller than its place; never wider. The area owns it. */
QScrollArea* scrolled(QWidget* content);

} // namespace peraku::ui
