"""Writes the golden cases of candle patterns that golden_test.cpp reads: drawn bars, by hand where a hit is expected
and where none is, and confidences computed once more here, from the texts of the definitions.

    python3 tests/golden/make_candle_patterns.py

Needs nothing but Python. hammer, engulfing and morning_star are in make_golden.py.
"""
import pathlib

HERE = pathlib.Path(__file__).parent / "patterns"


# ---- what the definitions call by name ------------------------------------------------------------------------------

def lead(step=-0.15):
    """Twelve bars that move by `step` each, without gaps: body |step|, range |step| + 0.2, last close 20 + 12 * step."""
    bars = []
    for i in range(12):
        o, c = 20 + step * i, 20 + step * (i + 1)
        bars.append([o, max(o, c) + 0.1, min(o, c) - 0.1, c])
    return bars


def to_and_fro():
    """Twelve bars between 20 and 20.12: body 0.12, range 0.32, last close 20, no trend."""
    return [[20.0, 20.22, 19.9, 20.12] if i % 2 == 0 else [20.12, 20.22, 19.9, 20.0] for i in range(12)]


DOWN, UP, FLAT = lead(), lead(0.15), to_and_fro()


def body(bar):
    return abs(bar[3] - bar[0])


def size(bars, i):
    """Body over the mean body of the ten bars before."""
    mean = sum(body(b) for b in bars[i - 10:i]) / 10
    return body(bars[i]) / mean if mean > 0 else 0


def mean_range(bars, i):
    return sum(max(b[1], a[3]) - min(b[2], a[3]) for a, b in zip(bars[i - 11:], bars[i - 10:i])) / 10


def fall(bars, i, n=5):
    return (bars[i - 1 - n][3] - bars[i - 1][3]) / mean_range(bars, i)


def at_least(x, bound, ideal):
    return min(1.0, max(0.0, (x - bound) / (ideal - bound)))


def at_most(x, bound, ideal=0.0):
    return min(1.0, max(0.0, (bound - x) / (bound - ideal)))


def sure(threshold, *fits):
    return threshold + (1 - threshold) * sum(fits) / len(fits)


def mirrored(bars):
    return [[40 - o, 40 - l, 40 - h, 40 - c] for o, h, l, c in bars]


def mirror(cases):
    return [(name, mirrored(bars), hits) for name, bars, hits in cases]


def hit(bars, count, confidence):
    """The drawn bars are the last `count`; they begin after the twelve of the lead."""
    first = len(bars) - count
    return [(first, first + count - 1, first + count - 1, confidence)]


# ---- single candles -------------------------------------------------------------------------------------------------

def shadow_below(before, other, first_close):
    """Hammer (before: a fall) and hanging man (a rise)."""
    def at(o, h, l, c):
        return [[first_close + v for v in (o, h, l, c)]]

    sign = 1 if before is DOWN else -1
    good = before + at(0.00, 0.07, -0.40, 0.05)
    fit = sure(0.6, at_most(0.05 / 0.47, 0.3), at_most(0.02 / 0.47, 0.1), at_least(0.40 / 0.47, 0.6, 0.9),
               at_least(sign * fall(good, 12), 1, 3))
    return [
        ("small body on a long shadow", good, hit(good, 1, fit)),
        ("near miss: body of 0.38", before + at(0.0, 0.38, -0.62, 0.38), []),
        ("near miss: upper shadow of 0.14", before + at(0.1, 0.40, -0.60, 0.26), []),
        ("near miss: lower shadow of 0.45", before + at(0.0, 0.10, -0.45, 0.55), []),
        ("near miss: a bar of 0.4 average ranges", before + at(0.0, 0.01, -0.13, 0.01), []),
        ("near miss: the other trend", other + [[v + 2 * (20 - first_close) for v in good[-1]]], []),
        ("near miss: no trend", FLAT + [[v + 20 - first_close for v in good[-1]]], []),
        ("a bar of zero range", before + at(0.0, 0.0, 0.0, 0.0), []),
    ]


def long_shadows():
    return {"hanging_man": shadow_below(UP, DOWN, 21.8),
            "inverted_hammer": mirror(shadow_below(UP, DOWN, 21.8)),
            "shooting_star": mirror(shadow_below(DOWN, UP, 18.2))}


def dojis():
    def bar(o, h, l, c):
        return FLAT + [[20 + o, 20 + h, 20 + l, 20 + c]]

    def trended(before, o, h, l, c):
        close = before[-1][3]
        return before + [[close + v for v in (o, h, l, c)]]

    good, edge = bar(0, 0.10, -0.10, 0.01), bar(0, 0.10, -0.10, 0.02)
    long = bar(0, 0.20, -0.20, 0.01)
    fly = trended(DOWN, 0, 0.01, -0.40, 0.01)
    fly_fit = sure(0.6, at_most(0.01 / 0.41, 0.1), at_most(0, 0.1), at_least(fall(fly, 12), 1, 3))
    dragonfly = [
        ("open and close at the high, after a fall", fly, hit(fly, 1, fly_fit)),
        ("near miss: body of 0.14", trended(DOWN, 0, 0.07, -0.43, 0.07), []),
        ("near miss: upper shadow of 0.15", trended(DOWN, 0, 0.07, -0.40, 0.0), []),
        ("near miss: a bar of 0.4 average ranges", trended(DOWN, 0, 0.0, -0.14, 0.0), []),
        ("near miss: no trend", FLAT + [[20, 20.01, 19.6, 20.01]], []),
        ("near miss: after a rise", trended(UP, 0, 0.01, -0.40, 0.01), []),
        ("a bar of zero range", trended(DOWN, 0, 0, 0, 0), []),
    ]
    return {
        "doji": [
            ("open near close", good, hit(good, 1, sure(0.4, at_most(0.05, 0.1)))),
            ("body exactly at the bound", edge, hit(edge, 1, 0.4)),
            ("near miss: body of 0.125", bar(0, 0.12, -0.12, 0.03), []),
            ("near miss: a bar of 0.375 average ranges", bar(0, 0.06, -0.06, 0.0), []),
            ("a bar of zero range", bar(0, 0, 0, 0), []),
        ],
        "long_legged_doji": [
            ("long shadows on both sides", long,
             hit(long, 1, sure(0.5, at_most(0.025, 0.1), at_least(0.19 / 0.40, 0.3, 0.5), at_least(0.40 / 0.32, 1, 2)))),
            ("near miss: body of 0.125", bar(0, 0.20, -0.20, 0.05), []),
            ("near miss: one shadow of 0.2", bar(0, 0.08, -0.32, 0.0), []),
            ("near miss: a bar of 0.75 average ranges", bar(0, 0.12, -0.12, 0.0), []),
            ("a bar of zero range", bar(0, 0, 0, 0), []),
        ],
        "dragonfly_doji": dragonfly,
        "gravestone_doji": mirror(dragonfly),
    }


def marubozu():
    good = DOWN + [[18.20, 18.51, 18.19, 18.50]]
    fit = sure(0.7, at_least(0.30 / 0.32, 0.9, 1), at_most(0.01 / 0.32, 0.05), at_least(2, 1, 2))
    white = [
        ("a long body from end to end", good, hit(good, 1, fit)),
        ("near miss: body of 0.86, shadows of 0.07", DOWN + [[18.20, 18.535, 18.165, 18.52]], []),
        ("near miss: one shadow of 0.07", DOWN + [[18.20, 18.5, 18.175, 18.50]], []),
        ("near miss: a body of 0.8 average bodies", DOWN + [[18.20, 18.32, 18.20, 18.32]], []),
        ("near miss: the other colour", DOWN + [[18.50, 18.51, 18.19, 18.20]], []),
        ("a one-price limit day", DOWN + [[19.8, 19.8, 19.8, 19.8]], []),
    ]
    return {"white_marubozu": white, "black_marubozu": mirror(white)}


def spinning_top():
    good = FLAT + [[20, 20.12, 19.92, 20.04]]
    fit = sure(0.3, at_most(0.04 / 0.20, 0.3), at_least(0.4, 0.2, 0.4))
    return {"spinning_top": [
        ("small body between two shadows", good, hit(good, 1, fit)),
        ("near miss: body of 0.4", FLAT + [[20, 20.14, 19.94, 20.08]], []),
        ("near miss: body of 0.05, a doji", FLAT + [[20, 20.11, 19.91, 20.01]], []),
        ("near miss: one shadow of 0.1", FLAT + [[20, 20.06, 19.86, 20.04]], []),
        ("near miss: a bar of 0.3 average ranges", FLAT + [[20, 20.04, 19.98, 20.015]], []),
        ("a bar of zero range", FLAT + [[20, 20, 20, 20]], []),
    ]}


# ---- two candles ----------------------------------------------------------------------------------------------------

def piercing():
    one = [18.20, 18.22, 17.90, 17.95]
    good = DOWN + [one, [17.90, 18.20, 17.85, 18.15]]
    fit = sure(0.6, at_least(0.20 / 0.25, 0.5, 1), at_least(0.05 / 0.25, 0, 0.5), at_least(0.25 / 0.15, 0.8, 2),
               at_least(fall(good, 12), 1, 3))
    rise = [[v + 3.6 for v in bar] for bar in good[12:]]
    up = [
        ("opens under the body, closes in its upper half", good, hit(good, 2, fit)),
        ("near miss: closes 0.4 of the way", DOWN + [one, [17.90, 18.20, 17.85, 18.05]], []),
        ("near miss: closes above the whole body", DOWN + [one, [17.90, 18.30, 17.85, 18.25]], []),
        ("near miss: closes exactly at the first open", DOWN + [one, [17.90, 18.30, 17.85, 18.20]], []),
        ("near miss: opens exactly at the first close", DOWN + [one, [17.95, 18.20, 17.85, 18.15]], []),
        ("near miss: opens inside the first body", DOWN + [one, [18.01, 18.20, 17.85, 18.15]], []),
        ("near miss: first body of 0.6 average bodies",
         DOWN + [[18.20, 18.22, 18.05, 18.11], [18.05, 18.20, 18.0, 18.18]], []),
        ("near miss: after a rise", UP + rise, []),
        ("near miss: no trend", FLAT + [[v + 1.8 for v in bar] for bar in good[12:]], []),
    ]
    return {"piercing_pattern": up, "dark_cloud_cover": mirror(up)}


def harami():
    one, two = [18.20, 18.25, 17.75, 17.80], [17.90, 18.10, 17.85, 18.05]
    good, black = DOWN + [one, two], DOWN + [one, [18.05, 18.10, 17.85, 17.90]]
    fit = sure(0.5, at_least(0.4 / 0.15, 1.2, 2), at_most(0.15 / 0.4, 0.5), at_least(0.10 / 0.4, 0, 0.25),
               at_least(fall(good, 12), 1, 3))
    up = [
        ("bullish: a small white body inside", good, hit(good, 2, fit)),
        ("bullish: a small black body inside", black, hit(black, 2, fit)),
        ("near miss: the first body of 0.8 average bodies",
         DOWN + [[18.20, 18.25, 18.05, 18.08], [18.12, 18.18, 18.09, 18.15]], []),
        ("near miss: the second body of 0.65 of the first", DOWN + [one, [17.87, 18.20, 17.80, 18.13]], []),
        ("near miss: the second body sticks out below", DOWN + [one, [17.77, 18.10, 17.70, 17.92]], []),
        ("near miss: the second body begins level with the end of the first", DOWN + [one, [17.80, 18.1, 17.8, 17.95]],
         []),
        ("near miss: no trend", FLAT + [[v + 1.8 for v in bar] for bar in (one, two)], []),
        ("near miss: a black body after a rise", UP + [[v + 3.6 for v in bar] for bar in (one, two)], []),
        ("a second bar of zero range", DOWN + [one, [17.95] * 4], []),
    ]
    cross = [18.00, 18.10, 17.90, 18.01]
    crossed = DOWN + [one, cross]
    cross_fit = sure(0.6, at_least(0.4 / 0.15, 1.2, 2), at_most(0.05, 0.1), 1, at_least(fall(crossed, 12), 1, 3))
    ups = [
        ("bullish: a doji inside", crossed, hit(crossed, 2, cross_fit)),
        ("near miss: body of 0.15 of its range", DOWN + [one, [18.00, 18.10, 17.90, 18.03]], []),
        ("near miss: the first body of 0.8 average bodies",
         DOWN + [[18.20, 18.25, 18.05, 18.08], [18.14, 18.20, 18.09, 18.14]], []),
        ("near miss: the doji is below the first body", DOWN + [one, [17.75, 17.85, 17.65, 17.76]], []),
        ("near miss: no trend", FLAT + [[v + 1.8 for v in bar] for bar in (one, cross)], []),
        ("near miss: a black body after a rise", UP + [[v + 3.6 for v in bar] for bar in (one, cross)], []),
        ("a second bar of zero range", DOWN + [one, [17.95] * 4], []),
    ]
    return {"harami": up + [("mirrored, " + n, b, h) for n, b, h in mirror(up)],
            "harami_cross": ups + [("mirrored, " + n, b, h) for n, b, h in mirror(ups)]}


# ---- three candles --------------------------------------------------------------------------------------------------

def stars():
    one, star, three = [18.20, 18.22, 17.93, 17.95], [17.90, 17.98, 17.80, 17.92], [17.95, 18.20, 17.90, 18.15]
    good = DOWN + [one, star, three]
    trend = at_least(fall(good, 12), 1, 3)

    def fit(threshold, ratio, star):
        return sure(threshold, at_most(body(star) / (star[1] - star[2]), ratio), at_least(0.20 / 0.25, 0.5, 1),
                    at_least(0.25 / 0.15, 1, 2), at_most(body(star) / 0.25, 0.5),
                    at_least((17.95 - max(star[0], star[3])) / 0.25, 0, 0.3), trend)

    misses = [
        ("near miss: wins back 0.36", DOWN + [one, star, [17.95, 18.20, 17.90, 18.04]], []),
        ("near miss: first body of 0.8 average bodies", DOWN + [[18.08, 18.10, 17.93, 17.96], star, three], []),
        ("near miss: star overlaps the first body", DOWN + [one, [17.99, 18.05, 17.87, 17.98], three], []),
        ("near miss: third bar falls", DOWN + [one, star, [18.40, 18.45, 17.90, 18.15]], []),
        ("a star of zero range", DOWN + [one, [17.90] * 4, three], []),
        ("near miss: after a rise", UP + [[v + 3.6 for v in bar] for bar in (one, star, three)], []),
        ("near miss: no trend", FLAT + [[v + 1.8 for v in bar] for bar in (one, star, three)], []),
    ]
    doji = [17.90, 17.99, 17.79, 17.91]
    with_doji = DOWN + [one, doji, three]
    morning = [("fall, star, rise", good, hit(good, 3, fit(0.7, 0.3, star))),
               ("near miss: star body of 0.4 of its range", DOWN + [one, [17.84, 17.98, 17.80, 17.912], three], []),
               ("near miss: star body of 0.6 of the first", DOWN + [one, [17.76, 18.30, 17.60, 17.91], three], [])]
    doji_star = [("fall, doji, rise", with_doji, hit(with_doji, 3, fit(0.8, 0.1, doji))),
                 ("near miss: star body of 0.15 of its range", DOWN + [one, [17.90, 17.99, 17.79, 17.93], three], []),
                 ("near miss: star body of 0.6 of the first", DOWN + [one, [17.76, 18.80, 17.16, 17.91], three], [])]
    doji_misses = [(n, [doji if bar == star else bar for bar in b], h) for n, b, h in misses]
    return {"evening_star": mirror(morning + misses), "morning_doji_star": doji_star + doji_misses,
            "evening_doji_star": mirror(doji_star + doji_misses)}


def steps():
    a, b, c = [18.20, 18.44, 18.15, 18.40], [18.30, 18.58, 18.26, 18.54], [18.44, 18.74, 18.40, 18.70]
    good = DOWN + [a, b, c]
    smallest = min(size(good, i) for i in (12, 13, 14))
    fit = sure(0.7, at_least(0.20 / 0.29, 0.3, 0.8), at_most(0.04 / 0.29, 0.4), at_least(smallest, 0.8, 1.5),
               at_least(0.10 / 0.20, 0, 0.5), at_least(0.16 / 0.24, 0.1, 1), at_most(-fall(good, 12), 1, -2))
    up = lead(0.15)
    white = [
        ("three long steps after a fall", good, hit(good, 3, fit)),
        ("near miss: a body of 0.24 of its range", DOWN + [a, b, [18.44, 18.99, 17.9, 18.70]], []),
        ("near miss: an upper shadow of 0.5", DOWN + [a, b, [18.44, 18.98, 18.42, 18.70]], []),
        ("near miss: a body of 0.6 average bodies",
         DOWN + [[18.20, 18.32, 18.15, 18.29], [18.25, 18.43, 18.23, 18.40], [18.34, 18.54, 18.31, 18.50]], []),
        ("near miss: the third opens below the second open", DOWN + [a, b, [18.25, 18.74, 18.20, 18.70]], []),
        ("near miss: the third opens 0.5 of the body above the second close",
         DOWN + [a, b, [18.66, 18.98, 18.60, 18.94]], []),
        ("near miss: the third closes level with the second", DOWN + [a, b, [18.36, 18.60, 18.34, 18.54]], []),
        ("near miss: the second falls", DOWN + [a, [18.54, 18.58, 18.26, 18.30], c], []),
        ("near miss: after a rise", up + [[v + 3.6 for v in bar] for bar in (a, b, c)], []),
    ]
    x, y, z = [18.20, 18.32, 18.18, 18.28], [18.25, 18.36, 18.22, 18.34], [18.30, 18.42, 18.28, 18.38]
    quiet = DOWN + [x, y, z]
    soft = sure(0.6, at_least(0.08 / 0.09, 0.5, 1), at_least(0.05 / 0.09, 0, 0.5), at_least(0.04 / 0.09, 0.1, 1),
                at_most(-fall(quiet, 12), 1, -2))
    return {
        "three_white_soldiers": white,
        "three_black_crows": mirror(white),
        "three_advancing_soldiers": [
            ("three small steps after a fall", quiet, hit(quiet, 3, soft)),
            ("near miss: three long steps", good, []),
            ("near miss: one body of 0.1 average bodies", DOWN + [x, y, [18.30, 18.42, 18.28, 18.313]], []),
            ("near miss: bodies of 0.4 of one another", DOWN + [[18.20, 18.32, 18.18, 18.3], y,
                                                               [18.31, 18.42, 18.28, 18.348]], []),
            ("near miss: the third opens below the second open", DOWN + [x, y, [18.24, 18.42, 18.2, 18.36]], []),
            ("near miss: the third closes level with the second", DOWN + [x, y, [18.26, 18.42, 18.2, 18.34]], []),
            ("near miss: the second falls", DOWN + [x, [18.34, 18.36, 18.22, 18.25], z], []),
            ("near miss: after a rise", up + [[v + 3.6 for v in bar] for bar in (x, y, z)], []),
        ],
    }


def three_inside():
    one, two, three = [18.20, 18.25, 17.75, 17.80], [17.90, 18.10, 17.85, 18.05], [18.05, 18.45, 18.0, 18.40]
    good = DOWN + [one, two, three]
    fit = sure(0.6, at_least(0.4 / 0.15, 0.8, 2), at_most(0.15 / 0.4, 0.5), at_least(0.10 / 0.4, 0, 0.25),
               at_least(0.6 / 0.4, 1, 1.5), at_least(fall(good, 12), 1, 3))
    up = [
        ("harami and a bar out of it", good, hit(good, 3, fit)),
        ("near miss: the third closes 0.8 of the way", DOWN + [one, two, [18.0, 18.2, 17.95, 18.12]], []),
        ("near miss: the third closes exactly at the first open", DOWN + [one, two, [18.0, 18.3, 17.95, 18.20]], []),
        ("near miss: the third falls", DOWN + [one, two, [18.5, 18.6, 18.0, 18.40]], []),
        ("near miss: the second body of 0.65 of the first", DOWN + [one, [17.87, 18.2, 17.8, 18.13], three], []),
        ("near miss: the second body sticks out", DOWN + [one, [17.77, 18.10, 17.70, 17.92], three], []),
        ("near miss: the first body of 0.6 average bodies",
         DOWN + [[18.20, 18.25, 18.05, 18.11], [18.13, 18.18, 18.10, 18.16], three], []),
        ("near miss: no trend", FLAT + [[v + 1.8 for v in bar] for bar in (one, two, three)], []),
        ("a second bar of zero range", DOWN + [one, [17.95] * 4, three], []),
    ]
    return {"three_inside_up": up, "three_inside_down": mirror(up)}


def abandoned_baby():
    one, star, three = [18.20, 18.25, 17.85, 17.90], [17.70, 17.78, 17.62, 17.71], [17.88, 18.20, 17.84, 18.15]
    good = DOWN + [one, star, three]
    mean = mean_range(good, 12)
    fit = sure(0.8, at_most(0.01 / 0.16, 0.1), at_least(0.06 / mean, 0, 0.5), at_least(0.25 / 0.30, 0.3, 1),
               at_least(0.30 / 0.15, 0.8, 2), at_least(fall(good, 12), 1, 3))
    up = [
        ("a doji with gaps on both sides", good, hit(good, 3, fit)),
        ("near miss: body of 0.19 of its range", DOWN + [one, [17.70, 17.78, 17.62, 17.73], three], []),
        ("near miss: shadows meet on the left", DOWN + [one, [17.70, 17.85, 17.55, 17.71], [17.95, 18.2, 17.9, 18.15]],
         []),
        ("near miss: shadows overlap on the right", DOWN + [one, star, [17.80, 18.20, 17.75, 18.15]], []),
        ("near miss: wins back 0.2", DOWN + [one, star, [17.88, 18.20, 17.84, 17.96]], []),
        ("near miss: first body of 0.6 average bodies", DOWN + [[17.99, 18.05, 17.85, 17.90], star, three], []),
        ("near miss: third bar falls", DOWN + [one, star, [18.30, 18.40, 17.84, 18.15]], []),
        ("near miss: no trend", FLAT + [[v + 1.8 for v in bar] for bar in (one, star, three)], []),
        ("a doji of zero range", DOWN + [one, [17.70] * 4, three], []),
    ]
    return {"abandoned_baby": up + [("mirrored, " + n, b, h) for n, b, h in mirror(up)]}


def write(cases):
    for stem, rows in cases.items():
        lines = ["# Golden cases, written by make_candle_patterns.py: bars as open high low close; hits as start end",
                 "# known_at confidence. A case without a hit line must not be found."]
        for name, bars, hits in rows:
            lines += [f"case {name}"]
            lines += ["bar " + " ".join(repr(round(v, 4)) for v in bar) for bar in bars]
            lines += [f"hit {a} {b} {c} {d!r}" for a, b, c, d in hits]
            lines.append("end")
        (HERE / f"{stem}.txt").write_text("\n".join(lines) + "\n")


for family in (long_shadows, dojis, marubozu, spinning_top, piercing, harami, stars, steps, three_inside,
               abandoned_baby):
    write(family())
