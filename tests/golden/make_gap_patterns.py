"""Writes the golden cases of the six gaps and the six patterns of price with volume.

The bars are drawn, the bars of the hits written down by hand, the confidences computed by the formulas in the
patterns' own files, a second time. Run it only to add a case: python3 tests/golden/make_gap_patterns.py
"""
from drawn_patterns import at_least, at_most, mean_range, mirrored, sure, write


def base(count=24, volume=1000.0):
    """Closes of 20.1 and 20.0 in turn; true ranges of 0.3, from 19.9 to 20.2."""
    bars, last = [], 20.0
    for i in range(count):
        close = 20.1 if i % 2 == 0 else 20.0
        bars.append([last, 20.2, 19.9, close, volume])
        last = close
    return bars


def trend(step=0.1, count=24, volume=1000.0):
    """Closes of 20 + step, 20 + 2 * step …; each bar reaches 0.1 beyond its body. The last close is 20 + count * step."""
    bars = []
    for i in range(count):
        o, c = 20 + step * i, 20 + step * (i + 1)
        bars.append([o, max(o, c) + 0.1, min(o, c) - 0.1, c, volume])
    return bars


def gap_up_cases():
    def fit(bars, i):
        edge, b = bars[i - 1][1], bars[i]
        gap = b[0] - edge
        return sure(0.6, at_least(gap / mean_range(bars, i), 0.1, 1), at_least((b[3] - edge) / gap, 0, 1),
                    at_least(max(0.0, (b[2] - edge) / gap), 0, 1))

    whole = base() + [[20.4, 20.7, 20.3, 20.6, 1000.0]]
    touched = base() + [[20.4, 20.7, 20.1, 20.6, 1000.0]]
    limit = base() + [[21.0, 21.0, 21.0, 21.0, 10.0]]
    return [
        ("opens above the last high and stays there", whole, [(24, 24, 24, fit(whole, 24))]),
        ("trades back into the last bar, closes above", touched, [(24, 24, 24, fit(touched, 24))]),
        ("a one-price bar at the limit", limit, [(24, 24, 24, fit(limit, 24))]),
        ("near miss: opens at the last high", base() + [[20.2, 20.7, 20.2, 20.6, 1000.0]], []),
        ("near miss: a gap of 0.07 average ranges", base() + [[20.22, 20.7, 20.21, 20.6, 1000.0]], []),
        ("near miss: closes back below the last high", base() + [[20.4, 20.7, 20.05, 20.15, 1000.0]], []),
        ("too few bars before", base(9) + [[20.4, 20.7, 20.3, 20.6, 1000.0]], []),
    ]


def after(count, low, volume=1000.0):
    """Bars after a gap, all of one kind."""
    return [[low + 0.2, low + 0.4, low, low + 0.3, volume]] * count


def breakaway_cases():
    def fit(bars, i, lows):
        a = mean_range(bars, i)
        edge, b = bars[i - 1][1], bars[i]
        top, bottom = max(x[1] for x in bars[i - 20:i]), min(x[2] for x in bars[i - 20:i])
        return sure(0.7, at_most((top - bottom) / a, 4, 1.5), at_least((b[2] - edge) / a, 0.1, 1),
                    at_least((b[3] - top) / a, 0, 1.5), at_least(b[4] / 1000.0, 1.5, 3),
                    at_least((min(lows) - edge) / (b[2] - edge), 0, 1))

    gap = [20.5, 20.9, 20.4, 20.8, 2000.0]
    good = base() + [gap] + after(3, 20.35)
    wide = [[b[0], b[1], b[2], b[3], b[4]] for b in base()]
    wide[10] = [20.0, 21.2, 19.9, 20.1, 1000.0]
    return [
        ("out of the base on twice the volume", good, [(24, 27, 27, fit(good, 24, [20.4, 20.35]))]),
        ("not yet known: the third bar after it is missing", good[:-1], []),
        ("near miss: volume of 1.1 times the mean", base() + [[20.5, 20.9, 20.4, 20.8, 1100.0]] + after(3, 20.35), []),
        ("near miss: the second bar after it closes the gap",
         base() + [gap] + after(1, 20.35) + [[20.5, 20.6, 20.15, 20.5, 1000.0]] + after(1, 20.35), []),
        ("near miss: a base of 5 average ranges",
         base()[:6] + [[20.0, 21.4, 19.9, 20.1, 1000.0]] + base()[7:] + [[21.6, 22.0, 21.5, 21.9, 3000.0]]
         + after(3, 21.55), []),
        ("near miss: the gap stays under the base's high", wide + [gap] + after(3, 20.35), []),
        ("near miss: a gap of 0.05 average ranges", base() + [[20.5, 20.9, 20.215, 20.8, 2000.0]] + after(3, 20.35), []),
        ("a one-price bar at the limit", base() + [[21.0, 21.0, 21.0, 21.0, 5000.0]] + after(3, 20.9), []),
        ("an unknown volume in the base",
         base()[:10] + [[20.0, 20.2, 19.9, 20.1, float("nan")]] + base()[11:] + [gap] + after(3, 20.35), []),
        ("no volume at all", [b[:4] + [0.0] for b in good], []),
    ]


def runaway_cases():
    def fit(bars, i, end):
        a = mean_range(bars, i)
        edge, b = bars[i - 1][1], bars[i]
        return sure(0.6, at_least((bars[i - 1][3] - bars[i - 21][3]) / a, 4, 8), at_least((b[2] - edge) / a, 0.1, 1),
                    at_least((min(x[2] for x in bars[i:end + 1]) - edge) / (b[2] - edge), 0, 1),
                    at_least((bars[end][3] - bars[i - 1][3]) / a, 0.5, 2))

    # The last close is 22.4, the last high 22.5, the true range 0.3.
    gap = [22.75, 23.0, 22.7, 22.9, 1000.0]
    good = trend() + [gap] + after(2, 22.8)
    return [
        ("a gap in a rise that goes on", good, [(24, 26, 26, fit(good, 24, 26))]),
        ("not yet known", good[:-1], []),
        ("near miss: a rise of 3 average ranges",
         trend(0.03) + [[21.0, 21.2, 20.9, 21.1, 1000.0]] + after(2, 21.0), []),
        ("near miss: a gap of 0.05 average ranges", trend() + [[22.6, 22.9, 22.515, 22.8, 1000.0]] + after(2, 22.7), []),
        ("near miss: the next bar closes it", trend() + [gap] + [[22.9, 23.0, 22.4, 22.8, 1000.0]] + after(1, 22.8), []),
        ("near miss: the close does not go on",
         trend() + [[22.75, 22.8, 22.6, 22.65, 1000.0], [22.6, 22.7, 22.55, 22.6, 1000.0],
                    [22.6, 22.7, 22.52, 22.53, 1000.0]], []),
        ("near miss: against the trend", trend(-0.1) + [[18.0, 18.3, 17.9, 18.2, 1000.0]] + after(2, 18.1), []),
        ("a one-price bar at the limit", trend() + [[23.0] * 4 + [1000.0]] + after(2, 22.9), []),
    ]


def exhaustion_cases():
    def fit(bars, i, end):
        a = mean_range(bars, i)
        edge, b, last = bars[i - 1][1], bars[i], bars[end]
        return sure(0.7, at_least((bars[i - 1][3] - bars[i - 21][3]) / a, 4, 10), at_least((b[2] - edge) / a, 0.1, 1),
                    at_least(b[4] / 1000.0, 1.2, 3), at_least((b[2] - last[2]) / (b[2] - edge), 1, 3),
                    at_least((max(x[1] for x in bars[i:end + 1]) - last[3]) / a, 0, 2))

    gap = [22.75, 23.0, 22.7, 22.8, 2000.0]
    fill = [22.8, 22.85, 22.45, 22.5, 1500.0]
    good, later = trend() + [gap, fill], trend() + [gap] + after(1, 22.6) + [fill]
    rest = after(3, 22.2)
    return [
        ("closed by the next bar", good + rest, [(24, 25, 25, fit(good, 24, 25))]),
        ("closed by the second bar", later + rest, [(24, 26, 26, fit(later, 24, 26))]),
        ("not yet closed", good[:-1], []),
        ("near miss: closed by the third bar", trend() + [gap] + after(2, 22.6) + [fill], []),
        ("near miss: three quarters are closed", trend() + [gap, [22.8, 22.85, 22.55, 22.6, 1500.0]] + after(3, 22.55), []),
        ("near miss: volume of 0.9 times the mean",
         trend() + [[22.75, 23.0, 22.7, 22.8, 900.0], fill] + rest, []),
        ("near miss: a rise of 3 average ranges",
         trend(0.03) + [[21.0, 21.2, 20.95, 21.1, 2000.0], [21.0, 21.0, 20.8, 20.85, 1500.0]], []),
        ("near miss: a gap of 0.05 average ranges", trend() + [[22.6, 22.9, 22.515, 22.6, 2000.0], fill] + rest, []),
        ("near miss: no trend", base() + [[20.4, 20.7, 20.3, 20.5, 2000.0], [20.5, 20.5, 20.1, 20.2, 1500.0]], []),
        ("no volume at all", [b[:4] + [0.0] for b in good], []),
    ]


def common_cases():
    def bars_with(bar, last=None):
        # A range from 19.4 to 20.8, true ranges of 0.3; the last bar's high is 20.2.
        bars = base()
        bars[5] = [20.0, 20.8, 19.9, 20.0, 1000.0]
        bars[9] = [20.0, 20.2, 19.4, 20.0, 1000.0]
        return bars + [bar]

    def fit(bars, i):
        gap = (bars[i][2] - bars[i - 1][1]) / mean_range(bars, i)
        return sure(0.3, at_most(gap, 1, 0.2), at_least((20.8 - bars[i][1]) / 1.4, 0.1, 0.4),
                    at_most(bars[i][4] / 1000.0, 1.5, 0.6))

    good = bars_with([20.3, 20.5, 20.25, 20.4, 1000.0])
    return [
        ("small, inside the range, ordinary volume", good, [(24, 24, 24, fit(good, 24))]),
        ("near miss: a gap of 0.03 average ranges", bars_with([20.3, 20.5, 20.21, 20.4, 1000.0]), []),
        ("near miss: a gap of 1.3 average ranges", bars_with([20.6, 20.65, 20.59, 20.6, 1000.0]), []),
        ("near miss: up to the range's end", bars_with([20.3, 20.75, 20.25, 20.4, 1000.0]), []),
        ("near miss: volume of twice the mean", bars_with([20.3, 20.5, 20.25, 20.4, 2000.0]), []),
        ("near miss: touches the last high", bars_with([20.3, 20.5, 20.2, 20.4, 1000.0]), []),
        ("a one-price bar", bars_with([20.3, 20.3, 20.3, 20.3, 1000.0]), []),
    ]


def price_volume_cases(up, volumes, more, wrong_volume, few):
    """`volumes` of the three bars of the run; `more` the fourth's, which goes on."""
    def run(steps, volumes, before=None):
        bars = before or base()
        last = bars[-1][3]
        for step, volume in zip(steps, volumes):
            bars = bars + [[last, max(last, last + step) + 0.1, min(last, last + step) - 0.1, last + step, volume]]
            last += step
        return bars if up else mirrored(bars)

    grows = volumes[1] > volumes[0]

    def fit(bars):
        steps = [abs(b[3] - a[3]) for a, b in zip(bars[23:], bars[24:27])]
        rates = [abs(b[4] - a[4]) / a[4] for a, b in zip(bars[23:], bars[24:27])]
        last = volumes[-1] / 1000.0
        threshold = 0.6 if grows else 0.4
        return sure(threshold, at_least(sum(steps) / mean_range(bars, 24), 1, 3), at_least(min(rates), 0, 0.3),
                    at_least(last, 1.2, 2.5) if grows else at_most(last, 0.8, 0.4))

    good = run((0.2, 0.2, 0.2), volumes)
    hit = [(24, 26, 26, fit(good))]
    return [
        ("three closes, each volume beyond the last", good, hit),
        ("a fourth bar goes on: reported once", run((0.2, 0.2, 0.2, 0.2), (*volumes, more)), hit),
        ("near miss: the second close is level", run((0.3, 0.0, 0.3), volumes), []),
        ("near miss: the last close turns back", run((0.3, 0.3, -0.1), volumes), []),
        ("near miss: a move of 0.8 average ranges", run((0.08, 0.08, 0.08), volumes), []),
        ("near miss: the second volume is level", run((0.2, 0.2, 0.2), (volumes[0], volumes[0], volumes[2])), []),
        ("near miss: the volume goes the other way", run((0.2, 0.2, 0.2), wrong_volume), []),
        ("near miss: a last volume near the mean", run((0.2, 0.2, 0.2), few), []),
        ("an unknown volume", run((0.2, 0.2, 0.2), (volumes[0], float("nan"), volumes[2])), []),
        ("a bar without trades", run((0.2, 0.2, 0.2), (volumes[0], 0.0, volumes[2])), []),
    ]


def extreme_cases(top, dry, ordinary):
    """A long move of 70 bars, then the extreme volume `dry` at its end, and a turn. Drawn as a low; mirrored for a top."""
    def draw(volume, turn=0.3, fall=-0.05, between=0, new_low=0.0):
        bars = []
        for i in range(72):
            o, c = 24 + fall * i, 24 + fall * (i + 1)
            bars.append([o, max(o, c) + 0.1, min(o, c) - 0.1, c, 1000.0])
        last = bars[-1][3]
        bars.append([last, last + 0.1, last - 0.15, last - 0.05, volume])
        low = last - 0.15
        for k in range(between):
            bars.append([last, last + 0.1, low + 0.02, low + 0.07, 1000.0])
        bars.append([last, last + 0.1, low - new_low, low + 0.07, 1000.0])
        bars.append([last, low + turn + 0.1, low + 0.02, low + turn, 1000.0])
        return mirrored(bars) if top else bars

    def fit(bars, first, v, end):
        seen = mirrored(bars) if top else bars
        a = mean_range(seen, first)
        low = min(b[2] for b in seen[end - 7:end + 1])
        ratio = seen[v][4] / (sum(b[4] for b in seen[v - 59:v + 1]) / 60)
        p = next(i for i in range(end - 7, end + 1) if seen[i][2] == low)
        high = max(b[1] for b in seen[end - 59:p + 1])
        return sure(0.5, at_least(ratio, 2.5, 6) if top else at_most(ratio, 0.5, 0.2), at_least((high - low) / a, 4, 12),
                    at_least((seen[end][3] - low) / a, 0.5, 2))

    good = draw(dry)
    lower = draw(dry, new_low=0.05)
    return [
        ("volume and price at their extremes in one bar, then the turn", good, [(72, 74, 74, fit(good, 72, 72, 74))]),
        ("the price's extreme comes a bar later", lower, [(72, 74, 74, fit(lower, 72, 72, 74))]),
        ("near miss: the volume is too near the mean", draw(ordinary), []),
        ("near miss: the close turns by 0.3 average ranges", draw(dry, turn=0.07), []),
        ("near miss: a move of less than 4 average ranges", draw(dry, fall=-0.003), []),
        ("near miss: the turn comes after ten bars", draw(dry, between=8), []),
        ("a bar without trades before the turn", good[:73] + [good[73][:4] + [0.0]] + good[74:], []),
        ("not yet turned", good[:-1], []),
        ("too few bars before", good[25:], []),
    ]


if __name__ == "__main__":
    up = gap_up_cases()
    write("make_gap_patterns.py", {
        "gap_up": up,
        "gap_down": [(name, mirrored(bars), hits) for name, bars, hits in up],
        "breakaway_gap": breakaway_cases()
        + [(name + ", downwards", mirrored(bars), hits) for name, bars, hits in breakaway_cases()[:1]],
        "runaway_gap": runaway_cases()
        + [(name + ", downwards", mirrored(bars), hits) for name, bars, hits in runaway_cases()[:1]],
        "exhaustion_gap": exhaustion_cases()
        + [(name + ", downwards", mirrored(bars), hits) for name, bars, hits in exhaustion_cases()[:1]],
        "common_gap": common_cases()
        + [(name + ", downwards", mirrored(bars), hits) for name, bars, hits in common_cases()[:1]],
        "price_up_volume_up": price_volume_cases(True, (1200.0, 1500.0, 2000.0), 2400.0, (900.0, 800.0, 700.0),
                                                 (1020.0, 1040.0, 1060.0)),
        "price_down_volume_up": price_volume_cases(False, (1200.0, 1500.0, 2000.0), 2400.0, (900.0, 800.0, 700.0),
                                                   (1020.0, 1040.0, 1060.0)),
        "price_up_volume_down": price_volume_cases(True, (900.0, 800.0, 600.0), 500.0, (1100.0, 1300.0, 1500.0),
                                                   (998.0, 996.0, 994.0)),
        "price_down_volume_down": price_volume_cases(False, (900.0, 800.0, 600.0), 500.0, (1100.0, 1300.0, 1500.0),
                                                     (998.0, 996.0, 994.0)),
        "low_volume_low_price": extreme_cases(False, 300.0, 800.0),
        "high_volume_high_price": extreme_cases(True, 5000.0, 1800.0),
    })
