// Hurst's channels II: a short channel around a five-bar mean, and a long one around an average that hurries when the
// price runs away.
//
//   w = (2*CLOSE + HIGH + LOW) / 4        aa = MA(w, 5)
//   td1 = aa * n / 100        td2 = aa * (200-n) / 100
//   cc = |w - MA(CLOSE,20)| / MA(CLOSE,20)        dd = cc * CLOSE + (1-cc) * dd, begun with the close; the close if cc >= 1
//   td3 = (1 + m/100) * dd        td4 = (1 - m/100) * dd
//
// Source:   通达信 formula XSII / XS2 (102,7), 薛斯通道II. J. M. Hurst, The Profit Magic of Stock Transaction Timing (1970).
// Input:    high, low, close.
// Output:   four prices; td1 and td2 NaN for the first 4 bars, td3 and td4 for the first 19.
// Edges:    a NaN starts all anew.
// Cost:     O(1) a bar.
#include "signal_rules.hpp"
#include "tdx_parts.hpp"

namespace fwq::analysis {
namespace {

class Xsii {
 public:
  using Input = RangeInput;
  explicit Xsii(Params p)
      : upper_(p[0] / 100.0),
        lower_((200.0 - p[0]) / 100.0),
        up_(1 + p[1] / 100),
        down_(1 - p[1] / 100) {}
  void push(const Input& bar, double* out) {
    const double weight = (2.0 * bar.close + bar.high + bar.low) / 4.0;
    const double near = short_.push(weight);
    const double middle = long_.push(bar.close);
    out[0] = near * upper_;
    out[1] = near * lower_;
    if (!std::isnan(middle)) {
      const double share = tdx::ratio(std::abs(weight - middle), middle);
      average_ = std::isnan(average_) || !(share < 1) ? bar.close
                                                      : average_ + share * (bar.close - average_);
    }
    out[2] = up_ * average_;
    out[3] = down_ * average_;
  }

 private:
  double upper_, lower_, up_, down_;
  tdx::Mean short_{5}, long_{20};
  double average_ = kNoValue;
};

}  // namespace

extern const IndicatorDef xsii_def{
    .id = "xsii",
    .name = "XSII",
    .flavour = Flavour::tdx,
    .title_en = "Hurst's channels II",
    .title_zh = "薛斯通道II",
    .group = Group::volatility,
    .inputs = {Field::high, Field::low, Field::close},
    .params = {{.name = "n",
                .kind = ParamKind::real,
                .value = 102,
                .min = 80,
                .max = 120,
                .step = 0.1,
                .unit = "%",
                .help_en = "Upper line of the short channel, in percent of its mean",
                .help_zh = "短期通道上轨占均线的百分比"},
               {.name = "m",
                .kind = ParamKind::real,
                .value = 7,
                .min = 0,
                .max = 100,
                .step = 0.1,
                .unit = "%",
                .help_en = "Distance of the long channel's lines",
                .help_zh = "长期通道与中轴的距离"}},
    .outputs = {{.name = "td1"}, {.name = "td2"}, {.name = "td3"}, {.name = "td4"}},
    .overlay = true,
    .source = "通达信 XSII",
    .warm_up = [](Params) { return std::size_t{19}; },
    .run = run_machine<Xsii>,
    .stream = stream_of<Xsii>,
    .signals = [](const SignalRun& r) { band_signals(r, r.values[2], r.values[3]); },
};

}  // namespace fwq::analysis
