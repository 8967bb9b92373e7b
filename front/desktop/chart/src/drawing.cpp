// Drawings to JSON and back.
#include "fwq/chart/drawing.hpp"

#include <fmt/format.h>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <array>
#include <cmath>
#include <optional>

#include "fwq/core/theme.hpp"

namespace fwq::chart {
namespace {

constexpr std::size_t kMostDrawings = 10'000;
constexpr qsizetype kLongestText = 1'000;

struct KindRow {
  std::string_view name;
  std::size_t anchors;
};

// In the order of DrawingKind.
constexpr std::array kKinds{KindRow{"trend_line", 2},      KindRow{"ray", 2},
                            KindRow{"horizontal_line", 1}, KindRow{"channel", 3},
                            KindRow{"fibonacci", 2},       KindRow{"text", 1},
                            KindRow{"measure", 2}};

std::optional<DrawingKind> kind_of(const QString& name) {
  for (std::size_t i = 0; i < kKinds.size(); ++i)
    if (name == QLatin1String(kKinds[i].name.data(), static_cast<int>(kKinds[i].name.size())))
      return static_cast<DrawingKind>(i);
  return std::nullopt;
}

// "" when the drawing is whole, else what is wrong with it.
std::string read_drawing(const QJsonObject& object, Drawing& drawing) {
  const auto kind = kind_of(object[QLatin1String("kind")].toString());
  if (!kind) return "its kind is unknown";
  drawing.kind = *kind;
  const QJsonArray points = object[QLatin1String("points")].toArray();
  if (static_cast<std::size_t>(points.size()) != anchor_count(*kind))
    return fmt::format("it has {} points instead of {}", points.size(), anchor_count(*kind));
  for (const auto& point : points) {
    const QJsonValue time = point[QLatin1String("time")], price = point[QLatin1String("price")];
    if (!time.isDouble() || !price.isDouble() || !std::isfinite(price.toDouble()))
      return "a point lacks its time or price";
    drawing.anchors.push_back({time.toInteger(), price.toDouble()});
  }
  drawing.color = object[QLatin1String("color")].toString().toStdString();
  if (!drawing.color.empty() && !core::parse_color(drawing.color)) return "its colour is none";
  const QString text = object[QLatin1String("text")].toString();
  if (text.size() > kLongestText) return "its text is too long";
  drawing.text = text.toStdString();
  return {};
}

}  // namespace

std::string_view to_string(DrawingKind kind) noexcept {
  return kKinds[static_cast<std::size_t>(kind)].name;
}

std::size_t anchor_count(DrawingKind kind) noexcept {
  return kKinds[static_cast<std::size_t>(kind)].anchors;
}

std::string drawings_to_json(const std::vector<Drawing>& drawings) {
  QJsonArray all;
  for (const Drawing& drawing : drawings) {
    QJsonArray points;
    for (const Anchor& anchor : drawing.anchors)
      points.append(QJsonObject{{QStringLiteral("time"), static_cast<qint64>(anchor.time)},
                                {QStringLiteral("price"), anchor.price}});
    const auto name = to_string(drawing.kind);
    QJsonObject object{
        {QStringLiteral("kind"), QString::fromUtf8(name.data(), static_cast<int>(name.size()))},
        {QStringLiteral("points"), points}};
    if (!drawing.color.empty())
      object[QStringLiteral("color")] = QString::fromStdString(drawing.color);
    if (!drawing.text.empty())
      object[QStringLiteral("text")] = QString::fromStdString(drawing.text);
    all.append(object);
  }
  return QJsonDocument(all).toJson(QJsonDocument::Compact).toStdString();
}

Result<std::vector<Drawing>> parse_drawings(std::string_view json) {
  const auto bad = [](const std::string& what) {
    return Error{Errc::bad_data, fmt::format("drawings of a chart cannot be read: {}", what),
                 fmt::format("无法读取图表画线：{}", what)};
  };
  QJsonParseError error{};
  const auto document =
      QJsonDocument::fromJson(QByteArray(json.data(), static_cast<qsizetype>(json.size())), &error);
  if (error.error != QJsonParseError::NoError) return bad(error.errorString().toStdString());
  if (!document.isArray()) return bad("not a list");
  const QJsonArray all = document.array();
  if (static_cast<std::size_t>(all.size()) > kMostDrawings) return bad("more than 10,000 of them");
  std::vector<Drawing> drawings;
  for (const auto& value : all) {
    Drawing drawing;
    if (const auto wrong = read_drawing(value.toObject(), drawing); !wrong.empty())
      return bad(fmt::format("number {}: {}", drawings.size() + 1, wrong));
    drawings.push_back(std::move(drawing));
  }
  return drawings;
}

}  // namespace fwq::chart
