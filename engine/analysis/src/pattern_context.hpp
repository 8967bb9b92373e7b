// PatternContext: the bars of one stretch, and what all searches on them share, each part made when first asked for.
#pragma once

#include <cassert>
#include <cstdint>
#include <deque>
#include <memory>
#include <utility>
#include <vector>

#include "bar_columns.hpp"
#include "fwq/data/bars.hpp"
#include "swings.hpp"

namespace fwq::analysis {

// Requires: every bar has its four prices. One thread at a time; the searches of a stretch share one.
class PatternContext {
 public:
  PatternContext() = default;
  explicit PatternContext(data::Bars bars) { reset(std::move(bars)); }
  PatternContext(const PatternContext&) = delete;
  PatternContext& operator=(const PatternContext&) = delete;

  // Turns to other bars, and keeps the memory of what it made for the last ones.
  void reset(data::Bars bars);

  const data::Bars& bars() const noexcept { return bars_; }
  std::uint32_t size() const noexcept { return static_cast<std::uint32_t>(bars_.size()); }

  // Mean of |close - open|, and of the true range, over the `count` bars before bar i. Requires: 1 <= count <= i.
  double mean_body(std::uint32_t i, std::uint32_t count) const;
  double mean_range(std::uint32_t i, std::uint32_t count) const {
    assert(count >= 1 && count <= i && i <= size());
    if (count == kAverageBars) return columns_.mean_ranges()[i];
    const std::vector<double>& sums = range_sums();
    return (sums[i] - sums[i - count]) / count;
  }
  // Sums of the true range up to, not including, bar i (size() + 1 of them): what mean_range reads.
  const std::vector<double>& range_sums() const {
    if (range_sums_.empty()) sum_ranges();
    return range_sums_;
  }

  // Mean volume of the `count` bars before bar i; NaN if one of them is unknown. Requires: 1 <= count <= i.
  double mean_volume(std::uint32_t i, std::uint32_t count) const {
    assert(count >= 1 && count <= i && i <= size());
    if (volume_sums_.empty()) sum_volumes();
    if (!unknown_volumes_.empty() && unknown_volumes_[i] != unknown_volumes_[i - count])
      return data::kNone;
    return (volume_sums_[i] - volume_sums_[i - count]) / count;
  }

  // How far the close fell over the `count` bars before bar i, in average true ranges of the ten bars before i;
  // negative for a rise, 0 where nothing moves. Requires: i > count, i >= 10.
  double fall_before(std::uint32_t i, std::uint32_t count) const;

  // Columns and bitmaps of all bars, for searches that pass over most bars quickly.
  const BarColumns& columns() const noexcept { return columns_; }
  BarColumns& columns() noexcept { return columns_; }

  // Turning points of `size` average true ranges (swings.hpp).
  const std::vector<Swing>& swings(double size) const;

  // What a family of patterns shares beyond this: Part(context), made when first asked for. A part that can `renew`
  // itself keeps its memory for the next bars.
  template <class Part>
  const Part& part() const {
    static constexpr char kTag = 0;  // Its address names the type.
    for (SharedPart& shared : parts_) {
      if (shared.tag != &kTag) continue;
      if constexpr (requires(Part& part) { part.renew(); }) {
        if (!shared.is_fresh) static_cast<Part*>(shared.made.get())->renew();
      } else {
        if (!shared.is_fresh) shared.made = std::make_shared<Part>(*this);
      }
      shared.is_fresh = true;
      return *static_cast<const Part*>(shared.made.get());
    }
    parts_.push_back({&kTag, std::make_shared<Part>(*this), true});
    return *static_cast<const Part*>(parts_.back().made.get());
  }

  // An empty list to work in; its memory stays for the next search. One for each type of what it holds.
  template <class T>
  std::vector<T>& room() const {
    std::vector<T>& list = part<Room<T>>().list;
    list.clear();
    return list;
  }

 private:
  template <class T>
  struct Room {
    explicit Room(const PatternContext&) {}
    void renew() noexcept {}
    mutable std::vector<T> list;
  };

  data::Bars bars_;
  BarColumns columns_;
  // Sums up to, not including, bar i: a mean over any window is one subtraction. Empty until asked for.
  mutable std::vector<double> body_sums_, range_sums_;
  void sum_ranges() const;
  void sum_volumes() const;
  mutable std::vector<double> volume_sums_;
  mutable std::vector<std::uint32_t> unknown_volumes_;  // How many before bar i; empty: none is.
  struct Scale {
    double size = 0;
    std::vector<Swing> swings;
  };
  mutable std::deque<Scale> scales_;  // The first `scale_count_` are of these bars.
  mutable std::size_t scale_count_ = 0;
  mutable std::vector<double> turns_;  // Memory of find_swings.
  struct SharedPart {
    const void* tag = nullptr;
    std::shared_ptr<void> made;
    bool is_fresh = false;  // Of these bars, not of the last ones.
  };
  mutable std::vector<SharedPart> parts_;
};

}  // namespace fwq::analysis
