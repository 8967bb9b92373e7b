// Candles bar by bar: the same tests, the last 64 answers of each kept as one word, the newest lowest.
#include <algorithm>
#include <cmath>

#include "candle_pass.hpp"

namespace fwq::analysis {
namespace candle {
namespace {

template <std::size_t Number>
struct StreamView : Answers<StreamView<Number>> {
  const Word* words;
  const std::uint16_t* slots;
  template <Claim C>
  constexpr Word operator()(Is<C>) const {
    constexpr std::size_t kUse = Listed::kUses[Number].index_of(Use{owned(C.test, Number), C.lag});
    const Word word = words[slots[kUse]] >> C.lag;
    return C.negated ? ~word : word;
  }
};

std::int8_t value_of(const Hits& hits) {
  int value = (hits.weak & 1U) != 0 ? 4 : 5;
  if ((hits.strong & 1U) != 0) value *= 2;
  if ((hits.rise & 1U) != 0) return static_cast<std::int8_t>(value);
  return static_cast<std::int8_t>((hits.fall & 1U) != 0 ? -value : 0);
}

template <std::size_t Number>
std::int8_t value_at(const Word* words, const std::uint16_t* slots) {
  StreamView<Number> view;
  view.words = words;
  view.slots = slots;
  return value_of(CandleAt<Number>::hits(view));
}
using ValueAt = std::int8_t (*)(const Word*, const std::uint16_t*);
template <std::size_t... I>
constexpr std::array<ValueAt, kCandles> values_of(std::index_sequence<I...>) {
  return {&value_at<I>...};
}
constexpr std::array<ValueAt, kCandles> kValues = values_of(std::make_index_sequence<kCandles>());

void put_fields(Work& work, std::size_t i, double o, double h, double l, double c) {
  const double top = std::max(o, c), bottom = std::min(o, c), body = std::abs(c - o);
  work.field(Field::open)[i] = o;
  work.field(Field::high)[i] = h;
  work.field(Field::low)[i] = l;
  work.field(Field::close)[i] = c;
  work.field(Field::top)[i] = top;
  work.field(Field::bottom)[i] = bottom;
  work.field(Field::body)[i] = body;
  work.field(Field::upper)[i] = h - top;
  work.field(Field::lower)[i] = bottom - l;
  work.range[0][i] = body;
  work.range[1][i] = h - l;
  work.range[2][i] = (h - top) + (bottom - l);
}

double field_at(const Work& work, Field field, std::ptrdiff_t i) {
  switch (field) {
    case Field::middle:
      return work.field(Field::low)[i] +
             (work.field(Field::high)[i] - work.field(Field::low)[i]) / 2;
    case Field::body_change:
      return std::abs(work.field(Field::body)[i - 1] - work.field(Field::body)[i]);
    case Field::under_body:
      return work.field(Field::close)[i - 1] - work.field(Field::body)[i];
    default:
      return work.field(field)[i];
  }
}

void step_sums(Work& work, std::size_t bar, std::size_t position) {
  const Plan& plan = *work.plan;
  const auto i = static_cast<std::ptrdiff_t>(position);
  for (std::size_t c = 0; c < plan.chains.size(); ++c) {
    const SumGroup& group = plan.groups[plan.chains[c].group];
    const double* range = work.range[static_cast<std::size_t>(group.range)];
    if (bar < plan.chains[c].start) continue;
    if (bar == plan.chains[c].start) {
      work.total[c] = first_sum(range, i, group.period);
    } else {
      work.total[c] += range[i - 1] - range[i - 1 - static_cast<std::ptrdiff_t>(group.period)];
    }
  }
}

double level_of(const Work& work, const Level& level, std::size_t position) {
  const CandleRule& rule = work.plan->settings[level.setting];
  const double average = level.chain == kNoChain
                             ? work.range[static_cast<std::size_t>(rule.range)][position]
                             : work.total[level.chain] / rule.period;
  return rule.factor * average / (rule.range == CandleRange::shadows ? 2.0 : 1.0);
}

bool holds(const Work& work, const Test& test, const double* level, std::size_t position) {
  const auto i = static_cast<std::ptrdiff_t>(position);
  const double left = field_at(work, test.left, i);
  const double base = field_at(work, test.right, i - test.right_lag);
  double bound = base;
  if (test.kind == Kind::average) bound = level[i - test.setting_lag];
  if (test.kind == Kind::band || test.kind == Kind::share) {
    const double body = work.field(Field::body)[i - test.right_lag];
    const double add =
        test.kind == Kind::band ? level[i - test.setting_lag] : body * work.share_of(test);
    bound = test.minus ? base - add : base + add;
  }
  return test.above ? left > bound : left < bound;
}

}  // namespace

void Pass::push(double open, double high, double low, double close, std::span<std::int8_t> values) {
  if (position_ == kChunk) {
    slide(kChunk);
    position_ = 0;
  }
  put_fields(work_, position_, open, high, low, close);
  step_sums(work_, bar_, position_);
  for (std::size_t l = 0; l < plan_->levels.size(); ++l)
    work_.level[l][position_] = level_of(work_, plan_->levels[l], position_);
  for (std::size_t s = 0; s < plan_->slots.size(); ++s) {
    const Slot& slot = plan_->slots[s];
    const double* level = slot.level == kNoLevel ? nullptr : work_.level[slot.level];
    const bool held = holds(work_, kTestList[slot.test], level, position_);
    work_.slot_words[s] = (work_.slot_words[s] << 1U) | static_cast<Word>(held);
  }
  for (std::size_t c = 0; c < plan_->candles.size(); ++c) {
    values[c] = bar_ < plan_->lookbacks[c]
                    ? std::int8_t{0}
                    : kValues[plan_->candles[c]](work_.slot_words.data(), plan_->slot_of[c].data());
  }
  ++bar_;
  ++position_;
}

}  // namespace candle

CandleStream::CandleStream(std::shared_ptr<const candle::Plan> plan)
    : plan_(std::move(plan)),
      pass_(std::make_unique<candle::Pass>(plan_)),
      values_(plan_->candles.size()) {}
CandleStream::~CandleStream() = default;
CandleStream::CandleStream(CandleStream&&) noexcept = default;
CandleStream& CandleStream::operator=(CandleStream&&) noexcept = default;

Result<CandleStream> CandleStream::make(const CandleSettings& settings,
                                        std::span<const CandleCall> calls) {
  FWQ_TRY_ASSIGN(plan, candle::make_plan(settings, calls));
  return CandleStream(std::make_shared<const candle::Plan>(std::move(plan)));
}

std::span<const std::int8_t> CandleStream::push(const data::Bar& bar) {
  const auto is_number = [](double x) { return std::abs(x) <= 1e100; };
  if (is_number(bar.open) && is_number(bar.high) && is_number(bar.low) && is_number(bar.close)) {
    pass_->push(bar.open, bar.high, bar.low, bar.close, values_);
  } else {
    pass_->begin();
    std::fill(values_.begin(), values_.end(), std::int8_t{0});
  }
  return values_;
}

bool CandleStream::ready(std::size_t i) const noexcept {
  return pass_->bars() > plan_->lookbacks[i];
}

}  // namespace fwq::analysis
