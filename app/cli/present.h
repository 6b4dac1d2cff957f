#pragma once

#include <services/desk.h>

#include <QJsonObject>
#include <QJsonValue>
#include <QString>

/** How values look on standard output: JSON for programs, lines for people. */
namespace peraku::cli {

QJsonObject json(const domain::Error& error);
QJsonObject json(const domain::Officer& officer);
QJsonObject json(const domain::VoucherSummary& row);
QJsonObject json(const domain::Voucher& voucher);
QJsonObject json(const domain::HistoryEntry& entry);
QJsonObject json(const domain::Finding& finding);
QJsonObject json(const services::OutboxRow& row);
QJsonObject json(const domain::VerificationReport& report);
QJsonObject json(const services::FileVerification& item);
QJsonObject json(const domain::SlotStatus& slot);
QJsonObject json(const domain::Credential& credential);
QString toWire(services::OutboxState state);

QString line(const domain::VoucherSummary& row);
QString line(const domain::HistoryEntry& entry);
QString line(const services::OutboxRow& row);
QString text(const domain::Voucher& voucher, const domain::ChargeMask& mask);
QString text(const domain::VerificationReport& report);
QString text(const services::FileVerification& item);

/** Control and direction characters made visible, so that a payee cannot repaint the terminal. */
QString safe(const QString& text);

} // namespace peraku::cli
