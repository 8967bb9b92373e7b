"""Writes the golden cases of boundary lines (triangles, wedges, rectangle, channels), megaphone, flag, pennant, islands.

The turning points are drawn, and written down by hand in each case; what is measured on them and the confidences are
computed by the formulas in the patterns' own files, a second time. Run it only to add a case:
python3 tests/golden/make_line_patterns.py
"""
from drawn_patterns import at_least, at_most, mean_range, mirrored, sure, write


def path(*points, volume=lambda bar: 1000.0):
    """Bars whose closes go straight from point to point; each opens at the last close, with shadows of 0.05."""
    closes = [points[0][1]]
    for (i, a), (j, b) in zip(points, points[1:]):
        closes += [a + (b - a) * k / (j - i) for k in range(1, j - i + 1)]
    bars, last = [], closes[0]
    for i, close in enumerate(closes):
        close = round(close, 4)
        bars.append([last, round(max(last, close) + 0.05, 4), round(min(last, close) - 0.05, 4), close, volume(i)])
        last = close
    return bars


def known(bars, turn, is_high, size=2):
    """The bar that turns back from a turning point by `size` average true ranges of 14 bars, itself included."""
    for i in range(turn + 1, len(bars)):
        back = bars[turn][1] - bars[i][2] if is_high else bars[i][1] - bars[turn][2]
        if back >= size * mean_range(bars, i + 1, 14):
            return i
    raise ValueError("never turns back")


class Lines:
    """The two lines through turning points that take turns, high first where `high_first`."""

    def __init__(self, bars, turns, high_first):
        highs, lows = (turns[::2], turns[1::2]) if high_first else (turns[1::2], turns[::2])
        self.first, self.last, self.count, self.turns = turns[0], turns[-1], len(turns), turns
        self.upper = self.line(highs[0], bars[highs[0]][1], highs[-1], bars[highs[-1]][1])
        self.lower = self.line(lows[0], bars[lows[0]][2], lows[-1], bars[lows[-1]][2])
        self.height = max(self.width(self.first), self.width(self.last))
        self.upper_drift = (self.upper(self.last) - self.upper(self.first)) / self.height
        self.lower_drift = (self.lower(self.last) - self.lower(self.first)) / self.height
        self.off = max([abs(bars[b][1] - self.upper(b)) for b in highs] + [abs(bars[b][2] - self.lower(b)) for b in lows])
        self.unit = mean_range(bars, self.last + 1, self.last + 1 - self.first)
        self.last_known = known(bars, self.last, self.last in highs)
        self.bars = bars

    @staticmethod
    def line(a, p, b, q):
        return lambda x: p + (q - p) * (x - a) / (b - a)

    def width(self, x):
        return self.upper(x) - self.lower(x)

    def outside(self, end):
        return max(0.0, max(max(self.bars[i][1] - self.upper(i), self.lower(i) - self.bars[i][2])
                            for i in range(self.first, end))) / self.height

    def broken(self):
        return next(i for i in range(self.last + 1, len(self.bars))
                    if (self.bars[i][3] - self.upper(i)) / self.height > 0.05)

    def shared(self, end, touches=4, height=3.0):
        """Fits of what all share: distance, touches, height, outside."""
        return [at_most(self.off / self.height, 0.12), at_least(self.count, touches, 7),
                at_least(self.height / self.unit, height, 7), at_most(self.outside(end), 0.15)]


def at_break(threshold, lines, *runs, more=()):
    end = lines.broken()
    over = (lines.bars[end][3] - lines.upper(end)) / lines.height
    fit = sure(threshold, *runs, *lines.shared(end), at_least(over, 0.05, 0.4), *more)
    return [(lines.first, end, max(end, lines.last_known), fit)]


def standing(threshold, lines, *runs, touches=4, height=3.0, more=()):
    end = lines.last_known
    return [(lines.first, end, end, sure(threshold, *runs, *lines.shared(end, touches, height), *more))]


def used(lines):
    """Fits of a triangle that the price uses: how far it is to the apex, and the longest time without a touch."""
    end = lines.last_known
    apex = lines.first + lines.width(lines.first) / ((lines.width(lines.first) - lines.width(lines.last)) /
                                                     (lines.last - lines.first))
    at = [*lines.turns, end]
    idle = max(b - a for a, b in zip(at, at[1:]))
    return [at_most((end - lines.first) / (apex - lines.first), 0.75, 0.5), at_most(idle / (end - lines.first), 0.5, 0.25)]


def balanced(lines):
    ways = sorted([lines.upper_drift, -lines.lower_drift])
    return at_least(ways[0] / ways[1], 0.5, 1)


def ascending_cases():
    turns = (45, 51, 57, 63)
    good = path((0, 17), (45, 20), (51, 18), (57, 20), (63, 18.9), (72, 21))
    lines = Lines(good, turns, True)
    tilted = path((0, 17), (45, 20), (51, 18), (57, 19.9), (63, 18.9), (72, 21))
    other = Lines(tilted, turns, True)
    return [
        ("a flat top, rising lows, the break", good,
         at_break(0.6, lines, at_most(abs(lines.upper_drift), 0.15), at_least(lines.lower_drift, 0.3, 0.8))),
        ("a top that is nearly flat", tilted,
         at_break(0.6, other, at_most(abs(other.upper_drift), 0.15), at_least(other.lower_drift, 0.3, 0.8))),
        ("not yet broken", good[:67], []),
        ("near miss: lows that hardly rise", path((0, 17), (45, 20), (51, 18), (57, 20), (63, 18.15), (72, 21)), []),
        ("near miss: highs that fall", path((0, 17), (45, 20), (51, 18), (57, 19.5), (63, 18.9), (72, 21)), []),
        ("near miss: it breaks downwards", path((0, 17), (45, 20), (51, 18), (57, 20), (63, 18.9), (67, 19.9), (80, 16)), []),
        ("near miss: the break comes after 44 bars",
         path((0, 17), (45, 20), (51, 18), (57, 20), (63, 18.9), (68, 19.9), (88, 19.7), (92, 21)), []),
    ]


def symmetrical_cases():
    good = path((0, 17), (45, 20.5), (52, 18), (58, 20), (63, 18.5), (66, 19.5), (75, 19.1))
    lines = Lines(good, (45, 52, 58, 63), True)
    return [
        ("falling highs, rising lows", good,
         standing(0.5, lines, at_least(-lines.upper_drift, 0.18, 0.5), at_least(lines.lower_drift, 0.18, 0.5),
                  more=used(lines))),
        ("the last low is not known yet", good[:64], []),
        ("near miss: level highs", path((0, 17), (45, 20.5), (52, 18), (58, 20.4), (63, 18.5), (66, 19.5), (75, 19.1)), []),
        ("near miss: rising highs", path((0, 17), (45, 20.5), (52, 18), (58, 20.9), (63, 18.5), (66, 19.5), (75, 19.1)), []),
        ("near miss: level lows", path((0, 17), (45, 20.5), (52, 18), (58, 20), (63, 18.1), (66, 19.4), (75, 19)), []),
        ("near miss: no touch for 19 of 34 bars",
         path((0, 17), (45, 20.5), (50, 18), (69, 20), (74, 18.5), (77, 19.5), (86, 19.1)), []),
        ("near miss: near the apex",
         path((0, 17), (45, 20.5), (55, 17.5), (65, 19.4), (75, 18.4), (78, 18.95), (86, 18.9)), []),
    ]


def expanding_cases():
    good = path((0, 17), (45, 19.4), (49, 18), (55, 19.8), (61, 17.6), (68, 20.2), (73, 18.5))
    lines = Lines(good, (45, 49, 55, 61, 68), True)
    slow = path((0, 16), (45, 20), (52, 18), (59, 20.23), (66, 17.77), (73, 20.46), (78, 18.6))
    other = Lines(slow, (45, 52, 59, 66, 73), True)
    return [
        ("five touches of diverging lines", good,
         standing(0.4, lines, at_least(lines.upper_drift, 0.15, 0.4), at_least(-lines.lower_drift, 0.15, 0.4),
                  balanced(lines), touches=5)),
        ("lines that diverge slowly: no megaphone", slow,
         standing(0.4, other, at_least(other.upper_drift, 0.15, 0.4), at_least(-other.lower_drift, 0.15, 0.4),
                  balanced(other), touches=5)),
        ("near miss: the lows fall three times as far as the highs rise",
         path((0, 17), (45, 19.4), (50, 17.8), (56, 19.73), (62, 16.6), (69, 20.12), (75, 18)), []),
        ("near miss: four touches", path((0, 17), (45, 19.4), (49, 18), (55, 19.8), (61, 17.6), (66, 18.8), (70, 18.6)), []),
        ("near miss: a flat top", path((0, 17), (45, 19.4), (49, 18), (55, 19.4), (61, 17.6), (68, 19.4), (73, 18.2)), []),
        ("near miss: a flat bottom", path((0, 17), (45, 19.4), (49, 18), (55, 19.8), (61, 18), (68, 20.2), (73, 18.9)), []),
    ]


def rectangle_cases():
    good = path((0, 17), (45, 20), (50, 18), (55, 20.1), (60, 18.1), (64, 19.5), (75, 19))
    lines = Lines(good, (45, 50, 55, 60), True)
    return [
        ("between two flat lines", good,
         standing(0.5, lines, at_most(abs(lines.upper_drift), 0.15), at_most(abs(lines.lower_drift), 0.15), height=2.5)),
        ("near miss: rising", path((0, 17), (45, 20), (50, 18), (55, 20.5), (60, 18.5), (64, 20), (75, 19.5)), []),
        ("near miss: rising lows", path((0, 17), (45, 20), (50, 18), (55, 20), (60, 18.6), (64, 19.6), (75, 19.2)), []),
        ("near miss: it takes more than 30 bars", path((0, 17), (45, 20), (56, 18), (67, 20), (78, 18), (84, 19.5)), []),
    ]


def wedge_cases():
    def fading(bar):
        return 1000.0 if bar < 54 else 600.0

    points = ((0, 17), (45, 20.5), (51, 17.8), (57, 19.2), (62, 17.4), (70, 20))
    good = path(*points, volume=fading)
    lines = Lines(good, (45, 51, 57, 62), True)
    narrowing = lines.width(62) / lines.width(45)
    return [
        ("both lines fall and converge, volume fades, the break", good,
         at_break(0.6, lines, at_most(narrowing, 0.75, 0.3), more=(at_most(0.6, 0.95, 0.6),))),
        ("near miss: volume stays", path(*points), []),
        ("near miss: parallel lines",
         path((0, 17), (45, 20.5), (51, 17.8), (57, 19.5), (62, 16.9), (71, 20), volume=fading), []),
        ("near miss: the lower line is level",
         path((0, 17), (45, 20.5), (51, 17.8), (57, 19.2), (62, 17.75), (70, 20), volume=fading), []),
        ("near miss: it breaks the other way",
         path(*points[:5], (65, 18), (75, 15.5), volume=fading), []),
        ("no volume", path(*points, volume=lambda bar: 0.0), []),
        ("an unknown volume", path(*points, volume=lambda bar: float("nan") if bar == 50 else fading(bar)), []),
    ]


def channel_cases():
    good = path((0, 16), (45, 20), (51, 18), (57, 20.9), (63, 18.9), (68, 20.5), (75, 20.3))
    lines = Lines(good, (45, 51, 57, 63), True)
    slope = (lines.upper(1) - lines.upper(0) + lines.lower(1) - lines.lower(0)) / 2 / lines.unit
    return [
        ("between two parallel rising lines", good,
         standing(0.5, lines, at_least(slope, 0.08, 0.25), at_most(abs(lines.upper_drift - lines.lower_drift), 0.15),
                  height=2.5)),
        ("near miss: nearly level", path((0, 16), (45, 20), (51, 18), (57, 20.2), (63, 18.2), (68, 19.7), (75, 19.5)), []),
        ("near miss: converging", path((0, 16), (45, 20), (51, 18), (57, 20.9), (63, 19.4), (67, 20.7), (75, 20.5)), []),
        ("near miss: diverging", path((0, 16), (45, 20), (51, 18), (57, 21.5), (63, 18.9), (68, 20.8), (75, 20.6)), []),
    ]


def megaphone_cases():
    def fit(bars, turns):
        prices = [bars[b][2] if k % 2 == 0 else bars[b][1] for k, b in enumerate(turns)]
        legs = [abs(b - a) for a, b in zip(prices, prices[1:])]
        inward = max((b - a) * (1 if k % 2 == 0 else -1) for k, (a, b) in enumerate(zip(prices, prices[2:])))
        unit = mean_range(bars, turns[-1] + 1, turns[-1] + 1 - turns[0])
        at = known(bars, turns[-1], False)
        return [(turns[0], at, at, sure(0.4, at_least(min(legs[2] / legs[0], legs[3] / legs[1]), 1.2, 2),
                                        at_most(inward / max(legs), 0.1, -0.2), at_least(max(legs) / unit, 4, 9)))]

    good = path((0, 22), (40, 18), (44, 19.5), (48, 17.8), (53, 20.1), (59, 17.4), (64, 19))
    flat = path((0, 22), (40, 18.5), (44, 20), (49, 18), (54, 20), (60, 17.3), (65, 19))
    return [
        ("each swing larger than the last", good, fit(good, (40, 44, 48, 53, 59))),
        ("a flat top: no expanding triangle", flat, fit(flat, (40, 44, 49, 54, 60))),
        ("near miss: equal swings", path((0, 22), (40, 18), (45, 20), (50, 18), (55, 20), (60, 18), (65, 19.6)), []),
        ("near miss: lows that rise", path((0, 22), (40, 18), (44, 20), (48, 18.7), (54, 21.6), (59, 19.4), (64, 21)), []),
        ("near miss: it takes more than 40 bars",
         path((0, 22), (40, 18), (50, 19.5), (61, 17.8), (73, 20.1), (86, 17.4), (96, 19)), []),
    ]


def pole(rest, step=0.5):
    """20 quiet bars with true ranges of 0.15, a pole of four bars from 19.95, and `rest` as (high, low, close) in all."""
    bars, last = [], 20.0
    for i in range(20):
        close = 20.05 if i % 2 == 0 else 20.0
        bars.append([last, 20.1, 19.95, close, 1000.0])
        last = close
    for _ in range(4):
        bars.append([last, last + step + 0.05, last - 0.05, last + step, 1000.0])
        last += step
    for high, low, close in rest:
        bars.append([last, max(high, last), min(low, last), close, 1000.0])
        last = close
    return bars


def rest_of(top, bottom, slope_top, slope_bottom, count):
    """Bars whose highs and lows lie on two lines; closes in the middle."""
    rows = []
    for i in range(count):
        high, low = top + slope_top * i, bottom + slope_bottom * i
        rows.append((high, low, (high + low) / 2))
    return rows


# The pole: from the low of bar 20 (19.95) to the high of bar 23 (22.05); 2.1 in true ranges of 0.15.
POLE, UNIT, TIP = 2.1, 0.15, 22.05


def flag_cases():
    # Highs from 22.02 by -0.06, lows from 21.7 by -0.06, five bars; the line is at 21.72 at the break.
    def draw(top=22.02, bottom=21.7, a=-0.06, b=-0.06, count=5, close=22.2, step=0.5):
        return pole(rest_of(top, bottom, a, b, count) + [(close + 0.05, 21.5, close)], step)

    def fit(low, line, close, drift):
        return sure(0.5, at_least(POLE / UNIT, 4, 9), at_most((TIP - low) / POLE, 0.5, 0.2),
                    at_least((close - line) / POLE, 0.02, 0.2), at_most(drift, 0, -0.3), at_most(0.0, 0.4))

    drift = -0.06 * 4 / POLE
    good = draw()
    return [
        ("a channel against the pole, and the break", good, [(20, 29, 29, fit(21.46, 21.72, 22.2, drift))]),
        ("not yet broken", good[:-1], []),
        ("near miss: gives back 0.64 of the pole", draw(bottom=21.2, top=21.52, a=-0.14, b=-0.14, close=22.2), []),
        ("near miss: the channel goes with the pole", draw(top=21.6, bottom=21.3, a=0.06, b=0.06, close=22.3), []),
        ("near miss: the lines converge", draw(top=22.02, bottom=21.4, a=-0.12, b=0.0), []),
        ("near miss: a rest of three bars", draw(count=3), []),
        ("near miss: a pole of 3 average ranges",
         [[b[0], b[1] + 0.25, b[2] - 0.3, *b[3:]] if i < 15 else b for i, b in enumerate(draw())], []),
        ("near miss: it falls back", pole(rest_of(22.02, 21.7, -0.06, -0.06, 5) + [(21.6, 20.5, 20.6)]), []),
    ]


def pennant_cases():
    def draw(top=22.02, bottom=21.3, a=-0.08, b=0.06, count=5, close=22.2):
        return pole(rest_of(top, bottom, a, b, count) + [(close + 0.05, 21.5, close)])

    def fit(low, line, close, narrowing):
        return sure(0.5, at_least(POLE / UNIT, 4, 9), at_most((TIP - low) / POLE, 0.5, 0.2),
                    at_least((close - line) / POLE, 0.02, 0.2), at_most(narrowing, 0.6, 0.1))

    good = draw()
    return [
        ("a small triangle after the pole, and the break", good,
         [(20, 29, 29, fit(21.3, 21.62, 22.2, (0.72 - 0.14 * 4) / 0.72))]),
        ("not yet broken", good[:-1], []),
        ("near miss: lines that hardly converge", draw(a=-0.02, b=0.02), []),
        ("near miss: the lower line falls", draw(top=22.02, bottom=21.6, a=-0.12, b=-0.05), []),
        ("near miss: gives back 0.64 of the pole", draw(bottom=20.7, a=-0.1, b=0.13), []),
        ("near miss: it falls back", pole(rest_of(22.02, 21.3, -0.08, 0.06, 5) + [(21.6, 20.5, 20.6)]), []),
    ]


def island_cases():
    def draw(rise=0.1, floor=22.8, count=4, out=22.4):
        """A rise of 24 bars to 20 + 24 * rise; its last high is 0.1 above. Then the island and the bar after it."""
        bars = []
        for i in range(24):
            o, c = 20 + rise * i, 20 + rise * (i + 1)
            bars.append([o, max(o, c) + 0.1, min(o, c) - 0.1, c, 1000.0])
        for i in range(count):
            bars.append([floor + 0.1, floor + 0.3, floor, floor + 0.2, 1000.0])
        return bars + [[out - 0.1, out, out - 0.4, out - 0.3, 1000.0], [out - 0.3, out - 0.2, out - 0.4, out - 0.3, 1000.0]]

    def fit(bars, shared):
        unit = mean_range(bars, 24)
        return sure(0.8, at_least(shared / unit, 0.1, 1), at_least((bars[23][3] - bars[8][3]) / unit, 2, 7))

    good = draw()
    limit = draw()
    limit[28] = [21.9, 21.9, 21.9, 21.9, 10.0]
    return [
        ("gap up, four bars, gap down", good, [(23, 28, 28, fit(good, 22.8 - 22.5))]),
        ("it ends by a one-price bar at the limit", limit, [(23, 28, 28, fit(limit, 22.8 - 22.5))]),
        ("the second gap reaches less deep", draw(out=22.7), [(23, 28, 28, fit(draw(out=22.7), 22.8 - 22.7))]),
        ("near miss: the gaps share 0.07 average ranges", draw(out=22.78), []),
        ("near miss: no second gap", draw(out=22.85), []),
        ("near miss: two bars", draw(count=2), []),
        ("near miss: fourteen bars", draw(count=14), []),
        ("near miss: no rise before", draw(rise=0.01, floor=20.8, out=20.4), []),
    ]


def both(cases):
    return [(name, mirrored(bars), hits) for name, bars, hits in cases]


if __name__ == "__main__":
    write("make_line_patterns.py", {
        "ascending_triangle": ascending_cases(),
        "descending_triangle": both(ascending_cases()),
        "symmetrical_triangle": symmetrical_cases() + both(symmetrical_cases()[:1]),
        "expanding_triangle": expanding_cases() + both(expanding_cases()[:1]),
        "rectangle": rectangle_cases() + both(rectangle_cases()[:1]),
        "falling_wedge": wedge_cases(),
        "rising_wedge": both(wedge_cases()),
        "rising_channel": channel_cases(),
        "falling_channel": both(channel_cases()),
        "megaphone": megaphone_cases() + both(megaphone_cases()[:1]),
        "flag": flag_cases() + both(flag_cases()[:1]),
        "pennant": pennant_cases() + both(pennant_cases()[:1]),
        "island_reversal_top": island_cases(),
        "island_reversal_bottom": both(island_cases()),
    })
