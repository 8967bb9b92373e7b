"""Writes the golden cases of the candle functions, which talib_candles_test.cpp reads: TA-Lib's own answers.

The series: a stretch of an ordinary walk, then for each answer that any function can give (+100, -100, +80, -200 ...) a
window of 24 to 40 bars in which it is given, cut from long random series on coarse grids, where ties are common.

    python3 -m venv build/golden-venv
    build/golden-venv/bin/pip install --only-binary :all: "TA-Lib>=0.6.5,<0.7" numpy     (bundles TA-Lib 0.6.4)
    build/golden-venv/bin/python tests/golden/make_candles.py
"""
import ctypes
import pathlib
import re

import numpy
import talib
import talib._ta_lib

HERE = pathlib.Path(__file__).parent
ENTRIES = HERE.parent.parent / "engine" / "analysis" / "candles"
LIBRARY = ctypes.CDLL(talib._ta_lib.__file__)  # The Python functions cannot change candle settings.

SETTINGS = ["body_long", "body_very_long", "body_short", "body_doji", "shadow_long", "shadow_very_long", "shadow_short",
            "shadow_very_short", "near", "far", "equal"]
RANGES = ["body", "high_low", "shadows"]
USUAL = [(0, 10, 1.0), (0, 10, 3.0), (0, 10, 1.0), (1, 10, 0.1), (0, 0, 1.0), (0, 0, 2.0), (2, 10, 1.0), (1, 10, 0.1),
         (1, 5, 0.2), (1, 5, 0.6), (1, 5, 0.05)]
# Every range, period and factor another; shadows by an average, the doji by its own bar.
OTHER = [(0, 7, 0.9), (0, 10, 3.0), (2, 12, 1.3), (1, 0, 0.12), (0, 4, 0.8), (1, 6, 0.45), (0, 9, 0.4), (1, 3, 0.15),
         (0, 6, 0.5), (1, 8, 0.5), (2, 5, 0.2)]


def entries():
    found = []
    for path in sorted(ENTRIES.glob("*.hpp")):
        text = path.read_text()
        penetration = re.search(r"penetration_param\(([\d.]+)\)", text)
        found.append((path.stem, re.search(r'\.name = "(\w+)"', text)[1], float(penetration[1]) if penetration else None))
    return found


def use(settings):
    for number, (kind, period, factor) in enumerate(settings):
        assert LIBRARY.TA_SetCandleSettings(number, kind, period, ctypes.c_double(factor)) == 0


def answers(name, bars, penetration=None):
    """The values of all bars (0 before the first), and how many come before it."""
    count = len(bars[0])
    out = numpy.zeros(count, numpy.int32)
    begin, number = ctypes.c_int(), ctypes.c_int()
    args = [0, count - 1] + [ctypes.c_void_p(column.ctypes.data) for column in bars]
    if penetration is not None:
        args.append(ctypes.c_double(penetration))
    status = getattr(LIBRARY, "TA_" + name)(*args, ctypes.byref(begin), ctypes.byref(number), ctypes.c_void_p(out.ctypes.data))
    assert status == 0, (name, status)
    values = numpy.zeros(count, numpy.int32)
    values[begin.value:begin.value + number.value] = out[:number.value]
    return values, begin.value


def coarse_walk(seed, count, step, tick, price):
    """Open, high, low, close in whole ticks: many equal prices, bars without shadows, gaps and one-price bars."""
    rng = numpy.random.default_rng(seed)
    gap = numpy.rint(rng.normal(0, step * 0.8, count))
    move = numpy.where(rng.random(count) < 0.08, 0, numpy.rint(rng.normal(0, step, count)))
    upper = numpy.where(rng.random(count) < 0.4, 0, numpy.rint(abs(rng.normal(0, step * 0.6, count))))
    lower = numpy.where(rng.random(count) < 0.4, 0, numpy.rint(abs(rng.normal(0, step * 0.6, count))))
    one = rng.random(count) < 0.02
    move[one] = upper[one] = lower[one] = 0
    close = numpy.cumsum(gap + move)
    middle = round(price / tick)
    close = middle + (close + middle // 2) % middle - middle // 2  # Back to the middle when it strays.
    opened = close - move
    ticks = [opened, numpy.maximum(opened, close) + upper, numpy.minimum(opened, close) - lower, close]
    return [numpy.ascontiguousarray(numpy.round(t * tick, 3)) for t in ticks]


def make_series(functions):
    use(USUAL)
    parts = [[c[:200] for c in coarse_walk(1, 200, 12, 0.01, 20)]]
    seen = set()

    def note(bars):
        for stem, name, penetration in functions:
            seen.update((name, int(v)) for v in numpy.unique(answers(name, bars, penetration)[0]) if v)

    note(parts[0])
    seed = 2
    for step, tick, price in [(4, 0.01, 10), (3, 0.01, 5), (8, 0.01, 30), (2, 0.01, 8), (4, 0.005, 10)] * 2:
        long = coarse_walk(seed, 400000, step, tick, price)
        seed += 1
        for stem, name, penetration in functions:
            values = answers(name, long, penetration)[0]
            for value in sorted(int(v) for v in numpy.unique(values) if v):
                if (name, value) not in seen:
                    bar = int(numpy.nonzero(values == value)[0][-1])
                    window = [c[max(0, bar - 30):bar + 4].copy() for c in long]
                    parts.append(window)
                    note([numpy.concatenate(columns) for columns in zip(*parts)])
    bars = [numpy.concatenate(columns) for columns in zip(*parts)]
    seen.clear()
    note(bars)
    print(len(bars[0]), "bars")
    for stem, name, penetration in functions:
        print(f"{name}: {sorted(v for n, v in seen if n == name)}")
        assert any(n == name for n, v in seen), name
    return bars


def case(name, penetration, settings, bars):
    use(settings)
    values, before = answers(name, bars, penetration)
    lines = [f"case {name}" + (f"({penetration})" if penetration is not None else ""), "source TA-Lib 0.6.4", "series candles"]
    if settings is not USUAL:
        lines += [f"setting {s} {RANGES[kind]} {period} {factor}" for s, (kind, period, factor) in zip(SETTINGS, settings)]
    lines.append(f"lookback {before}")
    lines += [f"value {bar} {values[bar]}" for bar in numpy.nonzero(values)[0]]
    return lines + ["end"]


def main():
    functions = entries()
    bars = make_series(functions)
    rows = [",".join(repr(float(v)) for v in row) + ",100.0" for row in zip(*bars)]
    (HERE / "series" / "candles.csv").write_text("\n".join(["open,high,low,close,volume"] + rows) + "\n")
    (HERE / "candles").mkdir(exist_ok=True)
    for stem, name, penetration in functions:
        lines = ["# Golden cases, written by make_candles.py: the bars at which the function answers anything but 0."]
        lines += case(name, penetration, USUAL, bars)
        if penetration is not None:
            lines += case(name, round(penetration / 4, 3), USUAL, bars)
        lines += case(name, penetration, OTHER, bars)
        (HERE / "candles" / f"{stem}.txt").write_text("\n".join(lines) + "\n")


main()
