// Reading and writing config/desktop.json.
#include "desktop_state.hpp"

#include <QJsonArray>
#include <QJsonDocument>
#include <algorithm>

#include "fwq/core/files.hpp"
#include "say.hpp"

namespace fwq::desktop {
namespace {

constexpr std::size_t kMaxBytes = 8U << 20U;

QStringList strings(const QJsonValue& value) {
  QStringList list;
  const QJsonArray array = value.toArray();
  for (const auto& item : array)
    if (item.isString()) list << item.toString();
  return list;
}

QByteArray bytes(const QJsonValue& value) {
  return QByteArray::fromBase64(value.toString().toLatin1());
}

QString base64(const QByteArray& bytes) {
  return QString::fromLatin1(bytes.toBase64());
}

}  // namespace

DesktopState read_state(const std::filesystem::path& file, QString& problem) {
  problem.clear();
  DesktopState state;
  const auto read = core::read_regular_file(file, kMaxBytes);
  if (!read) {
    if (read.error().code != Errc::not_found) problem = text_of(read.error().message);
    return state;
  }
  QJsonParseError error;
  const auto document = QJsonDocument::fromJson(QByteArray::fromStdString(*read), &error);
  if (!document.isObject()) {
    auto beside = file;
    beside += ".broken";
    std::error_code ignored;
    std::filesystem::copy_file(file, beside, std::filesystem::copy_options::overwrite_existing,
                               ignored);
    problem = say("The saved layout could not be read, and the window starts with the usual one. "
                  "The damaged file is kept as %1.")
                  .arg(QString::fromStdString(beside.string()));
    return state;
  }
  const QJsonObject object = document.object();
  state.geometry = bytes(object[QLatin1String("geometry")]);
  state.layout = bytes(object[QLatin1String("layout")]);
  state.favourites = strings(object[QLatin1String("favourites")]);
  state.symbol = object[QLatin1String("symbol")].toString();
  state.period = object[QLatin1String("period")].toString();
  state.adjust = object[QLatin1String("adjust")].toString();
  state.indicators = strings(object[QLatin1String("indicators")]);
  state.shortcuts = object[QLatin1String("shortcuts")].toObject();
  state.drawings = object[QLatin1String("drawings")].toObject();
  state.charts = object[QLatin1String("charts")].toObject();
  state.searches = object[QLatin1String("searches")].toObject();
  state.font_size = std::clamp(object[QLatin1String("font_size")].toInt(state.font_size), 7, 24);
  return state;
}

Result<void> write_state(const std::filesystem::path& file, const DesktopState& state) {
  const QJsonObject object{
      {QStringLiteral("geometry"), base64(state.geometry)},
      {QStringLiteral("layout"), base64(state.layout)},
      {QStringLiteral("favourites"), QJsonArray::fromStringList(state.favourites)},
      {QStringLiteral("symbol"), state.symbol},
      {QStringLiteral("period"), state.period},
      {QStringLiteral("adjust"), state.adjust},
      {QStringLiteral("indicators"), QJsonArray::fromStringList(state.indicators)},
      {QStringLiteral("shortcuts"), state.shortcuts},
      {QStringLiteral("drawings"), state.drawings},
      {QStringLiteral("charts"), state.charts},
      {QStringLiteral("searches"), state.searches},
      {QStringLiteral("font_size"), state.font_size}};
  return core::write_file_atomically(file, QJsonDocument(object).toJson().toStdString());
}

}  // namespace fwq::desktop
