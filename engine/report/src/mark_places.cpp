// Marks find their places.
#include "mark_places.hpp"

#include <algorithm>

namespace fwq::report {
namespace {

constexpr double kAway = 4;       // Pixels between a mark's tip and its edge.
constexpr double kStep = 2;       // Of the search.
constexpr double kFarthest = 44;  // A small mark farther from its edge would belong to no bar.
constexpr double kSmallTall = 7, kTall = 22;

// Outwards from the edge; for a labelled mark without success then inwards from the border.
std::optional<double> tip_of(const MarkSpace& mark, const std::vector<Box>& taken, double top,
                             double bottom, bool& crowded) {
  const double way = mark.below ? 1 : -1;
  const double start = mark.edge + way * kAway;
  const auto fits = [&](const Box& box) { return box.top >= top && box.bottom <= bottom; };
  for (double away = 0; mark.label > 0 || away <= kFarthest; away += kStep) {
    const Box box = box_of(mark, start + way * away);
    if (mark.below ? box.bottom > bottom : box.top < top) break;
    if (fits(box) && is_free(box, taken)) return start + way * away;
  }
  if (!(mark.label > 0)) return std::nullopt;
  crowded = true;
  for (double tip = mark.below ? bottom - kTall : top + kTall; fits(box_of(mark, tip));
       tip -= way * kStep) {
    if (is_free(box_of(mark, tip), taken)) return tip;
  }
  return std::nullopt;
}

}  // namespace

bool Box::overlaps(const Box& other) const noexcept {
  return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
}

bool is_free(const Box& box, std::span<const Box> taken) noexcept {
  return std::none_of(taken.begin(), taken.end(),
                      [&](const Box& other) { return box.overlaps(other); });
}

double text_width(std::string_view text, double size) noexcept {
  double width = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xc0U) == 0x80U) continue;  // Inside a character.
    width += byte < 0x80U ? 0.58 * size : size;
  }
  return width;
}

double half_width(const MarkSpace& mark) noexcept {
  return mark.label > 0 ? std::max(7.0, mark.label / 2 + 2) : 4.5;
}

Box box_of(const MarkSpace& mark, double tip) noexcept {
  const double half = half_width(mark);
  const double tall = mark.label > 0 ? kTall : kSmallTall;
  return {mark.x - half, mark.below ? tip : tip - tall, mark.x + half,
          mark.below ? tip + tall : tip};
}

MarkPlaces place_marks(std::span<const MarkSpace> marks, std::vector<Box> taken, double top,
                       double bottom) {
  MarkPlaces places;
  places.tips.resize(marks.size());
  for (const bool labelled : {true, false}) {
    for (std::size_t i = 0; i < marks.size(); ++i) {
      if ((marks[i].label > 0) != labelled) continue;
      places.tips[i] = tip_of(marks[i], taken, top, bottom, places.crowded);
      if (places.tips[i]) taken.push_back(box_of(marks[i], *places.tips[i]));
    }
  }
  return places;
}

}  // namespace fwq::report
