// The candle functions that are one list of conditions, plainly.
#include "candle_at.hpp"

namespace fwq::analysis::test {
namespace {

// A bar of one size and shape; the sign is its colour.
int coloured(At& a, bool yes) {
  return yes ? a.colour(0) * 100 : 0;
}

}  // namespace

const std::map<std::string_view, Function>& simple_candles() {
  static const std::map<std::string_view, Function> kFunctions{
      {"CDL2CROWS",
       [](At& a) {
         return -hundred(a.w(2) && a.body(2) > a.bl(2) && a.b(1) && a.up(1, 2) && a.b(0) &&
                         a.o(0) < a.o(1) && a.o(0) > a.c(1) && a.c(0) > a.o(2) && a.c(0) < a.c(2));
       }},
      {"CDL3BLACKCROWS",
       [](At& a) {
         bool yes =
             a.w(3) && three_in_row(a, -1) && a.h(3) > a.c(2) && a.c(2) > a.c(1) && a.c(1) > a.c(0);
         for (const std::size_t k : {2U, 1U, 0U}) yes = yes && a.ls(k) < a.svs(k);
         return -hundred(yes && a.o(1) < a.o(2) && a.o(1) > a.c(2) && a.o(0) < a.o(1) &&
                         a.o(0) > a.c(1));
       }},
      {"CDL3INSIDE",
       [](At& a) {
         const bool in = a.body(2) > a.bl(2) && a.body(1) <= a.bs(1) && a.top(1) < a.top(2) &&
                         a.bot(1) > a.bot(2);
         const bool out =
             (a.w(2) && a.b(0) && a.c(0) < a.o(2)) || (a.b(2) && a.w(0) && a.c(0) > a.o(2));
         return in && out ? -a.colour(2) * 100 : 0;
       }},
      {"CDL3OUTSIDE",
       [](At& a) {
         if (a.w(1) && a.b(2))
           return hundred(a.c(1) > a.o(2) && a.o(1) < a.c(2) && a.c(0) > a.c(1));
         if (a.b(1) && a.w(2))
           return -hundred(a.o(1) > a.c(2) && a.c(1) < a.o(2) && a.c(0) < a.c(1));
         return 0;
       }},
      {"CDLBELTHOLD",
       [](At& a) {
         return coloured(a, a.body(0) > a.bl(0) && (a.w(0) ? a.ls(0) : a.us(0)) < a.svs(0));
       }},
      {"CDLCLOSINGMARUBOZU",
       [](At& a) {
         return coloured(a, a.body(0) > a.bl(0) && (a.w(0) ? a.us(0) : a.ls(0)) < a.svs(0));
       }},
      {"CDLCOUNTERATTACK",
       [](At& a) {
         return coloured(a, a.colour(1) == -a.colour(0) && a.body(1) > a.bl(1) &&
                                a.body(0) > a.bl(0) && a.is_near(a.c(0), a.c(1), a.eq(1)));
       }},
      {"CDLDARKCLOUDCOVER",
       [](At& a) {
         return -hundred(a.w(1) && a.body(1) > a.bl(1) && a.b(0) && a.o(0) > a.h(1) &&
                         a.c(0) > a.o(1) && a.c(0) < a.c(1) - a.body(1) * a.pen);
       }},
      {"CDLDOJI", [](At& a) { return hundred(a.body(0) <= a.dj(0)); }},
      {"CDLDOJISTAR",
       [](At& a) {
         const bool gap = (a.w(1) && a.up(0, 1)) || (a.b(1) && a.down(0, 1));
         return a.body(1) > a.bl(1) && a.body(0) <= a.dj(0) && gap ? -a.colour(1) * 100 : 0;
       }},
      {"CDLDRAGONFLYDOJI",
       [](At& a) {
         return hundred(a.body(0) <= a.dj(0) && a.us(0) < a.svs(0) && a.ls(0) > a.svs(0));
       }},
      {"CDLGRAVESTONEDOJI",
       [](At& a) {
         return hundred(a.body(0) <= a.dj(0) && a.ls(0) < a.svs(0) && a.us(0) > a.svs(0));
       }},
      {"CDLHAMMER",
       [](At& a) {
         return hundred(a.body(0) < a.bs(0) && a.ls(0) > a.sl(0) && a.us(0) < a.svs(0) &&
                        a.bot(0) <= a.l(1) + a.nr(1));
       }},
      {"CDLHANGINGMAN",
       [](At& a) {
         return -hundred(a.body(0) < a.bs(0) && a.ls(0) > a.sl(0) && a.us(0) < a.svs(0) &&
                         a.bot(0) >= a.h(1) - a.nr(1));
       }},
      {"CDLHIGHWAVE",
       [](At& a) {
         return coloured(a, a.body(0) < a.bs(0) && a.us(0) > a.svl(0) && a.ls(0) > a.svl(0));
       }},
      {"CDLHOMINGPIGEON",
       [](At& a) {
         return hundred(a.b(1) && a.b(0) && a.body(1) > a.bl(1) && a.body(0) <= a.bs(0) &&
                        a.o(0) < a.o(1) && a.c(0) > a.c(1));
       }},
      {"CDLINNECK",
       [](At& a) {
         return -hundred(a.b(1) && a.body(1) > a.bl(1) && a.w(0) && a.o(0) < a.l(1) &&
                         a.c(0) <= a.c(1) + a.eq(1) && a.c(0) >= a.c(1));
       }},
      {"CDLINVERTEDHAMMER",
       [](At& a) {
         return hundred(a.body(0) < a.bs(0) && a.us(0) > a.sl(0) && a.ls(0) < a.svs(0) &&
                        a.down(0, 1));
       }},
      {"CDLLADDERBOTTOM",
       [](At& a) {
         return hundred(a.b(4) && a.b(3) && a.b(2) && a.o(4) > a.o(3) && a.o(3) > a.o(2) &&
                        a.c(4) > a.c(3) && a.c(3) > a.c(2) && a.b(1) && a.us(1) > a.svs(1) &&
                        a.w(0) && a.o(0) > a.o(1) && a.c(0) > a.h(1));
       }},
      {"CDLLONGLEGGEDDOJI",
       [](At& a) {
         return hundred(a.body(0) <= a.dj(0) && (a.ls(0) > a.sl(0) || a.us(0) > a.sl(0)));
       }},
      {"CDLLONGLINE",
       [](At& a) {
         return coloured(a, a.body(0) > a.bl(0) && a.us(0) < a.ss(0) && a.ls(0) < a.ss(0));
       }},
      {"CDLMARUBOZU",
       [](At& a) {
         return coloured(a, a.body(0) > a.bl(0) && a.us(0) < a.svs(0) && a.ls(0) < a.svs(0));
       }},
      {"CDLMATCHINGLOW",
       [](At& a) { return hundred(a.b(1) && a.b(0) && a.is_near(a.c(0), a.c(1), a.eq(1))); }},
      {"CDLONNECK",
       [](At& a) {
         return -hundred(a.b(1) && a.body(1) > a.bl(1) && a.w(0) && a.o(0) < a.l(1) &&
                         a.is_near(a.c(0), a.l(1), a.eq(1)));
       }},
      {"CDLPIERCING",
       [](At& a) {
         return hundred(a.b(1) && a.body(1) > a.bl(1) && a.w(0) && a.body(0) > a.bl(0) &&
                        a.o(0) < a.l(1) && a.c(0) < a.o(1) && a.c(0) > a.c(1) + a.body(1) * 0.5);
       }},
      {"CDLRICKSHAWMAN",
       [](At& a) {
         const double middle = a.l(0) + (a.h(0) - a.l(0)) / 2;
         return hundred(a.body(0) <= a.dj(0) && a.ls(0) > a.sl(0) && a.us(0) > a.sl(0) &&
                        a.bot(0) <= middle + a.nr(0) && a.top(0) >= middle - a.nr(0));
       }},
      {"CDLSEPARATINGLINES",
       [](At& a) {
         return coloured(a, a.colour(1) == -a.colour(0) && a.is_near(a.o(0), a.o(1), a.eq(1)) &&
                                a.body(0) > a.bl(0) && (a.w(0) ? a.ls(0) : a.us(0)) < a.svs(0));
       }},
      {"CDLSHOOTINGSTAR",
       [](At& a) {
         return -hundred(a.body(0) < a.bs(0) && a.us(0) > a.sl(0) && a.ls(0) < a.svs(0) &&
                         a.up(0, 1));
       }},
      {"CDLSHORTLINE",
       [](At& a) {
         return coloured(a, a.body(0) < a.bs(0) && a.us(0) < a.ss(0) && a.ls(0) < a.ss(0));
       }},
      {"CDLSPINNINGTOP",
       [](At& a) {
         return coloured(a, a.body(0) < a.bs(0) && a.us(0) > a.body(0) && a.ls(0) > a.body(0));
       }},
      {"CDLSTICKSANDWICH",
       [](At& a) {
         return hundred(a.b(2) && a.w(1) && a.b(0) && a.l(1) > a.c(2) &&
                        a.is_near(a.c(0), a.c(2), a.eq(2)));
       }},
      {"CDLTAKURI",
       [](At& a) {
         return hundred(a.body(0) <= a.dj(0) && a.us(0) < a.svs(0) && a.ls(0) > a.svl(0));
       }},
      {"CDLTHRUSTING",
       [](At& a) {
         return -hundred(a.b(1) && a.body(1) > a.bl(1) && a.w(0) && a.o(0) < a.l(1) &&
                         a.c(0) > a.c(1) + a.eq(1) && a.c(0) <= a.c(1) + a.body(1) * 0.5);
       }},
      {"CDLUNIQUE3RIVER",
       [](At& a) {
         return hundred(a.body(2) > a.bl(2) && a.b(2) && a.b(1) && a.c(1) > a.c(2) &&
                        a.o(1) <= a.o(2) && a.l(1) < a.l(2) && a.body(0) < a.bs(0) && a.w(0) &&
                        a.o(0) > a.l(1));
       }},
      {"CDLUPSIDEGAP2CROWS", [](At& a) {
         return -hundred(a.w(2) && a.body(2) > a.bl(2) && a.b(1) && a.body(1) <= a.bs(1) &&
                         a.up(1, 2) && a.b(0) && a.o(0) > a.o(1) && a.c(0) < a.c(1) &&
                         a.c(0) > a.c(2));
       }}};
  return kFunctions;
}

}  // namespace fwq::analysis::test
