// The kernels of a pass, compiled once for each kind of processor.
//
// Requires: FWQ_TARGET (an attribute) and struct Lanes, eight doubles, in the namespace this is included in.

#define FWQ_INLINE [[gnu::always_inline]] FWQ_TARGET inline

// ---- fields ------------------------------------------------------------------------------------

FWQ_TARGET std::size_t whole_bars(const RawBars& bars, std::size_t count) {
  const Lanes most = Lanes::all(1e100);
  std::size_t i = 0;
  for (; i + 8 <= count; i += 8) {
    const Lanes widest = max(max(abs(Lanes::load(bars.open + i)), abs(Lanes::load(bars.high + i))),
                             max(abs(Lanes::load(bars.low + i)), abs(Lanes::load(bars.close + i))));
    // A NaN may be lost in a maximum, so each column's difference from itself is added: NaN if it was NaN.
    const Lanes nan = (Lanes::load(bars.open + i) - Lanes::load(bars.high + i)) +
                      (Lanes::load(bars.low + i) - Lanes::load(bars.close + i));
    if (greater(widest, most) != 0 || unordered(nan) != 0) break;
  }
  const auto whole = [&](std::size_t k) {
    return std::abs(bars.open[k]) <= 1e100 && std::abs(bars.high[k]) <= 1e100 &&
           std::abs(bars.low[k]) <= 1e100 && std::abs(bars.close[k]) <= 1e100;
  };
  while (i < count && whole(i)) ++i;
  return i;
}

FWQ_INLINE void fill_eight(Work& work, Lanes o, Lanes h, Lanes l, Lanes c, std::size_t i) {
  const Lanes top = max(o, c), bottom = min(o, c), body = abs(c - o);
  const Lanes upper = h - top, lower = bottom - l;
  o.store(work.field(Field::open) + i);
  h.store(work.field(Field::high) + i);
  l.store(work.field(Field::low) + i);
  c.store(work.field(Field::close) + i);
  top.store(work.field(Field::top) + i);
  bottom.store(work.field(Field::bottom) + i);
  body.store(work.field(Field::body) + i);
  upper.store(work.field(Field::upper) + i);
  lower.store(work.field(Field::lower) + i);
  body.store(work.range[0] + i);
  (h - l).store(work.range[1] + i);
  (upper + lower).store(work.range[2] + i);
}

FWQ_TARGET void fill(Work& work, const RawBars& bars, std::size_t count) {
  std::size_t i = 0;
  for (; i + 8 <= count; i += 8) {
    fill_eight(work, Lanes::load(bars.open + i), Lanes::load(bars.high + i),
               Lanes::load(bars.low + i), Lanes::load(bars.close + i), i);
  }
  if (i < count) {  // The last few: padded with the last bar.
    alignas(64) std::array<std::array<double, 8>, 4> pad;
    const std::array<const double*, 4> from{bars.open, bars.high, bars.low, bars.close};
    for (std::size_t k = 0; k < 4; ++k) {
      for (std::size_t j = 0; j < 8; ++j) pad[k][j] = from[k][std::min(i + j, count - 1)];
    }
    fill_eight(work, Lanes::load(pad[0].data()), Lanes::load(pad[1].data()),
               Lanes::load(pad[2].data()), Lanes::load(pad[3].data()), i);
  }
  for (std::size_t g = 0; g < work.plan->groups.size(); ++g) {
    const SumGroup& group = work.plan->groups[g];
    const double* range = work.range[static_cast<std::size_t>(group.range)];
    double* difference = work.difference[g];
    for (std::size_t k = 0; k < count; k += 8)
      (Lanes::load(range + k) - Lanes::load(range + k - group.period)).store(difference + k);
  }
}

// ---- sums and levels ---------------------------------------------------------------------------

// Runs N chains side by side: each addition waits for the one before, so one chain alone would idle.
template <std::size_t N>
FWQ_TARGET void run_sums(Work& work, const std::size_t* chains, std::size_t from, std::size_t to) {
  std::array<double, N> total;
  std::array<const double*, N> difference;
  std::array<double*, N> sum;
  for (std::size_t k = 0; k < N; ++k) {
    total[k] = work.total[chains[k]];
    difference[k] = work.difference[work.plan->chains[chains[k]].group];
    sum[k] = work.sum[chains[k]];
  }
  for (std::size_t i = from; i < to; ++i) {
#pragma GCC unroll 8
    for (std::size_t k = 0; k < N; ++k) {
      sum[k][i] = total[k];
      total[k] += difference[k][i];
    }
  }
  for (std::size_t k = 0; k < N; ++k) work.total[chains[k]] = total[k];
}

FWQ_TARGET void run_all_sums(Work& work, const std::size_t* chains, std::size_t number,
                             std::size_t from, std::size_t to) {
  std::size_t k = 0;
  for (; k + 4 <= number; k += 4) run_sums<4>(work, chains + k, from, to);
  if (number - k == 3) run_sums<3>(work, chains + k, from, to);
  if (number - k == 2) run_sums<2>(work, chains + k, from, to);
  if (number - k == 1) run_sums<1>(work, chains + k, from, to);
}

// Sums divided by their period: see can_divide_by_reciprocal().
FWQ_TARGET void make_means(const SumGroup& group, const double* sum, double* mean,
                           std::size_t count) {
  const auto period = static_cast<double>(group.period);
  const Lanes divisor = Lanes::all(period), reciprocal = Lanes::all(1 / period);
  if (Lanes::kFused && group.by_reciprocal) {
    for (std::size_t i = 0; i < count; i += 8) {
      const Lanes x = Lanes::load(sum + i), guess = x * reciprocal;
      const Lanes rest = less_product(x, guess, divisor);
      plus_product(guess, rest, reciprocal).store(mean + i);
    }
  } else {
    for (std::size_t i = 0; i < count; i += 8) (Lanes::load(sum + i) / divisor).store(mean + i);
  }
}

// factor * mean, halved for shadows: in TA-Lib's order of operations.
FWQ_TARGET void make_level(const CandleRule& rule, const double* mean, double* out,
                           std::size_t count) {
  const Lanes factor = Lanes::all(rule.factor);
  const Lanes half_of = Lanes::all(rule.range == CandleRange::shadows ? 0.5 : 1.0);
  for (std::size_t i = 0; i < count; i += 8)
    ((factor * Lanes::load(mean + i)) * half_of).store(out + i);
}

// ---- tests -------------------------------------------------------------------------------------

template <Field F>
FWQ_INLINE Lanes load_field(const double* at) {
  constexpr auto kAt = [](Field f) { return kColumn * static_cast<std::size_t>(f); };
  if constexpr (F == Field::middle) {
    const Lanes low = Lanes::load(at + kAt(Field::low));
    return low + (Lanes::load(at + kAt(Field::high)) - low) * Lanes::all(0.5);
  } else if constexpr (F == Field::body_change) {
    const double* body = at + kAt(Field::body);
    return abs(Lanes::load(body - 1) - Lanes::load(body));
  } else if constexpr (F == Field::under_body) {
    return Lanes::load(at + kAt(Field::close) - 1) - Lanes::load(at + kAt(Field::body));
  } else {
    return Lanes::load(at + kAt(F));
  }
}

// The answers of test I for the eight bars at `at` (in the first column) and `level`: one bit a bar.
template <std::size_t I>
FWQ_INLINE unsigned answer_eight(const double* at, const double* level, Lanes share) {
  constexpr Test kTest = kTestList[I];
  const Lanes left = load_field<kTest.left>(at);
  Lanes bound;
  if constexpr (kTest.kind == Kind::average) {
    bound = Lanes::load(level - kTest.setting_lag);
  } else {
    bound = load_field<kTest.right>(at - kTest.right_lag);
    if constexpr (kTest.kind == Kind::band) {
      const Lanes add = Lanes::load(level - kTest.setting_lag);
      bound = kTest.minus ? bound - add : bound + add;
    } else if constexpr (kTest.kind == Kind::share) {
      const Lanes add = load_field<Field::body>(at - kTest.right_lag) * share;
      bound = kTest.minus ? bound - add : bound + add;
    }
  }
  return kTest.above ? greater(left, bound) : greater(bound, left);
}

template <std::size_t I>
FWQ_INLINE Lanes share_of_test(const Work& work) {
  if constexpr (kTestList[I].kind == Kind::share) return Lanes::all(work.share_of(kTestList[I]));
  return Lanes::all(0);
}

// One test alone. The bits of eight bars are a byte; bytes lie in the order of the bars, so eight of them are a Word.
template <std::size_t I>
FWQ_TARGET void answer_one(const Work& work, const double* at, const double* level,
                           std::uint8_t* bytes, std::size_t count) {
  const Lanes share = share_of_test<I>(work);
  for (std::size_t i = 0; i < count; i += 8) {
    bytes[i / 8] = static_cast<std::uint8_t>(
        answer_eight<I>(at + i, level == nullptr ? nullptr : level + i, share));
  }
}
using Answer = void (*)(const Work&, const double*, const double*, std::uint8_t*, std::size_t);
template <std::size_t... I>
constexpr std::array<Answer, kTests> answers_of(std::index_sequence<I...>) {
  return {&answer_one<I>...};
}
constexpr std::array<Answer, kTests> kAnswers = answers_of(std::make_index_sequence<kTests>());

// Several neighbouring tests at once, which share what they compare with: loaded once, before any byte is stored.
inline constexpr std::size_t kTestWords = kChunkWords + 1;
template <std::size_t First, std::size_t... K>
FWQ_TARGET void answer_some(Work& work, std::size_t count, std::index_sequence<K...>) {
  const std::array<Lanes, sizeof...(K)> shares{share_of_test<First + K>(work)...};
  Word* words = work.test_words.data() + First * kTestWords;
  ((words[K * kTestWords] = words[K * kTestWords + kChunkWords]), ...);
  auto* bytes = reinterpret_cast<std::uint8_t*>(words + 1);
  const double* at = work.columns;
  for (std::size_t i = 0; i < count; i += 8, at += 8, ++bytes) {
    const std::array<unsigned, sizeof...(K)> bits{answer_eight<First + K>(
        at, at + kColumn * (kColumnFields + static_cast<std::size_t>(kTestList[First + K].setting)),
        shares[K])...};
    ((bytes[K * kTestWords * sizeof(Word)] = static_cast<std::uint8_t>(bits[K])), ...);
  }
}

// ---- candles -----------------------------------------------------------------------------------

// Word `now` of a row of words, moved by `lag` bars.
FWQ_CANDLE_INLINE Word earlier(const Word* now, std::size_t lag) {
  return lag == 0 ? now[0] : (now[0] << lag) | (now[-1] >> (kWordBars - lag));
}

template <std::size_t Number, bool kHopeful>
struct FusedView : Answers<FusedView<Number, kHopeful>> {
  const Word* words;  // Of test 0, at the block of bars asked about.
  template <Claim C>
  FWQ_CANDLE_INLINE Word operator()(Is<C>) const {
    constexpr std::size_t kTest = test_number(owned(C.test, Number));
    if constexpr (kHopeful && kTest >= kSharedTests) {
      return ~Word{0};  // Not asked yet: takes what the candle alone asks for true.
    } else {
      const Word word = earlier(words + kTest * kTestWords, C.lag);
      return C.negated ? ~word : word;
    }
  }
};

template <std::size_t Number>
struct ApartView : Answers<ApartView<Number>> {
  const Word* words;           // Of slot 0.
  const std::uint16_t* slots;  // Of the candle's uses.
  template <Claim C>
  FWQ_CANDLE_INLINE Word operator()(Is<C>) const {
    constexpr std::size_t kUse = Listed::kUses[Number].index_of(Use{owned(C.test, Number), C.lag});
    const Word word = earlier(words + 2 * std::size_t{slots[kUse]} + 1, C.lag);
    return C.negated ? ~word : word;
  }
};

// The tests that candle Number alone asks are Own::kFirst up to Own::kEnd.
template <std::size_t Number>
struct Own {
  static constexpr std::size_t kFirst = static_cast<std::size_t>(
      std::find(kOrdered.owner.begin(), kOrdered.owner.end(), Number) - kOrdered.owner.begin());
  static constexpr std::size_t kEnd =
      kFirst +
      static_cast<std::size_t>(std::count(kOrdered.owner.begin(), kOrdered.owner.end(), Number));
};

// Asks them for the chunk and the eight bars before it, which the chunk before may have left out.
template <std::size_t First, std::size_t... K>
FWQ_TARGET void answer_own(Work& work, std::size_t count, std::index_sequence<K...>) {
  const auto ask = [&](std::size_t test, CandleSetting setting, Answer answer) {
    Word* words = work.test_words.data() + test * kTestWords;
    const double* level = work.setting_level(static_cast<std::size_t>(setting)) - 8;
    answer(work, work.columns - 8, level, reinterpret_cast<std::uint8_t*>(words + 1) - 1,
           count + 8);
  };
  (ask(First + K, kTestList[First + K].setting, &answer_one<First + K>), ...);
}

template <std::size_t Number>
[[gnu::flatten]] FWQ_TARGET bool may_hit(const Work& work, std::size_t words) {
  FusedView<Number, true> view;
  Word any = 0;
  for (std::size_t b = 0; b < words; ++b) {
    view.words = work.test_words.data() + 1 + b;
    const Hits hits = CandleAt<Number>::hits(view);
    any |= hits.rise | hits.fall;
  }
  return any != 0;
}

template <std::size_t Number>
[[gnu::flatten]] FWQ_TARGET void fused_hits(const Work& work, std::size_t words, std::int8_t* out) {
  FusedView<Number, false> view;
  for (std::size_t b = 0; b < words; ++b) {
    view.words = work.test_words.data() + 1 + b;
    store_hits<CandleAt<Number>>(CandleAt<Number>::hits(view), out + b * kWordBars);
  }
}

template <std::size_t Number>
FWQ_TARGET void fused_candle(Work& work, std::size_t count, std::int8_t* out) {
  const std::size_t words = (count + kWordBars - 1) / kWordBars;
  if constexpr (Own<Number>::kEnd > Own<Number>::kFirst) {
    if (!may_hit<Number>(work, words)) {
      std::memset(out, 0, words * kWordBars);
      return;
    }
    answer_own<Own<Number>::kFirst>(
        work, count, std::make_index_sequence<Own<Number>::kEnd - Own<Number>::kFirst>());
  }
  fused_hits<Number>(work, words, out);
}

template <std::size_t Number>
[[gnu::flatten]] FWQ_TARGET void apart_candle(const Work& work, const std::uint16_t* slots,
                                              Word valid, std::int8_t* out) {
  ApartView<Number> view;
  view.words = work.slot_words.data();
  view.slots = slots;
  Hits hits = CandleAt<Number>::hits(view);
  hits.rise &= valid;
  hits.fall &= valid;
  hits.weak &= valid;
  hits.strong &= valid;
  store_hits<CandleAt<Number>>(hits, out);
}
using Apart = void (*)(const Work&, const std::uint16_t*, Word, std::int8_t*);
template <std::size_t... I>
constexpr std::array<Apart, kCandles> aparts_of(std::index_sequence<I...>) {
  return {&apart_candle<I>...};
}
constexpr std::array<Apart, kCandles> kAparts = aparts_of(std::make_index_sequence<kCandles>());

// ---- the two ways ------------------------------------------------------------------------------

inline constexpr std::size_t kTogether = 6;  // As many as there are registers of bits.
template <std::size_t... G>
FWQ_TARGET void fused_answers(Work& work, std::size_t count, std::index_sequence<G...>) {
  (answer_some<G * kTogether>(
       work, count, std::make_index_sequence<std::min(kTogether, kSharedTests - G * kTogether)>()),
   ...);
}
template <std::size_t... I>
FWQ_TARGET void fused_candles(Work& work, std::size_t count, std::int8_t* out,
                              std::index_sequence<I...>) {
  (fused_candle<I>(work, count, out + I * kRowStride), ...);
}

FWQ_TARGET void fused(Work& work, std::size_t count, std::int8_t* out) {
  const Plan& plan = *work.plan;
  std::array<std::size_t, kCandleSettings> chains{};  // One for each group.
  for (std::size_t g = 0; g < plan.groups.size(); ++g) chains[g] = plan.groups[g].first_chain;
  run_all_sums(work, chains.data(), plan.groups.size(), 0, count);
  for (std::size_t g = 0; g < plan.groups.size(); ++g) {
    make_means(plan.groups[g], work.sum[chains[g]], work.mean[chains[g]], count);
  }
  for (std::size_t s = 0; s < kCandleSettings; ++s) {
    if (plan.first_level[s] == kNoLevel) continue;
    const CandleRule& rule = plan.settings[static_cast<CandleSetting>(s)];
    const std::size_t chain = plan.levels[plan.first_level[s]].chain;
    const double* mean = chain == kNoChain ? work.range[static_cast<std::size_t>(rule.range)]
                                           : work.mean[chains[plan.chains[chain].group]];
    make_level(rule, mean, work.setting_level(s), count);
  }
  constexpr std::size_t kRounds = (kSharedTests + kTogether - 1) / kTogether;
  fused_answers(work, count, std::make_index_sequence<kRounds>());
  fused_candles(work, count, out, std::make_index_sequence<kCandles>());
}

// Sums of all chains; one that begins within these bars is first added up anew.
FWQ_TARGET void apart_sums(Work& work, std::size_t bar, std::size_t count) {
  const Plan& plan = *work.plan;
  std::array<std::size_t, 4> running{};
  std::size_t held = 0;
  for (std::size_t c = 0; c < plan.chains.size(); ++c) {
    const Chain& chain = plan.chains[c];
    if (chain.start < bar) {
      running[held++] = c;
    } else {
      const std::size_t from = std::min(chain.start - bar, count);
      std::fill_n(work.sum[c], from, 0.0);
      if (from < count) {
        const SumGroup& group = plan.groups[chain.group];
        work.total[c] = first_sum(work.range[static_cast<std::size_t>(group.range)],
                                  static_cast<std::ptrdiff_t>(from), group.period);
        run_sums<1>(work, &c, from, count);
      }
    }
    if (held == 4) {
      run_sums<4>(work, running.data(), 0, count);
      held = 0;
    }
  }
  run_all_sums(work, running.data(), held, 0, count);
}

FWQ_TARGET void apart(Work& work, std::size_t bar, std::size_t count, std::int8_t* out) {
  const Plan& plan = *work.plan;
  apart_sums(work, bar, count);
  for (std::size_t c = 0; c < plan.chains.size(); ++c) {
    make_means(plan.groups[plan.chains[c].group], work.sum[c], work.mean[c], count);
  }
  for (std::size_t l = 0; l < plan.levels.size(); ++l) {
    const Level& level = plan.levels[l];
    const CandleRule& rule = plan.settings[level.setting];
    const double* mean = work.range[static_cast<std::size_t>(rule.range)];
    if (level.chain != kNoChain) mean = work.mean[level.chain];
    make_level(rule, mean, work.level[l], count);
  }
  for (std::size_t s = 0; s < plan.slots.size(); ++s) {
    const Slot& slot = plan.slots[s];
    Word* words = work.slot_words.data() + 2 * s;
    words[0] = words[1];
    const double* level = slot.level == kNoLevel ? nullptr : work.level[slot.level];
    kAnswers[slot.test](work, work.columns, level, reinterpret_cast<std::uint8_t*>(words + 1),
                        count);
  }
  for (std::size_t c = 0; c < plan.candles.size(); ++c) {
    const std::size_t none = plan.lookbacks[c] > bar ? plan.lookbacks[c] - bar : 0;
    const Word valid = none >= kWordBars ? Word{0} : ~Word{0} << none;
    kAparts[plan.candles[c]](work, plan.slot_of[c].data(), valid, out + c * kRowStride);
  }
}

constexpr Kernels kKernels{&whole_bars, &fill, &fused, &apart};
#undef FWQ_INLINE
