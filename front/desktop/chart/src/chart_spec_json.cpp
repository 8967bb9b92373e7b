// Specs of charts as JSON.
#include <fmt/format.h>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <optional>

#include "fwq/chart/chart_spec.hpp"

namespace fwq::chart {
namespace {

// In the order of the enumerators.
constexpr const char* kTypes[] = {"candles", "bars", "line", "heikin_ashi", "intraday"};
constexpr const char* kAxes[] = {"linear", "log", "percent"};

struct Flag {
  const char* name;
  bool ChartSpec::*member;
};
constexpr Flag kFlags[] = {{"show_patterns", &ChartSpec::show_patterns},
                           {"show_signals", &ChartSpec::show_signals},
                           {"show_trades", &ChartSpec::show_trades},
                           {"show_data_box", &ChartSpec::show_data_box},
                           {"show_last_price", &ChartSpec::show_last_price}};

QJsonArray to_array(const std::vector<IndicatorSpec>& indicators) {
  QJsonArray all;
  for (const IndicatorSpec& indicator : indicators) {
    QJsonObject object{{QStringLiteral("id"), QString::fromStdString(indicator.id)}};
    QJsonArray params;
    for (const double value : indicator.params) params.append(value);
    if (!params.isEmpty()) object[QStringLiteral("params")] = params;
    if (!indicator.visible) object[QStringLiteral("visible")] = false;
    all.append(object);
  }
  return all;
}

// Takes values out of an object and remembers the first that is of the wrong kind.
class Reader {
 public:
  void flag(const QJsonObject& object, const char* name, bool& into) {
    const QJsonValue value = object[QLatin1String(name)];
    if (value.isBool())
      into = value.toBool();
    else if (!value.isUndefined())
      fault(name);
  }
  void real(const QJsonObject& object, const char* name, double& into) {
    const QJsonValue value = object[QLatin1String(name)];
    if (value.isDouble())
      into = value.toDouble();
    else if (!value.isUndefined())
      fault(name);
  }
  template <class Enum, std::size_t N>
  void choice(const QJsonObject& object, const char* name, const char* const (&names)[N],
              Enum& into) {
    const QJsonValue value = object[QLatin1String(name)];
    if (value.isUndefined()) return;
    for (std::size_t i = 0; i < N; ++i) {
      if (value.toString() != QLatin1String(names[i])) continue;
      into = static_cast<Enum>(i);
      return;
    }
    fault(name);
  }
  void indicators(const QJsonObject& object, const char* name, std::vector<IndicatorSpec>& into) {
    const QJsonValue value = object[QLatin1String(name)];
    if (value.isUndefined()) return;
    if (!value.isArray()) return fault(name);
    into.clear();
    for (const auto& each : value.toArray()) {
      const QJsonObject one = each.toObject();
      IndicatorSpec spec{.id = one[QLatin1String("id")].toString().toStdString()};
      if (spec.id.empty()) fault("id");
      for (const auto& param : one[QLatin1String("params")].toArray()) {
        if (!param.isDouble()) fault("params");
        spec.params.push_back(param.toDouble());
      }
      flag(one, "visible", spec.visible);
      into.push_back(std::move(spec));
    }
  }
  void fault(const char* name) {
    if (wrong_.empty()) wrong_ = name;
  }
  const std::string& wrong() const { return wrong_; }

 private:
  std::string wrong_;
};

Error bad(const std::string& what) {
  return {Errc::bad_data, fmt::format("a chart's layout cannot be read: {}", what),
          fmt::format("无法读取图表布局：{}", what)};
}

}  // namespace

std::string chart_spec_to_json(const ChartSpec& spec) {
  QJsonArray panes;
  for (const PaneSpec& pane : spec.panes)
    panes.append(QJsonObject{{QStringLiteral("weight"), pane.weight},
                             {QStringLiteral("indicators"), to_array(pane.indicators)}});
  QJsonObject object{
      {QStringLiteral("type"), QLatin1String(kTypes[static_cast<std::size_t>(spec.type)])},
      {QStringLiteral("axis"), QLatin1String(kAxes[static_cast<std::size_t>(spec.axis)])},
      {QStringLiteral("overlays"), to_array(spec.overlays)},
      {QStringLiteral("panes"), panes},
      {QStringLiteral("price_weight"), spec.price_weight},
      {QStringLiteral("min_confidence"), spec.min_confidence}};
  for (const Flag& flag : kFlags) object[QLatin1String(flag.name)] = spec.*flag.member;
  return QJsonDocument(object).toJson(QJsonDocument::Compact).toStdString();
}

Result<ChartSpec> parse_chart_spec(std::string_view json) {
  QJsonParseError error{};
  const auto document =
      QJsonDocument::fromJson(QByteArray(json.data(), static_cast<qsizetype>(json.size())), &error);
  if (error.error != QJsonParseError::NoError) return bad(error.errorString().toStdString());
  if (!document.isObject()) return bad("not an object");
  const QJsonObject object = document.object();
  ChartSpec spec = default_spec();
  Reader reader;
  reader.choice(object, "type", kTypes, spec.type);
  reader.choice(object, "axis", kAxes, spec.axis);
  reader.indicators(object, "overlays", spec.overlays);
  const QJsonValue panes = object[QLatin1String("panes")];
  if (panes.isArray()) {
    spec.panes.clear();
    for (const auto& each : panes.toArray()) {
      PaneSpec pane;
      reader.real(each.toObject(), "weight", pane.weight);
      reader.indicators(each.toObject(), "indicators", pane.indicators);
      spec.panes.push_back(std::move(pane));
    }
  } else if (!panes.isUndefined()) {
    reader.fault("panes");
  }
  reader.real(object, "price_weight", spec.price_weight);
  reader.real(object, "min_confidence", spec.min_confidence);
  for (const Flag& flag : kFlags) reader.flag(object, flag.name, spec.*flag.member);
  if (!reader.wrong().empty()) return bad(fmt::format("the value of '{}'", reader.wrong()));
  FWQ_TRY(check(spec));
  return spec;
}

}  // namespace fwq::chart
