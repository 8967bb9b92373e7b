// The conditions of the 61 functions as nested ifs and plain numbers; averages as one running sum per function,
// setting and offset, which is how TA-Lib keeps them.
#include "candle_reference.hpp"

#include "candle_at.hpp"

namespace fwq::analysis::test {
namespace {

int harami(At& a, double small) {
  if (!(a.body(1) > a.bl(1) && a.body(0) <= small)) return 0;
  if (a.top(0) < a.top(1) && a.bot(0) > a.bot(1)) return -a.colour(1) * 100;
  return a.top(0) <= a.top(1) && a.bot(0) >= a.bot(1) ? -a.colour(1) * 80 : 0;
}

int kicking(At& a, bool by_length) {
  const bool both = a.colour(1) == -a.colour(0) && a.body(1) > a.bl(1) && a.us(1) < a.svs(1) &&
                    a.ls(1) < a.svs(1) && a.body(0) > a.bl(0) && a.us(0) < a.svs(0) &&
                    a.ls(0) < a.svs(0);
  const bool gap = (a.b(1) && a.l(0) > a.h(1)) || (a.w(1) && a.h(0) < a.l(1));
  if (!both || !gap) return 0;
  return (!by_length || a.body(0) > a.body(1) ? a.colour(0) : a.colour(1)) * 100;
}

int engulfing(At& a) {
  const bool white =
      a.w(0) && a.b(1) &&
      ((a.c(0) >= a.o(1) && a.o(0) < a.c(1)) || (a.c(0) > a.o(1) && a.o(0) <= a.c(1)));
  const bool black =
      a.b(0) && a.w(1) &&
      ((a.o(0) >= a.c(1) && a.c(0) < a.o(1)) || (a.o(0) > a.c(1) && a.c(0) <= a.o(1)));
  if (!white && !black) return 0;
  return a.colour(0) * (a.o(0) != a.c(1) && a.c(0) != a.o(1) ? 100 : 80);
}

bool advance_weakens(At& a) {
  if (a.body(1) < a.body(2) - a.fr(2) && a.body(0) < a.body(1) + a.nr(1)) return true;
  if (a.body(0) < a.body(1) - a.fr(1)) return true;
  if (a.body(0) < a.body(1) && a.body(1) < a.body(2) && (a.us(0) > a.ss(0) || a.us(1) > a.ss(1)))
    return true;
  return a.body(0) < a.body(1) && a.us(0) > a.sl(0);
}

int breakaway(At& a) {
  if (!(a.body(4) > a.bl(4) && a.colour(4) == a.colour(3) && a.colour(3) == a.colour(1) &&
        a.colour(1) == -a.colour(0)))
    return 0;
  if (a.b(4))
    return hundred(a.down(3, 4) && a.h(2) < a.h(3) && a.l(2) < a.l(3) && a.h(1) < a.h(2) &&
                   a.l(1) < a.l(2) && a.c(0) > a.o(3) && a.c(0) < a.c(4));
  return -hundred(a.up(3, 4) && a.h(2) > a.h(3) && a.l(2) > a.l(3) && a.h(1) > a.h(2) &&
                  a.l(1) > a.l(2) && a.c(0) < a.o(3) && a.c(0) > a.c(4));
}

int three_methods(At& a) {
  const double s = a.colour(4);
  bool yes = a.body(4) > a.bl(4) && a.body(0) > a.bl(0) && a.colour(1) == -a.colour(0) &&
             a.colour(4) == -a.colour(3) && a.colour(3) == a.colour(2) &&
             a.colour(2) == a.colour(1);
  for (const std::size_t k : {3U, 2U, 1U})
    yes = yes && a.body(k) < a.bs(k) && a.bot(k) < a.h(4) && a.top(k) > a.l(4);
  yes = yes && a.c(2) * s < a.c(3) * s && a.c(1) * s < a.c(2) * s && a.o(0) * s > a.c(1) * s &&
        a.c(0) * s > a.c(4) * s;
  return yes ? a.colour(4) * 100 : 0;
}

int line_strike(At& a) {
  if (!(a.colour(3) == a.colour(2) && a.colour(2) == a.colour(1) && a.colour(0) == -a.colour(1)))
    return 0;
  for (const std::size_t k : {3U, 2U})
    if (!(a.o(k - 1) >= a.bot(k) - a.nr(k) && a.o(k - 1) <= a.top(k) + a.nr(k))) return 0;
  if (a.w(1))
    return hundred(a.c(1) > a.c(2) && a.c(2) > a.c(3) && a.o(0) > a.c(1) && a.c(0) < a.o(3));
  return -hundred(a.c(1) < a.c(2) && a.c(2) < a.c(3) && a.o(0) < a.c(1) && a.c(0) > a.o(3));
}

bool white_soldiers(At& a) {
  bool yes = three_in_row(a, 1) && a.c(0) > a.c(1) && a.c(1) > a.c(2) && a.body(0) > a.bs(0);
  for (const std::size_t k : {2U, 1U, 0U}) yes = yes && a.us(k) < a.svs(k);
  for (const std::size_t k : {2U, 1U})
    yes = yes && a.o(k - 1) > a.o(k) && a.o(k - 1) <= a.c(k) + a.nr(k) &&
          a.body(k - 1) > a.body(k) - a.fr(k);
  return yes;
}

bool stars_in_south(At& a) {
  return three_in_row(a, -1) && a.body(2) > a.bl(2) && a.ls(2) > a.sl(2) && a.body(1) < a.body(2) &&
         a.o(1) > a.c(2) && a.o(1) <= a.h(2) && a.l(1) < a.c(2) && a.l(1) >= a.l(2) &&
         a.ls(1) > a.svs(1) && a.body(0) < a.bs(0) && a.ls(0) < a.svs(0) && a.us(0) < a.svs(0) &&
         a.l(0) > a.l(1) && a.h(0) < a.h(1);
}

bool conceal(At& a) {
  bool yes = a.b(3) && three_in_row(a, -1);
  for (const std::size_t k : {3U, 2U}) yes = yes && a.ls(k) < a.svs(k) && a.us(k) < a.svs(k);
  return yes && a.down(1, 2) && a.us(1) > a.svs(1) && a.h(1) > a.c(2) && a.h(0) > a.h(1) &&
         a.l(0) < a.l(1);
}

bool mat_hold(At& a) {
  bool yes = a.body(4) > a.bl(4) && a.w(4) && a.b(3) && a.w(0) && a.up(3, 4);
  for (const std::size_t k : {3U, 2U, 1U}) yes = yes && a.body(k) < a.bs(k);
  for (const std::size_t k : {2U, 1U})
    yes = yes && a.bot(k) < a.c(4) && a.bot(k) > a.c(4) - a.body(4) * a.pen;
  return yes && a.top(2) < a.o(3) && a.top(1) < a.top(2) && a.o(0) > a.c(1) &&
         a.c(0) > std::max({a.h(3), a.h(2), a.h(1)});
}

int tasuki(At& a) {
  const bool alike = std::abs(a.body(1) - a.body(0)) < a.nr(1);
  if (a.up(1, 2) && a.w(1) && a.b(0))
    return hundred(a.o(0) < a.c(1) && a.o(0) > a.o(1) && a.c(0) < a.o(1) && a.c(0) > a.top(2) &&
                   alike);
  if (a.down(1, 2) && a.b(1) && a.w(0))
    return -hundred(a.o(0) < a.o(1) && a.o(0) > a.c(1) && a.c(0) > a.o(1) && a.c(0) < a.bot(2) &&
                    alike);
  return 0;
}

// A star of three bars: a long one, `star`, and one that goes back into the first; s is the first one's colour.
int star(At& a, int s, bool small, bool gap) {
  const bool back =
      s > 0 ? a.c(0) < a.c(2) - a.body(2) * a.pen : a.c(0) > a.c(2) + a.body(2) * a.pen;
  const bool yes = a.colour(2) == s && a.colour(0) == -s && a.body(2) > a.bl(2) && small && gap &&
                   a.body(0) > a.bs(0) && back;
  return yes ? -s * 100 : 0;
}

int abandoned(At& a) {
  const bool small = a.body(1) <= a.dj(1);
  if (a.w(2)) return star(a, 1, small, a.l(1) > a.h(2) && a.h(0) < a.l(1));
  return star(a, -1, small, a.h(1) < a.l(2) && a.l(0) > a.h(1));
}

int tristar(At& a) {
  for (const std::size_t k : {2U, 1U, 0U})
    if (a.body(k) > a.dj(2)) return 0;
  if (a.up(1, 2) && a.top(0) < a.top(1)) return -100;
  return hundred(a.down(1, 2) && a.bot(0) > a.bot(1));
}

const std::map<std::string_view, Function>& compound_functions() {
  static const std::map<std::string_view, Function> kFunctions{
      {"CDL3LINESTRIKE", line_strike},
      {"CDL3STARSINSOUTH", [](At& a) { return hundred(stars_in_south(a)); }},
      {"CDL3WHITESOLDIERS", [](At& a) { return hundred(white_soldiers(a)); }},
      {"CDLABANDONEDBABY", abandoned},
      {"CDLBREAKAWAY", breakaway},
      {"CDLCONCEALBABYSWALL", [](At& a) { return hundred(conceal(a)); }},
      {"CDLENGULFING", engulfing},
      {"CDLEVENINGDOJISTAR", [](At& a) { return star(a, 1, a.body(1) <= a.dj(1), a.up(1, 2)); }},
      {"CDLEVENINGSTAR", [](At& a) { return star(a, 1, a.body(1) <= a.bs(1), a.up(1, 2)); }},
      {"CDLMORNINGDOJISTAR", [](At& a) { return star(a, -1, a.body(1) <= a.dj(1), a.down(1, 2)); }},
      {"CDLMORNINGSTAR", [](At& a) { return star(a, -1, a.body(1) <= a.bs(1), a.down(1, 2)); }},
      {"CDLHARAMI", [](At& a) { return harami(a, a.bs(0)); }},
      {"CDLHARAMICROSS", [](At& a) { return harami(a, a.dj(0)); }},
      {"CDLKICKING", [](At& a) { return kicking(a, false); }},
      {"CDLKICKINGBYLENGTH", [](At& a) { return kicking(a, true); }},
      {"CDLMATHOLD", [](At& a) { return hundred(mat_hold(a)); }},
      {"CDLRISEFALL3METHODS", three_methods},
      {"CDLTASUKIGAP", tasuki},
      {"CDLTRISTAR", tristar},
      {"CDLADVANCEBLOCK",
       [](At& a) {
         bool yes = three_in_row(a, 1) && a.c(0) > a.c(1) && a.c(1) > a.c(2) &&
                    a.body(2) > a.bl(2) && a.us(2) < a.ss(2);
         for (const std::size_t k : {2U, 1U})
           yes = yes && a.o(k - 1) > a.o(k) && a.o(k - 1) <= a.c(k) + a.nr(k);
         return -hundred(yes && advance_weakens(a));
       }},
      {"CDLIDENTICAL3CROWS",
       [](At& a) {
         bool yes = three_in_row(a, -1) && a.c(2) > a.c(1) && a.c(1) > a.c(0);
         for (const std::size_t k : {2U, 1U, 0U}) yes = yes && a.ls(k) < a.svs(k);
         return -hundred(yes && a.is_near(a.o(1), a.c(2), a.eq(2)) &&
                         a.is_near(a.o(0), a.c(1), a.eq(1)));
       }},
      {"CDLSTALLEDPATTERN",
       [](At& a) {
         return -hundred(three_in_row(a, 1) && a.c(0) > a.c(1) && a.c(1) > a.c(2) &&
                         a.body(2) > a.bl(2) && a.body(1) > a.bl(1) && a.us(1) < a.svs(1) &&
                         a.o(1) > a.o(2) && a.o(1) <= a.c(2) + a.nr(2) && a.body(0) < a.bs(0) &&
                         a.o(0) >= a.c(1) - a.body(0) - a.nr(1));
       }},
      {"CDLXSIDEGAP3METHODS",
       [](At& a) {
         const bool shape = a.colour(2) == a.colour(1) && a.colour(1) == -a.colour(0) &&
                            a.o(0) < a.top(1) && a.o(0) > a.bot(1) && a.c(0) < a.top(2) &&
                            a.c(0) > a.bot(2);
         const bool gap = (a.w(2) && a.up(1, 2)) || (a.b(2) && a.down(1, 2));
         return shape && gap ? a.colour(2) * 100 : 0;
       }},
      {"CDLGAPSIDESIDEWHITE", [](At& a) {
         const bool alike = a.w(1) && a.w(0) && a.is_near(a.body(0), a.body(1), a.nr(1)) &&
                            a.is_near(a.o(0), a.o(1), a.eq(1));
         if (alike && a.up(1, 2) && a.up(0, 2)) return 100;
         return alike && a.down(1, 2) && a.down(0, 2) ? -100 : 0;
       }}};
  return kFunctions;
}

// The hikkake with variables, as it is told: the last trap, and whether it has been confirmed.
std::vector<int> hikkake(const data::Bars& bars, bool modified, std::size_t lookback,
                         const CandleSettings& settings) {
  std::vector<int> out(bars.size(), 0);
  // The only sum is that of bars two back, and it begins with the first bar that is looked at.
  At a(bars, settings, lookback - 3, 0);
  int trap = 0;
  std::size_t trap_bar = 0;
  for (std::size_t i = lookback - 3; i < bars.size(); ++i) {
    a.go_to(i);
    const bool inside = a.h(1) < a.h(2) && a.l(1) > a.l(2);
    bool bull = inside && a.h(0) < a.h(1) && a.l(0) < a.l(1);
    bool bear = inside && a.h(0) > a.h(1) && a.l(0) > a.l(1);
    if (modified && (bull || bear)) {
      const bool twice = a.h(2) < a.h(3) && a.l(2) > a.l(3);
      bull = bull && twice && a.c(2) <= a.l(2) + a.nr(2);
      bear = bear && twice && a.c(2) >= a.h(2) - a.nr(2);
    }
    int value = 0;
    if (bull || bear) {
      trap = value = bull ? 100 : -100;
      trap_bar = i;
    } else if (trap != 0 && i <= trap_bar + 3) {
      const bool confirmed =
          trap > 0 ? a.c(0) > bars.high()[trap_bar - 1] : a.c(0) < bars.low()[trap_bar - 1];
      if (confirmed) {
        value = 2 * trap;
        trap = 0;
      }
    }
    if (i >= lookback) out[i] = value;
  }
  return out;
}

}  // namespace

std::vector<int> reference_values(std::string_view name, const data::Bars& bars, double penetration,
                                  const CandleSettings& settings) {
  const CandleDef& def = *find_candle(name);
  const std::size_t before = lookback(def, settings);
  if (name.starts_with("CDLHIKKAKE"))
    return hikkake(bars, name == "CDLHIKKAKEMOD", before, settings);
  const auto& compound = compound_functions();
  const Function& function =
      compound.contains(name) ? compound.at(name) : simple_candles().at(name);
  std::vector<int> out(bars.size(), 0);
  At at(bars, settings, before, penetration);
  for (std::size_t i = before; i < bars.size(); ++i) {
    at.go_to(i);
    out[i] = function(at);
  }
  return out;
}

}  // namespace fwq::analysis::test
