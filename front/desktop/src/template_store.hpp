// Indicator templates: sets of indicators with their parameters and panes, by name, kept in config/templates.json of the home.
//
//   [{"name": "短线", "favourite": true, "chart": {"overlays": […], "panes": […], "price_weight": 4}}]
//
// A template that cannot be read stays in the file as it is and is said; a file that is no JSON is kept beside as
// templates.json.broken, and the list begins anew.
#pragma once

#include <QString>
#include <QStringList>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "fwq/chart/chart_spec.hpp"
#include "fwq/core/result.hpp"

namespace fwq::desktop {

struct IndicatorTemplate {
  std::string name;
  bool favourite = false;
  chart::ChartSpec chart;  // Of which only overlays, panes and the share of the price count.
};

class TemplateStore {
 public:
  // `problems` gets what was wrong; "" is never put in.
  static TemplateStore read(const std::filesystem::path& file, bool chinese, QStringList& problems);

  // Favourites first, then by name.
  const std::vector<IndicatorTemplate>& list() const noexcept { return list_; }
  const IndicatorTemplate* find(std::string_view name) const;
  // In place of the one of that name.
  void put(IndicatorTemplate one);
  void remove(std::string_view name);
  // Errors: invalid_argument (there is one of the new name).
  Result<void> rename(std::string_view name, std::string_view to);
  // Errors: io.
  Result<void> write() const;

 private:
  void sort();
  std::filesystem::path file_;
  std::vector<IndicatorTemplate> list_;
  std::vector<nlohmann::json> unread_;  // Kept as they are.
};

// One template as a file of its own, and back. Errors: bad_data, saying what is wrong.
std::string template_to_json(const IndicatorTemplate& one);
Result<IndicatorTemplate> parse_template(std::string_view json);

// `spec` with the template's indicators in place of its own.
void apply_template(const IndicatorTemplate& one, chart::ChartSpec& spec);
// "MA(5,10,20), MACD(12,26,9)".
std::string indicators_of(const chart::ChartSpec& spec);

}  // namespace fwq::desktop
