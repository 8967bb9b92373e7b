"""Writes the golden cases of indicators and patterns that golden_test.cpp reads.

talib flavour: make_talib.py. tdx flavour: the formulas once more, in plain Python, straight from their text.
Patterns: drawn bars, with the expected bars written down by hand and confidences by the formulas in the comments.
The results are kept in the repository; run this only to add a case:

    python3 tests/golden/make_golden.py
"""
import math
import pathlib
import random

HERE = pathlib.Path(__file__).parent
NONE = float("nan")


# ---- the simulated series -------------------------------------------------------------------------------------------

def make_series(seed, count, flat_until=0):
    rng = random.Random(seed)
    rows, last = [], 20.0
    for i in range(count):
        opened = round(last * (1 + rng.gauss(0, 0.004)), 2)
        close = round(opened * math.exp(rng.gauss(0, 0.018)), 2)
        if i < flat_until or rng.random() < 0.05:
            opened = close = last
        high = round(max(opened, close) * (1 + abs(rng.gauss(0, 0.006))), 2)
        low = round(min(opened, close) * (1 - abs(rng.gauss(0, 0.006))), 2)
        if i < flat_until:
            high = low = last
        rows.append((opened, high, low, close, float(100 * rng.randrange(0, 200000))))
        last = close
    return rows


SERIES = {"walk": make_series(1, 120), "flat_start": make_series(2, 60, 12)}


# ---- tdx formulas, each as its text says ----------------------------------------------------------------------------

def tdx_sma(x, n, m):
    out, y = [], None
    for v in x:
        if math.isnan(v):
            out.append(NONE if y is None else y)
            continue
        y = v if y is None else (m * v + (n - m) * y) / n
        out.append(y)
    return out


def tdx_ema(x, n):
    out, y = [], None
    for v in x:
        y = v if y is None else (2 * v + (n - 1) * y) / (n + 1)
        out.append(y)
    return out


def tdx_mean(x, n):
    return [NONE if i + 1 < n else math.fsum(x[i + 1 - n:i + 1]) / n for i in range(len(x))]


def tdx_std(x, n):
    out = []
    for i in range(len(x)):
        if i + 1 < n:
            out.append(NONE)
            continue
        window = x[i + 1 - n:i + 1]
        mean = math.fsum(window) / n
        out.append(math.sqrt(math.fsum((v - mean) ** 2 for v in window) / (n - 1)))
    return out


def columns_of(rows):
    return [list(c) for c in zip(*rows)]


def tdx_ma(rows, *periods):
    return [tdx_mean(columns_of(rows)[3], n) for n in periods]


def expma(rows, *periods):
    return [tdx_ema(columns_of(rows)[3], n) for n in periods]


def tdx_macd(rows, short, long, mid):
    close = columns_of(rows)[3]
    dif = [a - b for a, b in zip(tdx_ema(close, short), tdx_ema(close, long))]
    dea = tdx_ema(dif, mid)
    return [dif, dea, [2 * (a - b) for a, b in zip(dif, dea)]]


def tdx_rsi(rows, *periods):
    close = columns_of(rows)[3]
    moves = [b - a for a, b in zip(close, close[1:])]
    out = []
    for n in periods:
        up = tdx_sma([max(m, 0.0) for m in moves], n, 1)
        al = tdx_sma([abs(m) for m in moves], n, 1)
        out.append([NONE] + [u / a * 100 if a > 0 else NONE for u, a in zip(up, al)])
    return out


def kdj(rows, n, m1, m2):
    _, high, low, close, _ = columns_of(rows)
    rsv = []
    for i in range(len(rows)):
        top, bottom = max(high[max(0, i + 1 - n):i + 1]), min(low[max(0, i + 1 - n):i + 1])
        rsv.append((close[i] - bottom) / (top - bottom) * 100 if top > bottom else NONE)
    k = tdx_sma(rsv, m1, 1)
    # A bar without an rsv adds nothing to d either.
    d = tdx_sma([NONE if math.isnan(r) else v for r, v in zip(rsv, k)], m2, 1)
    return [k, d, [3 * a - 2 * b for a, b in zip(k, d)]]


def boll(rows, m, p):
    close = columns_of(rows)[3]
    mean, std = tdx_mean(close, m), tdx_std(close, m)
    return [mean, [a + p * b for a, b in zip(mean, std)], [a - p * b for a, b in zip(mean, std)]]


def tdx_atr(rows, n):
    _, high, low, close, _ = columns_of(rows)
    mtr = [max(h - l, abs(c - h), abs(c - l)) for h, l, c in zip(high[1:], low[1:], close)]
    return [[NONE] + mtr, [NONE] + tdx_mean(mtr, n)]


def tdx_obv(rows, m):
    close, volume = columns_of(rows)[3:]
    total, obv = 0.0, []
    for i in range(len(rows)):
        if i > 0 and close[i] != close[i - 1]:
            total += volume[i] if close[i] > close[i - 1] else -volume[i]
        obv.append(total)
    return [obv, tdx_mean(obv, m)]


TDX = "make_golden.py, from the text of the TDX formula"
# id: flavour, name, source, function, parameter sets
INDICATORS = {
    "tdx_ma": ("tdx", "MA", TDX, tdx_ma, [(5, 10, 20, 60), (3, 7)]),
    "expma": ("tdx", "EXPMA", TDX, expma, [(12, 50)]),
    "tdx_macd": ("tdx", "MACD", TDX, tdx_macd, [(12, 26, 9), (5, 10, 4)]),
    "tdx_rsi": ("tdx", "RSI", TDX, tdx_rsi, [(6, 12, 24), (2,)]),
    "kdj": ("tdx", "KDJ", TDX, kdj, [(9, 3, 3), (5, 2, 4)]),
    "boll": ("tdx", "BOLL", TDX, boll, [(20, 2), (7, 1.5)]),
    "tdx_atr": ("tdx", "ATR", TDX, tdx_atr, [(14,), (3,)]),
    "tdx_obv": ("tdx", "OBV", TDX, tdx_obv, [(30,), (5,)]),
}


def text_of(value):
    return "-" if math.isnan(value) else repr(float(value))


def write_indicators():
    for name, rows in SERIES.items():
        lines = ["open,high,low,close,volume"] + [",".join(repr(v) for v in row) for row in rows]
        (HERE / "series" / f"{name}.csv").write_text("\n".join(lines) + "\n")
    for stem, (flavour, name, source, function, sets) in INDICATORS.items():
        lines = ["# Golden cases, written by make_golden.py: one row a bar, one number an output, - for none."]
        for series, rows in SERIES.items():
            for params in sets:
                call = f"{name}({','.join(str(p) for p in params)})" if params else name
                lines += [f"case {call}", f"flavour {flavour}", f"source {source}", f"series {series}", "rows"]
                lines += [" ".join(text_of(v) for v in row) for row in zip(*function(rows, *params))]
                lines.append("end")
        (HERE / "indicators" / f"{stem}.txt").write_text("\n".join(lines) + "\n")


# ---- patterns -------------------------------------------------------------------------------------------------------

def falling(step=-0.15):
    """Twelve bars that move by `step` each, without gaps: body |step|, range |step| + 0.2, last close 20 + 12 * step."""
    bars = []
    for i in range(12):
        o, c = 20 + step * i, 20 + step * (i + 1)
        bars.append([o, max(o, c) + 0.1, min(o, c) - 0.1, c])
    return bars


def at_least(x, bound, ideal):
    return min(1.0, max(0.0, (x - bound) / (ideal - bound)))


def at_most(x, bound):
    return min(1.0, max(0.0, (bound - x) / bound))


def sure(threshold, *fits):
    return threshold + (1 - threshold) * sum(fits) / len(fits)


FALL = at_least(5 * 0.15 / 0.35, 1, 3)  # Five bars of 0.15 in average true ranges of 0.35.


def hammer_cases():
    def bar(o, h, l, c):
        return [[o, h, l, c]]

    good = bar(18.20, 18.27, 17.80, 18.25)
    fit = sure(0.6, at_most(0.05 / 0.47, 0.3), at_most(0.02 / 0.47, 0.1), at_least(0.40 / 0.47, 0.6, 0.9), FALL)
    # At its bounds: range 1.00, body 0.30, upper shadow 0.10, lower shadow 0.60.
    edge = bar(18.60, 19.00, 18.00, 18.90)
    return [
        ("small body on a long shadow after a fall", falling() + good, [(12, 12, 12, fit)]),
        ("each ratio exactly at its bound", falling() + edge, [(12, 12, 12, sure(0.6, 0, 0, 0, FALL))]),
        ("near miss: body of 0.36", falling() + bar(18.60, 18.98, 18.00, 18.953), []),
        ("near miss: upper shadow of 0.14", falling() + bar(18.70, 19.00, 18.00, 18.86), []),
        # No near miss of the lower shadow alone: what body (0.3) and upper shadow (0.1) leave is always 0.6.
        ("near miss: lower shadow of 0.48, body of 0.5", falling() + bar(18.48, 18.99, 18.00, 18.97), []),
        ("near miss: a bar of 0.4 average ranges", falling() + bar(18.20, 18.21, 18.07, 18.21), []),
        ("near miss: after a rise", falling(0.15) + bar(21.80, 21.87, 21.40, 21.85), []),
        ("near miss: after a fall of 0.8 average ranges", falling(-0.038) + bar(19.54, 19.60, 19.14, 19.58), []),
        ("a bar of zero range", falling() + bar(18.20, 18.20, 18.20, 18.20), []),
        ("too few bars before", falling()[:8] + bar(18.80, 18.87, 18.40, 18.85), []),
    ]


def mirrored(bars):
    return [[40 - o, 40 - l, 40 - h, 40 - c] for o, h, l, c in bars]


def engulfing_cases():
    one, two = [18.20, 18.25, 18.05, 18.10], [18.05, 18.35, 18.00, 18.25]
    fit = sure(0.7, at_least(0.20 / 0.10, 1, 2.5), at_least(0.10 / 0.15, 0.3, 1), FALL)
    level = [18.10, 18.30, 18.00, 18.25]
    level_fit = sure(0.7, at_least(0.15 / 0.10, 1, 2.5), at_least(0.10 / 0.15, 0.3, 1), FALL)
    return [
        ("covered on both sides", falling() + [one, two], [(12, 13, 13, fit)]),
        ("level on one side", falling() + [one, level], [(12, 13, 13, level_fit)]),
        ("near miss: level on both sides", falling() + [one, [18.10, 18.30, 18.00, 18.20]], []),
        ("near miss: the body's end is not reached", falling() + [one, [18.05, 18.30, 18.00, 18.18]], []),
        ("near miss: the body's start is not reached", falling() + [one, [18.12, 18.30, 18.00, 18.25]], []),
        ("near miss: same colour", falling() + [one, [18.25, 18.30, 18.00, 18.05]], []),
        ("near miss: first body of 0.2 average bodies",
         falling() + [[18.20, 18.25, 18.05, 18.17], [18.15, 18.35, 18.00, 18.25]], []),
        ("near miss: the other trend", falling(0.15) + [[21.80, 21.85, 21.65, 21.70], [21.65, 21.95, 21.60, 21.85]],
         []),
    ]


def morning_star_cases():
    one, star, three = [18.20, 18.22, 17.93, 17.95], [17.90, 17.98, 17.80, 17.92], [17.95, 18.20, 17.90, 18.15]
    fit = sure(0.7, at_most(0.02 / 0.18, 0.3), at_least(0.20 / 0.25, 0.5, 1), at_least(0.25 / 0.15, 1, 2),
               at_most(0.02 / 0.25, 0.5), at_least(0.03 / 0.25, 0, 0.3), FALL)
    return [
        ("fall, star, rise", falling() + [one, star, three], [(12, 14, 14, fit)]),
        ("near miss: star body of 0.4 of its range", falling() + [one, [17.84, 17.98, 17.80, 17.912], three], []),
        ("near miss: star body of 0.6 of the first", falling() + [one, [17.76, 18.30, 17.60, 17.91], three], []),
        ("near miss: wins back 0.36", falling() + [one, star, [17.95, 18.20, 17.90, 18.04]], []),
        ("near miss: first body of 0.8 average bodies",
         falling() + [[18.08, 18.10, 17.93, 17.96], star, three], []),
        ("near miss: star overlaps the first body", falling() + [one, [17.99, 18.05, 17.87, 17.97], three], []),
        ("near miss: third bar falls", falling() + [one, star, [18.40, 18.45, 17.90, 18.15]], []),
        ("a star of zero range", falling() + [one, [17.90] * 4, three], []),
        ("near miss: after a rise",
         falling(0.15) + [[b + 3.6 for b in bar] for bar in (one, star, three)], []),
    ]


def write_patterns():
    engulfing = engulfing_cases()
    cases = {
        "hammer": hammer_cases(),
        "bullish_engulfing": engulfing,
        "bearish_engulfing": [(name, mirrored(bars), hits) for name, bars, hits in engulfing],
        "morning_star": morning_star_cases(),
    }
    for stem, rows in cases.items():
        lines = ["# Golden cases, written by make_golden.py: bars as open high low close; hits as start end known_at",
                 "# confidence. A case without a hit line must not be found."]
        for name, bars, hits in rows:
            lines += [f"case {name}"]
            lines += ["bar " + " ".join(repr(round(v, 4)) for v in bar) for bar in bars]
            lines += [f"hit {a} {b} {c} {d!r}" for a, b, c, d in hits]
            lines.append("end")
        (HERE / "patterns" / f"{stem}.txt").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    write_indicators()
    write_patterns()
