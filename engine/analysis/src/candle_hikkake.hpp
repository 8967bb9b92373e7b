// Hikkake: what the two functions share, a trap and its confirmation within three bars.
//
// TA-Lib keeps the last trap in variables; a trap can only be confirmed by the three bars after it and a new one takes
// its place, so the answer is a plain function of the bars before: the state machine unrolled.
#pragma once

#include "candle_words.hpp"

namespace fwq::analysis::candle {

// The bar K bars ago closes beyond the inside bar of the trap A bars before it.
template <class Trap, std::uint8_t K, std::uint8_t A, class View>
FWQ_CANDLE_INLINE constexpr Word breaks_up(const View& is) {
  return Trap::template up<K + A>(is) & is(close(ago<K>) > high(ago<K + A + 1>));
}
template <class Trap, std::uint8_t K, std::uint8_t A, class View>
FWQ_CANDLE_INLINE constexpr Word breaks_down(const View& is) {
  return Trap::template down<K + A>(is) & is(close(ago<K>) < low(ago<K + A + 1>));
}

template <class Trap, class View>
FWQ_CANDLE_INLINE constexpr Hits hikkake_hits(const View& is) {
  const Word up0 = Trap::template up<0>(is), down0 = Trap::template down<0>(is);
  const Word none0 = ~(up0 | down0);
  const Word none1 = ~(Trap::template up<1>(is) | Trap::template down<1>(is));
  const Word none2 = ~(Trap::template up<2>(is) | Trap::template down<2>(is));
  // One, two and three bars after the trap; each only where the trap has not been confirmed or replaced since.
  const Word up1 = none0 & breaks_up<Trap, 0, 1>(is);
  const Word down1 = none0 & breaks_down<Trap, 0, 1>(is);
  const Word free2 = none0 & none1 & ~(breaks_up<Trap, 1, 1>(is) | breaks_down<Trap, 1, 1>(is));
  const Word up2 = free2 & breaks_up<Trap, 0, 2>(is);
  const Word down2 = free2 & breaks_down<Trap, 0, 2>(is);
  const Word free3 = none0 & none1 & none2 &
                     ~(breaks_up<Trap, 2, 1>(is) | breaks_down<Trap, 2, 1>(is)) &
                     ~(breaks_up<Trap, 1, 2>(is) | breaks_down<Trap, 1, 2>(is));
  const Word up3 = free3 & breaks_up<Trap, 0, 3>(is);
  const Word down3 = free3 & breaks_down<Trap, 0, 3>(is);
  const Word strong_up = up1 | up2 | up3, strong_down = down1 | down2 | down3;
  return {.rise = up0 | strong_up, .fall = down0 | strong_down, .strong = strong_up | strong_down};
}

}  // namespace fwq::analysis::candle
