// The page of an optimization: whole in both languages, and silent about the test of what was not proposed.
#include <gtest/gtest.h>

#include <cmath>

#include "fwq/coordinators/optimize_report.hpp"

namespace fwq::coordinators {
namespace {

std::size_t count(const std::string& text, std::string_view what) {
  std::size_t n = 0;
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) ++n;
  return n;
}

PatternOptimization done_of(std::size_t trials, const std::string& metric = "overall_score") {
  PatternOptimization done;
  done.id = "00c0ffee12345678";
  done.pattern = optimization::find_pattern("hammer").value();
  done.config.target_metric = metric;
  const bool planted = optimization::is_planted_metric(metric);
  done.series = planted ? 0 : 7;
  done.bars = planted ? 0 : 7000;
  for (std::size_t p = 0; p < done.begins.size(); ++p)
    done.begins[p] = data::time_from({2015 + static_cast<int>(p), 1, 5});
  auto& out = done.outcome;
  for (const auto& param : done.pattern->params) out.baseline_params.push_back(param.value);
  const auto measured = [&](double score) {
    optimization::Measured m;
    for (auto& part : m.parts) {
      part.hits = 100;
      part.lift = part.overall_score = score;
      part.error = 0.001;
      part.win_rate = 0.5;
      if (planted) part.planted = optimization::Classification{30, 10, 5, 35};
    }
    m.parts[2].lift = m.parts[2].overall_score = 0.777777;  // The test's.
    return m;
  };
  out.baseline = measured(0.001);
  out.baseline_score = 0.001;
  for (std::size_t i = 0; i < trials; ++i) {
    optimization::PatternTrial trial;
    trial.params = out.baseline_params;
    trial.params[0] = 0.1 + 0.01 * static_cast<double>(i % 30);
    trial.params[4] = static_cast<double>(2 + i % 9);
    trial.score = i % 5 == 0 ? -2.1 : 0.001 * static_cast<double>(i % 30);
    if (i % 7 == 0)
      trial.score = std::nan("");
    else
      trial.measured = measured(trial.score);
    out.trials.push_back(trial);
  }
  out.best_params = out.baseline_params;
  out.best = out.baseline;
  out.best_score = out.baseline_score;
  if (trials > 29) {
    out.best_params = out.trials[29].params;
    out.best = measured(0.029);
    out.best_score = 0.029;
  }
  out.evaluations = trials;
  return done;
}

ReportOptions options(report::Language language) {
  ReportOptions out;
  out.language = language;
  out.light = core::built_in_themes()[1];
  out.dark = core::built_in_themes()[0];
  out.version = "1.2.3";
  out.generated_at = "2026-01-31 15:04";
  return out;
}

TEST(OptimizationPage, HoldsTheVerdictThePicturesAndTheTries) {
  const auto done = done_of(60);
  for (const auto language : {report::Language::en, report::Language::zh}) {
    const std::string html = optimization_page(done, options(language));
    for (const char* id : {"summary", "parts", "parameters", "search", "importance", "slices",
                           "ways", "trials", "settings", "reading"})
      EXPECT_NE(html.find("<section id=\"" + std::string(id) + "\""), std::string::npos) << id;
    EXPECT_EQ(count(html, ">nan"), 0U);
    EXPECT_NE(html.find("min_lower_ratio"), std::string::npos);
    EXPECT_NE(html.find("least_fidelity"), std::string::npos);
  }
}

// 0.777777 is the test's score of every try: it stands in the lead and the table of parts, for what is in force and what is
// proposed.
TEST(OptimizationPage, TellsOfTheTestOnlyOfWhatIsProposed) {
  const std::string html = optimization_page(done_of(60), options(report::Language::en));
  const auto tries = html.find("<section id=\"trials\"");
  EXPECT_NE(html.find("77.78"), std::string::npos);
  EXPECT_EQ(html.find("77.7", tries), std::string::npos);
}

TEST(OptimizationPage, OfFewTriesLeavesOutWhatHasNoData) {
  const std::string html = optimization_page(done_of(1), options(report::Language::en));
  EXPECT_EQ(html.find("<section id=\"importance\""), std::string::npos);
  EXPECT_EQ(html.find("<section id=\"slices\""), std::string::npos);
  EXPECT_NE(html.find("<section id=\"parts\""), std::string::npos);
}

TEST(OptimizationPage, OnDrawnShapesShowsRecallAndPrecision) {
  const std::string html =
      optimization_page(done_of(60, "f1_score"), options(report::Language::en));
  EXPECT_NE(html.find("Recall"), std::string::npos);
  EXPECT_NE(html.find("30/40"), std::string::npos);
  EXPECT_EQ(html.find("Securities above 0"), std::string::npos);
}

}  // namespace
}  // namespace fwq::coordinators
