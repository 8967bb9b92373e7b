// Drawing the windows of each part, and counting what is found in them.
#include "fwq/optimization/planted_objective.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "fwq/analysis/planted.hpp"
#include "pattern_space.hpp"

namespace fwq::optimization {
namespace {

using analysis::PatternDef;
using analysis::planted::Planting;

constexpr std::uint32_t kLeastShapes = 10, kMostShapes = 10'000;
constexpr std::size_t kWindowsAtOnce = 64;  // Neighbours that one task searches.

struct PlantedWindow {
  analysis::planted::Scene scene;
  Part part = Part::train;
  bool is_shape = false;
};

Result<void> check(const PatternDef& pattern, const PlantedOptions& o) {
  const auto refused = [&](std::string en, std::string zh) {
    return Error{Errc::invalid_argument, fmt::format("{}: {}", pattern.id, en),
                 fmt::format("{}：{}", pattern.id, zh)};
  };
  if (o.shapes < kLeastShapes || o.shapes > kMostShapes)
    return refused(fmt::format("the shapes drawn per part must be {} to {}, not {}", kLeastShapes,
                               kMostShapes, o.shapes),
                   fmt::format("每部分绘制的形态数须为 {} 到 {}，而不是 {}", kLeastShapes,
                               kMostShapes, o.shapes));
  if (!(o.complexity >= 0 && o.complexity < 1))
    return refused("the complexity penalty must be 0 to 1", "复杂度惩罚须在 0 到 1 之间");
  return {};
}

// A seed of its own for each window: an odd factor makes different numbers of different ones.
std::uint64_t seed_of(std::uint64_t seed, std::size_t number) {
  return (seed << 32U) + 0x9e3779b97f4a7c15U * (static_cast<std::uint64_t>(number) + 1);
}

}  // namespace

struct PlantedObjective::Data {
  Data(const PatternDef& p, const PlantedOptions& o, Space s)
      : pattern(p), options(o), space(std::move(s)) {}

  void draw(const Planting& planting);
  PartScore score(const Classification& classes, std::size_t changed) const;

  const PatternDef& pattern;
  PlantedOptions options;
  Space space;
  std::vector<PlantedWindow> windows;
};

void PlantedObjective::Data::draw(const Planting& planting) {
  for (std::size_t part = 0; part < kParts; ++part) {
    for (std::uint32_t i = 0; i < 2 * options.shapes; ++i) {
      const bool is_shape = i % 2 == 0;
      const auto& misses = planting.misses;
      const std::string_view miss =
          is_shape ? std::string_view() : misses[i / 2 % misses.size()].id;
      const std::uint64_t seed = seed_of(options.seed, windows.size());
      windows.push_back(
          {analysis::planted::draw(planting, miss, seed), static_cast<Part>(part), is_shape});
    }
  }
}

PartScore PlantedObjective::Data::score(const Classification& classes, std::size_t changed) const {
  PartScore out;
  out.planted = classes;
  out.hits = std::size_t{classes.true_positives} + classes.false_positives;
  out.lift = out.error = out.win_rate = out.by_year = out.by_symbol = std::nan("");
  const std::size_t least = std::max<std::size_t>(1, options.min_hits);
  if (out.hits < least) {
    const auto wanted = static_cast<double>(least);
    out.overall_score = -1 - (wanted - static_cast<double>(out.hits)) / wanted;
  } else {
    out.overall_score = classes.f1_score() - options.complexity * static_cast<double>(changed);
  }
  return out;
}

Result<PlantedObjective> PlantedObjective::make(const PatternDef& pattern,
                                                const PlantedOptions& options) {
  FWQ_TRY(check(pattern, options));
  FWQ_TRY_ASSIGN(space, space_of(pattern));
  const Planting* planting = analysis::planted::find_planting(pattern.id);
  if (planting == nullptr || planting->misses.empty()) {
    return Error{
        Errc::not_found,
        fmt::format("{}: there is no drawing of this pattern to count recall and precision on; "
                    "optimize it by lift, win_rate or overall_score",
                    pattern.id),
        fmt::format("{}：没有该形态的绘制样本，无法统计召回率与精确率；请改用 lift、win_rate 或 "
                    "overall_score",
                    pattern.id)};
  }
  auto data = std::make_shared<Data>(pattern, options, std::move(space));
  data->draw(*planting);
  return PlantedObjective(std::move(data));
}

Result<Measured> PlantedObjective::measure(std::span<const double> params, core::TaskSystem& tasks,
                                           const core::TaskContext& context) const {
  const Data& d = *data_;
  const analysis::PatternRecognizer recognizer(std::make_shared<FixedParameters>(params));
  const std::vector<std::string> wanted{std::string(d.pattern.id)};
  FWQ_TRY(recognizer.search(wanted));  // Refuses values out of range.
  std::vector<char> found(d.windows.size(), 0);
  const std::size_t blocks = (found.size() + kWindowsAtOnce - 1) / kWindowsAtOnce;
  FWQ_TRY(tasks.parallel_for(blocks, context, [&](std::size_t block) -> Result<void> {
    FWQ_TRY_ASSIGN(search, recognizer.search(wanted));
    std::vector<analysis::PatternHit> hits;
    const std::size_t end = std::min(found.size(), (block + 1) * kWindowsAtOnce);
    for (std::size_t i = block * kWindowsAtOnce; i < end; ++i) {
      if (context.cancelled()) return core::TaskContext::cancelled_error();
      search.find(d.windows[i].scene.series.view(), hits);
      found[i] = analysis::planted::is_found(hits, d.windows[i].scene.window) ? 1 : 0;
    }
    return {};
  }));
  std::array<Classification, kParts> classes{};
  for (std::size_t i = 0; i < found.size(); ++i) {
    Classification& c = classes[static_cast<std::size_t>(d.windows[i].part)];
    if (d.windows[i].is_shape)
      ++(found[i] != 0 ? c.true_positives : c.false_negatives);
    else
      ++(found[i] != 0 ? c.false_positives : c.true_negatives);
  }
  const std::size_t changed = changed_from_defaults(d.pattern, params);
  Measured out;
  for (std::size_t p = 0; p < kParts; ++p) out.parts[p] = d.score(classes[p], changed);
  return out;
}

Result<std::unique_ptr<Objective>> PlantedObjective::fold(std::size_t, std::size_t) const {
  return Error{
      Errc::invalid_argument,
      fmt::format("{}: drawn windows are not cut into folds: each part is drawn anew; set "
                  "folds to 0",
                  data_->pattern.id),
      fmt::format("{}：绘制样本不分折，各部分独立绘制；请将 folds 设为 0", data_->pattern.id)};
}

const Space& PlantedObjective::space() const noexcept {
  return data_->space;
}
std::vector<double> PlantedObjective::defaults() const {
  return defaults_of(data_->pattern);
}
std::span<const std::string_view> PlantedObjective::metrics() const noexcept {
  static constexpr std::string_view kNames[] = {"f1_score", "overall_score", "precision", "recall"};
  return kNames;
}

}  // namespace fwq::optimization
