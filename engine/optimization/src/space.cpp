// Checking bounds, and the way between points and the unit cube.
#include "fwq/optimization/space.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace fwq::optimization {
namespace {

Result<void> check(const Gene& gene) {
  const auto refused = [&](std::string_view en, std::string_view zh) {
    return Error{Errc::invalid_argument,
                 fmt::format("parameter '{}': {} ({} to {})", gene.name, en, gene.low, gene.high),
                 fmt::format("参数 '{}'：{}（{} 到 {}）", gene.name, zh, gene.low, gene.high)};
  };
  if (!std::isfinite(gene.low) || !std::isfinite(gene.high))
    return refused("a bound is no number", "界限不是数字");
  if (gene.low > gene.high) return refused("the bounds are crossed", "下限大于上限");
  if (gene.digits > 12) return refused("more than 12 digits", "小数超过 12 位");
  if (gene.kind == GeneKind::real) return {};
  if (gene.low != std::floor(gene.low) || gene.high != std::floor(gene.high) ||
      gene.high - gene.low > 1e9)
    return refused("a bound is not whole", "界限不是整数");
  if (gene.kind == GeneKind::category && gene.low != 0)
    return refused("categories begin at 0", "类别须从 0 开始");
  return {};
}

// The double that is nearest to the decimal.
double rounded(double value, int digits) {
  if (digits < 0) return value;
  double scale = 1;
  for (int i = 0; i < digits; ++i) scale *= 10;
  return std::round(value * scale) / scale;
}

}  // namespace

Result<Space> Space::make(std::vector<Gene> genes, Violation violation) {
  if (genes.empty()) {
    return Error{Errc::invalid_argument, "there is no parameter to search", "没有可搜索的参数"};
  }
  std::set<std::string_view> names;
  for (const Gene& gene : genes) {
    FWQ_TRY(check(gene));
    if (names.insert(gene.name).second) continue;
    return Error{Errc::invalid_argument, fmt::format("parameter '{}' is there twice", gene.name),
                 fmt::format("参数 '{}' 重复", gene.name)};
  }
  return Space(std::move(genes), std::move(violation));
}

std::size_t Space::values(std::size_t i) const noexcept {
  const Gene& gene = genes_[i];
  return gene.kind == GeneKind::real ? 0 : static_cast<std::size_t>(gene.high - gene.low) + 1;
}

Point Space::from_unit(std::span<const double> unit) const {
  Point point(size());
  for (std::size_t i = 0; i < size(); ++i) {
    const Gene& gene = genes_[i];
    const double u = std::clamp(unit[i], 0.0, 1.0);
    if (gene.kind == GeneKind::real) {
      point[i] = std::clamp(rounded(gene.low + u * (gene.high - gene.low), gene.digits), gene.low,
                            gene.high);
    } else {
      point[i] = std::min(gene.high, gene.low + std::floor(u * (gene.high - gene.low + 1)));
    }
  }
  return point;
}

UnitPoint Space::to_unit(std::span<const double> point) const {
  UnitPoint unit(size());
  for (std::size_t i = 0; i < size(); ++i) {
    const Gene& gene = genes_[i];
    if (gene.kind == GeneKind::real) {
      const double width = gene.high - gene.low;
      unit[i] = width > 0 ? (point[i] - gene.low) / width : 0.5;
    } else {
      unit[i] = (point[i] - gene.low + 0.5) / (gene.high - gene.low + 1);
    }
  }
  return unit;
}

bool Space::holds(std::span<const double> point) const noexcept {
  if (point.size() != size()) return false;
  for (std::size_t i = 0; i < size(); ++i) {
    const Gene& gene = genes_[i];
    if (!(point[i] >= gene.low && point[i] <= gene.high)) return false;
    if (gene.kind != GeneKind::real && point[i] != std::floor(point[i])) return false;
  }
  return true;
}

}  // namespace fwq::optimization
