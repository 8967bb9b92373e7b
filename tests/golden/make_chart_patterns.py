"""Writes the golden cases of tops and bottoms, bowls, towers and the diamond.

Bottoms are drawn, tops are the same bars upside down. The bars of the hits are written down by hand, the confidences
computed by the formulas in the patterns' own files, a second time. Run it only to add a case:
python3 tests/golden/make_chart_patterns.py
"""
from drawn_patterns import at_least, at_most, mean_range, mirrored, sure, write

HIGH, LOW, CLOSE = 1, 2, 3


def drawn(closes, shadow=0.05):
    """Bars with these closes; each opens at the last close."""
    bars, last = [], closes[0]
    for close in closes:
        close = round(close, 4)
        bars.append([last, max(last, close) + shadow, min(last, close) - shadow, close])
        last = close
    return bars


def line(*points):
    """Closes that go straight from point to point."""
    closes = [points[0][1]]
    for (i, a), (j, b) in zip(points, points[1:]):
        closes += [a + (b - a) * k / (j - i) for k in range(1, j - i + 1)]
    return closes


def path(*points, shadow=0.05):
    return drawn(line(*points), shadow)


def ranges(bars, first, last):
    return mean_range(bars, last + 1, last + 1 - first)


def top_before(bars, first):
    return max(b[HIGH] for b in bars[:first + 1])


# ---- two and three turns --------------------------------------------------------------------------------------------

def double_fit(bars, one, neck, two):
    low = min(bars[one][LOW], bars[two][LOW])
    height = bars[neck][HIGH] - low
    return [at_most(abs(bars[one][LOW] - bars[two][LOW]) / height, 0.25),
            at_least(height / ranges(bars, one, two), 3, 6),
            at_least((top_before(bars, one) - bars[one][LOW]) / height, 1, 2)]


def double_cases():
    # Down to 20, up to 21.5, down to 20.1, up: the close of bar 34 (21.6) is the first above the neckline 21.55.
    good = path((0, 24), (16, 20), (22, 21.5), (28, 20.1), (36, 22.1))
    higher = path((0, 22.4), (16, 20), (22, 21.5), (28, 20.1), (36, 22.1))
    return [
        ("two lows and the break", good, [(16, 34, 34, sure(0.6, *double_fit(good, 16, 22, 28)))]),
        ("a shorter fall before", higher, [(16, 34, 34, sure(0.6, *double_fit(higher, 16, 22, 28)))]),
        ("near miss: lows 0.41 of the height apart", path((0, 24), (16, 20), (22, 21.5), (28, 20.65), (36, 22.65)), []),
        ("near miss: a rise of two average ranges",
         path((0, 24), (16, 20), (19, 20.55), (24, 20.02), (26, 20.2), (32, 20.3), (36, 20.9)), []),
        ("near miss: lows 6 bars apart", path((0, 24), (16, 20), (19, 21.5), (22, 20.1), (31, 22.35)), []),
        ("near miss: hardly a fall before", path((0, 20.9), (4, 20), (10, 21.5), (16, 20.1), (24, 22.1)), []),
        ("near miss: the close stops at the neckline", path((0, 24), (16, 20), (22, 21.5), (28, 20.1), (34, 21.55),
                                                            (44, 20.8)), []),
        ("near miss: a low under both before the break",
         path((0, 24), (16, 20), (22, 21.5), (28, 20.1), (31, 20.8), (35, 18.9), (44, 22.2)), []),
        ("near miss: the break comes 46 bars after the first low",
         path((0, 24), (16, 20), (36, 21.5), (54, 20.1), (64, 22.1)), []),
    ]


def potential_cases():
    # The turn from the second low is two average ranges (0.68) at bar 31.
    good = path((0, 24), (16, 20), (22, 21.5), (28, 20.1), (32, 21.1))
    return [
        ("two lows and the turn", good, [(16, 31, 31, sure(0.5, *double_fit(good, 16, 22, 28)))]),
        ("the second low is not known yet", good[:31], []),
        ("near miss: lows 0.41 of the height apart", path((0, 24), (16, 20), (22, 21.5), (28, 20.65), (34, 21.5)), []),
        ("near miss: lows 4 bars apart", path((0, 24), (16, 20), (18, 21.5), (20, 20.1), (24, 21.1)), []),
        ("near miss: hardly a fall before", path((0, 20.9), (4, 20), (10, 21.5), (16, 20.1), (20, 21.1)), []),
        ("near miss: the turn goes all the way to the neckline",
         path((0, 24), (16, 20), (22, 21.5), (28, 20.1), (29, 21.5), (32, 21.6)), []),
        ("near miss: 36 bars from the first low to the turn",
         path((0, 24), (16, 20), (30, 21.5), (48, 20.1), (53, 21.1)), []),
    ]


def triple_cases():
    def fit(bars, lows, peaks):
        prices = [bars[i][LOW] for i in lows]
        tops = [bars[i][HIGH] for i in peaks]
        low, level = min(prices), max(tops)
        height = level - low
        return sure(0.65, at_most((max(prices) - low) / height, 0.25), at_least((min(tops) - low) / height, 0.5, 1),
                    at_least(height / ranges(bars, lows[0], lows[2]), 3, 6),
                    at_least((top_before(bars, lows[0]) - prices[0]) / height, 1, 2))

    good = path((0, 24), (14, 20), (20, 21.5), (26, 20.1), (32, 21.6), (38, 20.05), (46, 22.1))
    uneven = path((0, 22.4), (14, 20), (20, 21.0), (26, 20.2), (32, 21.6), (38, 20.15), (46, 22.2))
    return [
        ("three lows and the break", good, [(14, 45, 45, fit(good, (14, 26, 38), (20, 32)))]),
        ("uneven highs, a shorter fall before", uneven, [(14, 44, 44, fit(uneven, (14, 26, 38), (20, 32)))]),
        ("near miss: the third low 0.36 of the height above the first",
         path((0, 24), (14, 20), (20, 21.5), (26, 20.1), (32, 21.6), (38, 20.6), (46, 22.65)), []),
        ("near miss: two lows 4 bars apart",
         path((0, 24), (14, 20), (16, 21.2), (18, 20.1), (26, 21.6), (34, 20.05), (42, 22.1)), []),
        ("near miss: the first rise is 0.38 of the height",
         path((0, 24), (14, 20), (20, 20.6), (26, 20.1), (32, 21.6), (38, 20.05), (46, 22.1)), []),
        ("near miss: hardly a fall before",
         path((0, 20.9), (4, 20), (10, 21.5), (16, 20.1), (22, 21.6), (28, 20.05), (36, 22.1)), []),
        ("near miss: the close stops at the level",
         path((0, 24), (14, 20), (20, 21.5), (26, 20.1), (32, 21.6), (38, 20.05), (44, 21.65), (52, 20.9)), []),
        ("near miss: a low under all three before the break",
         path((0, 24), (14, 20), (20, 21.5), (26, 20.1), (32, 21.6), (38, 20.05), (41, 20.8), (45, 18.9), (54, 22.2)),
         []),
        ("near miss: only two lows", path((0, 24), (14, 20), (26, 21.5), (38, 20.1), (46, 22.1)), []),
    ]


def head_cases():
    def fit(bars, left, neck1, head, neck2, right):
        slope = (bars[neck2][HIGH] - bars[neck1][HIGH]) / (neck2 - neck1)

        def neckline(i):
            return bars[neck1][HIGH] + slope * (i - neck1)

        height = neckline(head) - bars[head][LOW]
        a, b = bars[left][LOW], bars[right][LOW]
        one, two = head - left, right - head
        return sure(0.7, at_least((min(a, b) - bars[head][LOW]) / height, 0.2, 0.5), at_most(abs(a - b) / height, 0.3),
                    at_least(min(neckline(left) - a, neckline(right) - b) / height, 0.2, 0.4),
                    at_most(abs(bars[neck1][HIGH] - bars[neck2][HIGH]) / height, 0.35),
                    at_least(min(one, two) / max(one, two), 0.4, 1),
                    at_least(height / ranges(bars, left, right), 4, 8),
                    at_least((top_before(bars, left) - a) / height, 1, 2))

    good = path((0, 26), (16, 21.5), (20, 22.9), (28, 20), (36, 23), (40, 21.6), (48, 24.2))
    sloped = path((0, 26), (16, 21.9), (20, 23.4), (28, 20), (38, 22.8), (42, 21.4), (50, 24.0))
    return [
        ("shoulder, head, shoulder, break", good, [(16, 45, 45, fit(good, 16, 20, 28, 36, 40))]),
        ("a falling neckline", sloped, [(16, 46, 46, fit(sloped, 16, 20, 28, 38, 42))]),
        ("near miss: head 0.14 of the height below the shoulders",
         path((0, 26), (16, 21.5), (20, 22.9), (28, 21.25), (36, 23), (40, 21.6), (48, 24.2)), []),
        ("near miss: shoulders 0.4 of the height apart",
         path((0, 26), (16, 22.3), (20, 23.2), (28, 20), (36, 23), (40, 21.0), (48, 24.2)), []),
        ("near miss: ends of the neckline 0.44 of the height apart",
         path((0, 26), (16, 21.2), (20, 22.3), (28, 20), (36, 23.6), (40, 21.3), (48, 25)), []),
        ("near miss: right shoulder a third as far from the head as the left one",
         path((0, 26), (12, 21.5), (18, 22.9), (34, 20), (38, 23), (41, 21.6), (49, 24.2)), []),
        ("near miss: a fall of 0.7 of the height before",
         path((0, 23.5), (8, 21.5), (12, 22.9), (20, 20), (28, 23), (32, 21.6), (40, 24.2)), []),
        ("near miss: the close stops at the neckline",
         path((0, 26), (16, 21.5), (20, 22.9), (28, 20), (36, 23), (40, 21.6), (45, 23.1), (52, 22)), []),
        ("near miss: a low under the right shoulder before the break",
         path((0, 26), (16, 21.5), (20, 22.9), (28, 20), (36, 23), (40, 21.6), (42, 22.2), (47, 20.1), (60, 24.2)), []),
    ]


# ---- bowls ----------------------------------------------------------------------------------------------------------

def bowl_of(closes, rim):
    """Fit, skew and low share by the normal equations of y = a + b x + c x^2, solved by Cramer's rule."""
    n = len(closes)
    xs = [i / (n - 1) for i in range(n)]
    s = [sum(x ** k for x in xs) for k in range(5)]
    t = [sum(y * x ** k for x, y in zip(xs, closes)) for k in range(3)]

    def det(m):
        return (m[0][0] * (m[1][1] * m[2][2] - m[1][2] * m[2][1]) - m[0][1] * (m[1][0] * m[2][2] - m[1][2] * m[2][0])
                + m[0][2] * (m[1][0] * m[2][1] - m[1][1] * m[2][0]))

    m = [[s[i + j] for j in range(3)] for i in range(3)]
    abc = [det([[t[i] if j == k else m[i][j] for j in range(3)] for i in range(3)]) / det(m) for k in range(3)]
    mean = sum(closes) / n
    rest = sum((y - abc[0] - abc[1] * x - abc[2] * x * x) ** 2 for x, y in zip(xs, closes))
    fit = 1 - rest / sum((y - mean) ** 2 for y in closes)
    # In bars from the middle, as a share of the number of bars.
    skew = abs((-abc[1] / (2 * abc[2]) - 0.5) * (n - 1)) / n
    third = min(closes) + (rim - min(closes)) / 3
    return fit, skew, sum(y <= third for y in closes) / n


def arc(rim, depth, half, upto=None):
    """Closes of a parabola from the rim down by `depth` and up again, 2 * half bars after the first."""
    upto = 2 * half if upto is None else upto
    return [rim - depth + depth * ((x - half) / half) ** 2 for x in range(1, upto + 1)]


def rounding_cases():
    def fit(bars, start, bottom, end):
        closes = [b[CLOSE] for b in bars[start:end + 1]]
        rim = closes[-1]
        depth = rim - bars[bottom][LOW]
        fit, skew, share = bowl_of(closes, rim)
        return sure(0.6, at_least(depth / ranges(bars, start, end), 4, 10), at_least(share, 0.45, 0.6),
                    at_least(fit, 0.75, 0.95), at_most(skew, 0.1),
                    at_least((top_before(bars, start) - rim) / depth, 0.7, 2))

    fall = line((0, 25), (20, 20))
    # The bowl's lowest close is bar 45; the first bowl of 30 bars or more around it has 31, from 30 to 60.
    good = drawn(fall + arc(20, 2.5, 25, 52))
    sharp = line((0, 25), (20, 20), (45, 17.5), (72, 20.2))
    short = drawn(line((0, 25), (20, 20)) + arc(20, 2.5, 10) + [21, 22, 23, 24])
    return [
        ("a fall that slows and turns", good, [(30, 60, 60, fit(good, 30, 45, 60))]),
        ("the turn of a bowl that is not back yet", good[:60], []),
        ("near miss: a sharp turn", drawn(sharp), []),
        ("near miss: a depth of 2.4 average ranges", drawn(fall + arc(20, 2.5, 25, 52), 0.6), []),
        ("near miss: after a rise", drawn(line((0, 15), (20, 20)) + arc(20, 2.5, 18)), []),
        ("near miss: 21 bars", short, []),
        ("near miss: a fast fall and a slow rise",
         drawn(fall + arc(20, 2.5, 6, 6) + [17.5 + 2.5 * (x / 44) ** 2 for x in range(1, 47)]), []),
    ]


def saucer_cases():
    def fit(bars, start, bottom, end):
        rim = bars[start][HIGH]
        depth = rim - bars[bottom][LOW]
        size = depth / ranges(bars, start, end)
        f, skew, share = bowl_of([b[CLOSE] for b in bars[start:end + 1]], rim)
        rise = rim - min(b[LOW] for b in bars[:start + 1])
        return sure(0.5, at_most(size / (end - start + 1), 0.12, 0.04), at_least(share, 0.45, 0.6),
                    at_least(f, 0.75, 0.95), at_most(skew, 0.1), at_least(rise / depth, 1, 3))

    rise = line((0, 15), (20, 20))
    # Back at 20 at bar 80, above the rim of 20.15 at bar 82.
    good = drawn(rise + arc(20, 1.2, 30, 64), 0.15)
    first = next(i for i in range(60, 85) if good[i][CLOSE] > good[20][HIGH])
    bottom = min(range(21, first), key=lambda i: good[i][LOW])
    return [
        ("a shallow rest in a rise", good, [(20, first, first, fit(good, 20, bottom, first))]),
        ("near miss: 0.2 average ranges deep for each bar", drawn(rise + arc(20, 1.2, 30, 64), 0.03), []),
        ("near miss: a sharp turn", drawn(line((0, 15), (20, 20), (50, 18.8), (84, 20.3)), 0.15), []),
        ("near miss: after a fall", drawn(line((0, 25), (20, 20)) + arc(20, 1.2, 30, 64), 0.15), []),
        ("near miss: the close stops at the rim",
         drawn(rise + arc(20, 1.2, 30, 60) + [20.1, 20.15, 20.0, 19.8, 19.6], 0.15), []),
        ("near miss: 34 bars", drawn(rise + arc(20, 1.2, 15, 34), 0.15), []),
    ]


def cup_cases():
    def fit(bars, left, bottom, right, handle, end):
        a, b = bars[left][HIGH], bars[right][HIGH]
        depth = min(a, b) - bars[bottom][LOW]
        share = bowl_of([x[CLOSE] for x in bars[left:right + 1]], min(a, b))[2]
        rise = a - min(x[LOW] for x in bars[max(0, left - 60):left + 1])
        return sure(0.6, at_most(abs(a - b) / depth, 0.25), at_least(depth / ranges(bars, left, right), 4, 10),
                    at_most((b - bars[handle][LOW]) / depth, 0.5, 0.2), at_least(share, 0.4, 0.6),
                    at_least(rise / depth, 1, 2))

    def cup(rise_from=14, depth=3.0, rim=20.0, handle=19.2, down=4, up=6, last=20.9, sharp=False):
        closes = line((0, rise_from), (24, 20))
        closes += line((0, 20), (20, 20 - depth))[1:] + line((0, 20 - depth), (20, rim))[1:] if sharp else \
            arc(20, depth, 20, 20) + [20 - depth + (rim - 20 + depth) * (x / 20) ** 2 for x in range(1, 21)]
        closes += line((0, rim), (down, handle))[1:] + line((0, handle), (up, last))[1:]
        return drawn(closes, 0.1)

    # Rims at bars 24 and 64, the cup's low at 44, the handle's at 68; bar 72 closes at 20.33.
    good = cup()
    return [
        ("cup, handle, break", good, [(24, 72, 72, fit(good, 24, 44, 64, 68, 72))]),
        ("near miss: a sharp cup", cup(sharp=True), []),
        ("near miss: the handle gives back 0.7 of the depth", cup(handle=18.0, down=5, up=8), []),
        ("near miss: a handle of 3 bars", cup(handle=19.4, down=1, up=2, last=21), []),
        ("near miss: the right rim 0.5 of the depth below the left", cup(rim=18.9, handle=18.3, last=19.8), []),
        ("near miss: a rise of 0.7 of the depth before", cup(rise_from=18.0), []),
        ("near miss: the close stops at the right rim", cup(last=20.1), []),
    ]


# ---- towers and the diamond -----------------------------------------------------------------------------------------

def tower_cases():
    # Twelve bars that fall by 0.15: bodies of 0.15, ranges of 0.35; the last close is 18.2.
    fall = drawn([20 - 0.15 * i for i in range(13)], 0.1)[1:]

    def tower(first=17.6, pause=(17.65, 17.57, 17.62, 17.6), last=18.15, before=None):
        closes = [before[-1][CLOSE] if before else 18.2, first, *pause, last]
        return (before or fall) + drawn(closes, 0.1)[1:]

    def fit(bars, first, last):
        body = [abs(b[3] - b[0]) for b in bars]
        mean = sum(body[first - 10:first]) / 10
        close = bars[first][CLOSE]
        pause = range(first + 1, last)
        return sure(0.6, at_least(body[first] / mean, 1.5, 3), at_least(body[last] / mean, 1.5, 3),
                    at_most(max(body[i] for i in pause) / min(body[first], body[last]), 0.5, 0.1),
                    at_most(max(abs(bars[i][CLOSE] - close) for i in pause) / body[first], 0.5),
                    at_least((bars[last][CLOSE] - close) / body[first], 0.7, 1),
                    at_least((bars[first - 6][CLOSE] - bars[first - 1][CLOSE]) / mean_range(bars, first), 1, 3))

    good, loose = tower(), tower(17.9, (17.95, 17.85, 17.95), 18.18)
    rise = drawn([16.4 + 0.15 * i for i in range(13)], 0.1)[1:]
    return [
        ("tall fall, pause, tall rise", good, [(12, 17, 17, fit(good, 12, 17))]),
        ("towers of two average bodies", loose, [(12, 16, 16, fit(loose, 12, 16))]),
        ("near miss: a first body of 1.2 average bodies", tower(18.02, (18.03, 18.02, 18.01), 18.2), []),
        ("near miss: a pause of 2 bars", tower(pause=(17.65, 17.6)), []),
        ("near miss: a body of 0.65 of the smaller tower in the pause", tower(pause=(17.65, 17.6, 17.87, 17.65)), []),
        ("near miss: the pause strays 0.7 of the first body", tower(pause=(17.45, 17.3, 17.18, 17.3), last=18.15), []),
        ("near miss: half of the first body won back", tower(pause=(17.6, 17.57, 17.58, 17.55), last=17.9), []),
        ("near miss: after a rise", tower(before=rise), []),
        ("near miss: 16 bars", tower(pause=(17.65, 17.6) * 7), []),
    ]


def diamond_cases():
    def fit(bars, highs, lows, last):
        h, l = [bars[i][HIGH] for i in highs], [bars[i][LOW] for i in lows]
        height = h[1] - l[1]
        step = min(h[1] - h[0], h[1] - h[2], l[0] - l[1], l[2] - l[1])
        off = max(abs((h[i] + l[i]) / 2 - (h[1] + l[1]) / 2) for i in (0, 2))
        middle = (highs[1] + lows[1]) / 2
        left, right = middle - min(highs[0], lows[0]), max(highs[2], lows[2]) - middle
        start = min(highs[0], lows[0])
        return sure(0.5, at_least(step / height, 0.15, 0.35), at_most(off / height, 0.15),
                    at_least(height / ranges(bars, start, last), 4, 8),
                    at_least(min(left, right) / max(left, right), 0.4, 1))

    up = path((0, 20), (4, 21), (8, 19), (14, 22), (22, 18), (28, 21), (32, 19), (38, 22))
    down = [[40 - o, 40 - l, 40 - h, 40 - c] for o, h, l, c in up]
    return [
        ("breaks upwards", up, [(4, 36, 36, fit(up, (4, 14, 28), (8, 22, 32), 32))]),
        ("breaks downwards", down, [(4, 36, 36, fit(down, (8, 22, 32), (4, 14, 28), 32))]),
        ("near miss: a high steps in by 0.07 of the height",
         path((0, 20), (4, 21), (8, 19), (14, 22), (22, 18), (28, 21.7), (32, 19), (40, 22.6)), []),
        ("near miss: the left end 0.2 of the height too high",
         path((0, 20.6), (2, 21.35), (6, 20.2), (12, 22), (20, 18), (26, 21), (30, 19), (36, 22)), []),
        ("near miss: the right half takes three times as long",
         path((0, 20), (4, 21), (8, 19), (12, 22), (18, 18), (32, 21), (45, 19), (50, 22)), []),
        ("near miss: widens and does not narrow",
         path((0, 20), (4, 21), (8, 19), (14, 22), (22, 18), (30, 22.5), (40, 17.5), (50, 23)), []),
        ("near miss: no close out of the narrow end",
         path((0, 20), (4, 21), (8, 19), (14, 22), (22, 18), (28, 21), (32, 19), (35, 20.2), (37, 19.6)), []),
    ]


def upside_down(cases):
    return [("upside down: " + name, mirrored(bars), hits) for name, bars, hits in cases]


if __name__ == "__main__":
    write("make_chart_patterns.py", {
        "double_bottom": double_cases(),
        "double_top": upside_down(double_cases()),
        "potential_double_bottom": potential_cases(),
        "triple_bottom": triple_cases(),
        "triple_top": upside_down(triple_cases()),
        "head_shoulders_bottom": head_cases(),
        "head_shoulders_top": upside_down(head_cases()),
        "rounding_bottom": rounding_cases(),
        "rounding_top": upside_down(rounding_cases()),
        "saucer": saucer_cases(),
        "cup_and_handle": cup_cases(),
        "tower_bottom": tower_cases(),
        "tower_top": upside_down(tower_cases()),
        "diamond": diamond_cases(),
    })
