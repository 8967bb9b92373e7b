// The words candle functions are written in: prices of a bar and of those before it, averages, and what is compared.
//
// `close(t0) > open(t1)`: this close is above the open one bar before. `body(t2) > long_body(t2)`: the body two bars ago
// is longer than the average of the ten before it. A comparison is a type, so that at compile time it is known which
// candles ask what: each question is then asked once for all of them, with one bit a bar, 64 bars a word.
#pragma once

#include <compare>
#include <cstdint>

#include "fwq/analysis/candles.hpp"

namespace fwq::analysis::candle {

using Word = std::uint64_t;  // One bit per bar, the oldest lowest.

enum class Field : std::uint8_t {
  open,
  high,
  low,
  close,
  top,  // Of the body.
  bottom,
  body,   // Its length.
  upper,  // Length of the upper shadow
  lower,  // and of the lower one.
  // Those below are worked out where they are asked for; the others are kept in columns.
  middle,       // Of the bar: low + range / 2.
  body_change,  // |body of the bar before - this body|
  under_body    // Close of the bar before - this body.
};
inline constexpr std::size_t kColumnFields = 9;

// What a field is compared with: another field, an average, a field plus or minus an average ("near"), or a close plus
// or minus a share of its body.
enum class Kind : std::uint8_t { field, average, band, share };

// Which share: half the body, or the candle's parameter; from kOwner on, that of the candle of this number in the table.
inline constexpr std::uint16_t kNoShare = 0, kHalf = 1, kPenetration = 2, kOwner = 3;

// One question about a bar and those before it. Lags are relative to the bar of `left`.
struct Test {
  // In this order tests that compare with the same thing are neighbours when sorted.
  Kind kind = Kind::field;
  Field right = Field::open;
  std::uint8_t right_lag = 0;
  CandleSetting setting = CandleSetting::body_long;
  std::uint8_t setting_lag = 0;
  bool minus = false;
  std::uint16_t share = kNoShare;
  Field left = Field::open;
  bool above = true;  // left > right, else left < right.
  friend constexpr auto operator<=>(const Test&, const Test&) = default;
};

// A test asked `lag` bars ago, or its opposite (all numbers are finite, so the opposite of > is <=).
struct Claim {
  Test test;
  std::uint8_t lag = 0;
  bool negated = false;
  friend constexpr bool operator==(const Claim&, const Claim&) = default;
};
template <Claim C>
struct Is {
  static constexpr Claim kClaim = C;
};

// A bar: so many before the one that a candle ends with.
template <std::uint8_t L>
struct Ago {};
template <std::uint8_t L>
inline constexpr Ago<L> ago{};
inline constexpr Ago<0> t0{};
inline constexpr Ago<1> t1{};
inline constexpr Ago<2> t2{};
inline constexpr Ago<3> t3{};
inline constexpr Ago<4> t4{};

// ---- prices, averages and their sums -----------------------------------------------------------

struct Term {
  Kind kind;
  Field field = Field::open;
  std::uint8_t lag = 0;
  CandleSetting setting = CandleSetting::body_long;
  std::uint8_t setting_lag = 0;
  bool minus = false;
  std::uint16_t share = kNoShare;
};
template <Term T>
struct TermOf {
  static constexpr Term kTerm = T;
};
template <class T>
concept Comparable = requires { T::kTerm; };

template <Field F, std::uint8_t L>
using FieldAt = TermOf<Term{.kind = Kind::field, .field = F, .lag = L}>;
template <CandleSetting S, std::uint8_t L>
using AverageAt = TermOf<Term{.kind = Kind::average, .setting = S, .setting_lag = L}>;

template <std::uint8_t L>
constexpr FieldAt<Field::open, L> open(Ago<L>) {
  return {};
}
template <std::uint8_t L>
constexpr FieldAt<Field::high, L> high(Ago<L>) {
  return {};
}
template <std::uint8_t L>
constexpr FieldAt<Field::low, L> low(Ago<L>) {
  return {};
}
template <std::uint8_t L>
constexpr FieldAt<Field::close, L> close(Ago<L>) {
  return {};
}
template <std::uint8_t L>
constexpr FieldAt<Field::top, L> top(Ago<L>) {
  return {};
}
template <std::uint8_t L>
constexpr FieldAt<Field::bottom, L> bottom(Ago<L>) {
  return {};
}
template <std::uint8_t L>
constexpr FieldAt<Field::body, L> body(Ago<L>) {
  return {};
}
template <std::uint8_t L>
constexpr FieldAt<Field::upper, L> upper_shadow(Ago<L>) {
  return {};
}
template <std::uint8_t L>
constexpr FieldAt<Field::lower, L> lower_shadow(Ago<L>) {
  return {};
}
template <std::uint8_t L>
constexpr FieldAt<Field::middle, L> middle(Ago<L>) {
  return {};
}
template <std::uint8_t L>
constexpr FieldAt<Field::body_change, L> body_change(Ago<L>) {
  return {};
}
template <std::uint8_t L>
constexpr FieldAt<Field::under_body, L> under_body(Ago<L>) {
  return {};
}

template <std::uint8_t L>
constexpr AverageAt<CandleSetting::body_long, L> long_body(Ago<L>) {
  return {};
}
template <std::uint8_t L>
constexpr AverageAt<CandleSetting::body_short, L> short_body(Ago<L>) {
  return {};
}
template <std::uint8_t L>
constexpr AverageAt<CandleSetting::body_doji, L> doji_body(Ago<L>) {
  return {};
}
template <std::uint8_t L>
constexpr AverageAt<CandleSetting::shadow_long, L> long_shadow(Ago<L>) {
  return {};
}
template <std::uint8_t L>
constexpr AverageAt<CandleSetting::shadow_very_long, L> very_long_shadow(Ago<L>) {
  return {};
}
template <std::uint8_t L>
constexpr AverageAt<CandleSetting::shadow_short, L> short_shadow(Ago<L>) {
  return {};
}
template <std::uint8_t L>
constexpr AverageAt<CandleSetting::shadow_very_short, L> no_shadow(Ago<L>) {
  return {};
}
template <std::uint8_t L>
constexpr AverageAt<CandleSetting::near, L> near(Ago<L>) {
  return {};
}
template <std::uint8_t L>
constexpr AverageAt<CandleSetting::far, L> far(Ago<L>) {
  return {};
}
template <std::uint8_t L>
constexpr AverageAt<CandleSetting::equal, L> equal(Ago<L>) {
  return {};
}

template <std::uint16_t S, std::uint8_t L>
struct ShareAt {};
template <std::uint16_t S>
struct Share {};
inline constexpr Share<kHalf> half{};
inline constexpr Share<kPenetration> penetration{};

template <std::uint16_t S, Term T>
  requires(T.kind == Kind::field && T.field == Field::body)
constexpr ShareAt<S, T.lag> operator*(Share<S>, TermOf<T>) {
  return {};
}

constexpr Term banded(Term price, Term average, bool minus) {
  price.kind = Kind::band;
  price.setting = average.setting;
  price.setting_lag = average.setting_lag;
  price.minus = minus;
  return price;
}
constexpr Term shared(Term price, std::uint16_t share, bool minus) {
  price.kind = Kind::share;
  price.share = share;
  price.minus = minus;
  return price;
}
template <Term A, Term B>
  requires(A.kind == Kind::field && B.kind == Kind::average)
constexpr auto operator+(TermOf<A>, TermOf<B>) {
  return TermOf<banded(A, B, false)>{};
}
template <Term A, Term B>
  requires(A.kind == Kind::field && B.kind == Kind::average)
constexpr auto operator-(TermOf<A>, TermOf<B>) {
  return TermOf<banded(A, B, true)>{};
}
template <Term A, std::uint16_t S>
constexpr auto operator+(TermOf<A>, ShareAt<S, A.lag>) {
  return TermOf<shared(A, S, false)>{};
}
template <Term A, std::uint16_t S>
constexpr auto operator-(TermOf<A>, ShareAt<S, A.lag>) {
  return TermOf<shared(A, S, true)>{};
}

// ---- comparisons -------------------------------------------------------------------------------

// The test in its one form: seen from the later bar, and of two fields of one bar the first in the enum on the left,
// so that equal questions are equal tests. Requires: where an average or share takes part, `l` is the later bar's.
constexpr Claim compared(Term l, Term r, bool above, bool negated) {
  if (r.kind == Kind::field && (r.lag < l.lag || (r.lag == l.lag && r.field < l.field))) {
    const Term t = l;
    l = r;
    r = t;
    above = !above;
  }
  Test test{.kind = r.kind};
  test.left = l.field;
  test.above = above;
  if (r.kind != Kind::average) {
    test.right = r.field;
    test.right_lag = static_cast<std::uint8_t>(r.lag - l.lag);
  }
  if (r.kind == Kind::average || r.kind == Kind::band) {
    test.setting = r.setting;
    test.setting_lag = static_cast<std::uint8_t>(r.setting_lag - l.lag);
  }
  test.minus = r.minus;
  test.share = r.share;
  return {test, l.lag, negated};
}

template <Comparable L, Comparable R>
constexpr auto operator>(L, R) {
  return Is<compared(L::kTerm, R::kTerm, true, false)>{};
}
template <Comparable L, Comparable R>
constexpr auto operator<(L, R) {
  return Is<compared(L::kTerm, R::kTerm, false, false)>{};
}
template <Comparable L, Comparable R>
constexpr auto operator<=(L, R) {
  return Is<compared(L::kTerm, R::kTerm, true, true)>{};
}
template <Comparable L, Comparable R>
constexpr auto operator>=(L, R) {
  return Is<compared(L::kTerm, R::kTerm, false, true)>{};
}

template <std::uint8_t L>
constexpr auto white(Ago<L> t) {  // TA-Lib's: a doji is white.
  return close(t) >= open(t);
}
template <std::uint8_t L>
constexpr auto black(Ago<L> t) {
  return close(t) < open(t);
}
// The body of the later bar lies above (below) that of the earlier one, with room between.
template <std::uint8_t L, std::uint8_t E>
constexpr auto gap_up(Ago<L> later, Ago<E> earlier) {
  return bottom(later) > top(earlier);
}
template <std::uint8_t L, std::uint8_t E>
constexpr auto gap_down(Ago<L> later, Ago<E> earlier) {
  return top(later) < bottom(earlier);
}
// No price of the later bar was paid in the earlier one.
template <std::uint8_t L, std::uint8_t E>
constexpr auto bar_gap_up(Ago<L> later, Ago<E> earlier) {
  return low(later) > high(earlier);
}
template <std::uint8_t L, std::uint8_t E>
constexpr auto bar_gap_down(Ago<L> later, Ago<E> earlier) {
  return high(later) < low(earlier);
}

// How deep, as a share of the earlier body, a close goes back into it.
constexpr ParamDef penetration_param(double value) {
  return {.name = "penetration",
          .kind = ParamKind::real,
          .value = value,
          .min = 0,
          .max = 10,
          .step = 0.05,
          .unit = "ratio",
          .help_en = "Share of the first body that the last close must go back into",
          .help_zh = "末根收盘价须深入首根实体的比例"};
}

// ---- answers -----------------------------------------------------------------------------------

// What a candle answers for 64 bars (or one): rise and fall exclude one another; weak and strong are parts of them.
struct Hits {
  Word rise = 0, fall = 0;
  Word weak = 0, strong = 0;
};

// The list of all entries, written by the build.
template <class... C>
struct Entries {};

#define FWQ_CANDLE_INLINE [[gnu::always_inline]] inline
template <class View>
struct Answers {
  // All hold; any holds.
  template <Claim... C>
  FWQ_CANDLE_INLINE constexpr Word all(Is<C>... claim) const {
    return (static_cast<const View&>(*this)(claim) & ...);
  }
  template <Claim... C>
  FWQ_CANDLE_INLINE constexpr Word any(Is<C>... claim) const {
    return (static_cast<const View&>(*this)(claim) | ...);
  }
};

}  // namespace fwq::analysis::candle
