// DataValidator: the checks in their order, for one series and for many.
#include "fwq/data/data_validator.hpp"

#include <fmt/format.h>

#include <atomic>

#include "fwq/core/text.hpp"
#include "validation/checks.hpp"

namespace fwq::data {
namespace {

constexpr std::string_view kLevelNames[] = {"basic", "standard", "strict", "professional"};
constexpr std::string_view kLevelNamesZh[] = {"基本", "标准", "严格", "专业"};

void measure_common(const Bars& bars, validation::Findings& findings) {
  using validation::RuleId;
  findings.measure("bars", static_cast<double>(bars.size()));
  findings.measure("duplicate_times", static_cast<double>(findings.count(RuleId::duplicate_time)));
  findings.measure("out_of_order", static_cast<double>(findings.count(RuleId::unsorted_time)));
}

}  // namespace

std::string_view to_string(ValidationLevel level) noexcept {
  return kLevelNames[static_cast<std::size_t>(level)];
}

Result<ValidationLevel> parse_validation_level(std::string_view text) {
  const std::string lower = core::to_lower(core::trimmed(text));
  for (std::size_t i = 0; i < kValidationLevels; ++i) {
    if (lower == kLevelNames[i] || lower == kLevelNamesZh[i])
      return static_cast<ValidationLevel>(i);
  }
  const std::vector<std::string> names(std::begin(kLevelNames), std::end(kLevelNames));
  return Error{
      Errc::invalid_argument,
      fmt::format(
          "'{}' is not a level of validation{}: use basic, standard, strict or professional", text,
          core::did_you_mean(lower, names)),
      fmt::format("'{}' 不是校验级别{}：可用 basic、standard、strict、professional", text,
                  core::did_you_mean_zh(lower, names))};
}

std::string_view to_string(Severity severity) noexcept {
  constexpr std::string_view kNames[] = {"none", "note", "warning", "error"};
  return kNames[static_cast<std::size_t>(severity)];
}

std::string_view to_string(Aspect aspect) noexcept {
  constexpr std::string_view kNames[] = {"structure", "completeness", "consistency", "plausibility",
                                         "time"};
  return kNames[static_cast<std::size_t>(aspect)];
}

std::string_view quality_word(double score) noexcept {
  return score >= 95 ? "excellent" : score >= 85 ? "good" : score >= 70 ? "fair" : "poor";
}

std::string describe(const Finding& finding, Period period, bool chinese) {
  const ValidationRule& rule = *finding.rule;
  const auto shown = [&](Time time) {
    return is_intraday(period) ? format_minute(time) : format_date(date_of(time));
  };
  // Four decimals are enough to see what is wrong, and hide the noise of a division.
  const auto number = [](double value) { return core::shortest(std::round(value * 1e4) / 1e4); };
  std::string text(chinese ? rule.title_zh : rule.title_en);
  if (rule.unit == FindingUnit::bars)
    text += chinese ? fmt::format("：{} 根", finding.count)
                    : fmt::format(": {} bar{}", finding.count, finding.count == 1 ? "" : "s");
  if (rule.unit == FindingUnit::days)
    text += chinese ? fmt::format("：{} 天", finding.count)
                    : fmt::format(": {} day{}", finding.count, finding.count == 1 ? "" : "s");
  if (rule.unit == FindingUnit::events)
    text += chinese ? fmt::format("：{} 个", finding.count) : fmt::format(": {}", finding.count);
  if (finding.places.empty()) return text;
  const FindingPlace& first = finding.places.front();
  const std::string_view detail = chinese ? rule.detail_zh : rule.detail_en;
  const std::string said =
      detail.empty() ? std::string()
                     : fmt::format(fmt::runtime(detail), number(first.value), number(first.bound));
  if (rule.unit == FindingUnit::series)
    return said.empty() ? text : fmt::format("{} ({})", text, said);
  const bool one = finding.places.size() == 1;
  text += chinese ? (one ? "，" : "，首见于 ") : (one ? ", " : ", first ");
  text += shown(first.time);
  if (!said.empty()) text += chinese ? fmt::format("（{}）", said) : fmt::format(" ({})", said);
  return text;
}

const Finding* ValidationResult::find(std::string_view id) const noexcept {
  for (const auto* list : {&errors, &warnings, &notes}) {
    for (const Finding& finding : *list) {
      if (finding.rule->id == id) return &finding;
    }
  }
  return nullptr;
}

double ValidationResult::metric(std::string_view name) const noexcept {
  for (const Metric& one : metrics) {
    if (one.name == name) return one.value;
  }
  return kNone;
}

ValidationResult DataValidator::validate_kdata(const Bars& bars,
                                               const ValidationContext& context) const {
  using namespace validation;
  ValidationResult result;
  result.symbol = context.symbol;
  result.period = context.period;
  result.level = level_;
  Findings findings(level_);
  if (bars.empty()) {
    findings.add(RuleId::empty_series, 0, 0);
    measure_common(bars, findings);
    findings.finish(result, 0, 0);
    return result;
  }
  BarSeries sorted;
  std::vector<std::size_t> rows;
  check_order(bars, context.period, findings, sorted, rows);
  measure_common(bars, findings);
  const Checked in{rows.empty() ? bars : sorted.view(), rows, context};
  check_values(in, findings);
  // Amounts first: they tell a wrong price from a jump also where no bar follows.
  check_amounts(in, findings);
  const std::vector<Cut> jumps = check_moves(in, findings);
  check_ticks(in, findings);
  const std::size_t days = check_calendar(in, jumps, findings);
  if (level_ != ValidationLevel::basic) check_habits(in, findings);
  findings.finish(result, bars.size(), days);
  return result;
}

Result<std::vector<ValidationResult>> DataValidator::validate_batch(
    std::span<const Item> items, core::TaskSystem& tasks, const core::TaskContext& context) const {
  std::vector<ValidationResult> results(items.size());
  std::atomic<std::size_t> done{0};
  FWQ_TRY(tasks.parallel_for(items.size(), context, [&](std::size_t i) -> Result<void> {
    results[i] = validate_kdata(items[i].bars, items[i].context);
    const std::size_t now = ++done;
    context.report(static_cast<double>(now) / static_cast<double>(items.size()),
                   items[i].context.symbol.text());
    return {};
  }));
  return results;
}

}  // namespace fwq::data
