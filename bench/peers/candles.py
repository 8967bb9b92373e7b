"""All 61 candle functions against TA-Lib 0.6.4 in one process: are all values equal, and how many times faster?

    cmake --build build/release --target fwq_candles_peer
    python3 -m venv build/golden-venv
    build/golden-venv/bin/pip install --only-binary :all: "TA-Lib>=0.6.5,<0.7" numpy     (bundles TA-Lib 0.6.4)
    build/golden-venv/bin/python bench/peers/candles.py [--vipdoc FOLDER] [--ours FILE] [--bars N]

Values: random series on coarse grids, with TA-Lib's settings and with random ones, and every series of --vipdoc.
Time: both write over the same memory again for each 4,096 bars (ours: a block; TA-Lib: a call of each function per block of
bars would lose its look-back, so it runs over the whole series into one reused column). TA-Lib is called through ctypes once
per function, which costs it nothing over a million bars and some 5 ns a bar over 1,280. Runs alternate; best of each.
"""
import argparse
import ctypes
import pathlib
import time

import numpy
import talib
import talib._ta_lib

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
REAL, POINTER, SIZE = ctypes.c_double, ctypes.c_void_p, ctypes.c_size_t
USUAL = [(0, 10, 1.0), (0, 10, 3.0), (0, 10, 1.0), (1, 10, 0.1), (0, 0, 1.0), (0, 0, 2.0), (2, 10, 1.0), (1, 10, 0.1),
         (1, 5, 0.2), (1, 5, 0.6), (1, 5, 0.05)]
THEIRS = ctypes.CDLL(talib._ta_lib.__file__)


def open_library(path):
    library = ctypes.CDLL(str(path))
    library.fwq_candle_count.restype = SIZE
    library.fwq_candle_name.restype, library.fwq_candle_name.argtypes = ctypes.c_char_p, [SIZE]
    library.fwq_candle_penetration.restype, library.fwq_candle_penetration.argtypes = REAL, [SIZE]
    library.fwq_candles_open.restype, library.fwq_candles_open.argtypes = POINTER, [POINTER] * 4
    library.fwq_candles_close.argtypes = [POINTER]
    library.fwq_candles_scan.restype = REAL
    library.fwq_candles_scan.argtypes = [POINTER] * 5 + [SIZE, POINTER]
    return library


class Ours:
    def __init__(self, library, settings, penetrations):
        self.ours = library
        columns = [numpy.array([s[k] for s in settings], t) for k, t in enumerate((numpy.int32, numpy.int32, float))]
        values = numpy.array(penetrations, float)
        self.handle = library.fwq_candles_open(*[c.ctypes.data for c in columns], values.ctypes.data)
        assert self.handle

    def values(self, bars):
        out = numpy.zeros((self.ours.fwq_candle_count(), len(bars[0])), numpy.int8)
        self.ours.fwq_candles_scan(self.handle, *[c.ctypes.data for c in bars], len(bars[0]), out.ctypes.data)
        return out

    def seconds(self, bars):
        return self.ours.fwq_candles_scan(self.handle, *[c.ctypes.data for c in bars], len(bars[0]), None)

    def close(self):
        self.ours.fwq_candles_close(self.handle)


class Peer:
    def __init__(self, names, settings, penetrations):
        self.functions = [getattr(THEIRS, "TA_" + name) for name in names]
        self.penetrations = penetrations
        for number, (kind, period, factor) in enumerate(settings):
            assert THEIRS.TA_SetCandleSettings(number, kind, period, REAL(factor)) == 0
        self.begin, self.number = ctypes.c_int(), ctypes.c_int()

    def call(self, k, bars, out):
        args = [0, len(bars[0]) - 1] + [POINTER(c.ctypes.data) for c in bars]
        if self.penetrations[k] >= 0:
            args.append(REAL(self.penetrations[k]))
        status = self.functions[k](*args, ctypes.byref(self.begin), ctypes.byref(self.number), POINTER(out.ctypes.data))
        assert status == 0

    def values(self, bars):
        count = len(bars[0])
        out, column = numpy.zeros((len(self.functions), count), numpy.int8), numpy.empty(count, numpy.int32)
        for k in range(len(self.functions)):
            self.call(k, bars, column)
            out[k, self.begin.value:self.begin.value + self.number.value] = column[:self.number.value] // 20
        return out

    def seconds(self, bars):
        column = numpy.empty(len(bars[0]), numpy.int32)
        start = time.perf_counter()
        for k in range(len(self.functions)):
            self.call(k, bars, column)
        return time.perf_counter() - start


def coarse_walk(rng, count):
    tick, step = rng.choice([0.01, 0.01, 0.001, 0.25]), rng.choice([1.5, 4, 12, 60])
    move = numpy.where(rng.random(count) < 0.1, 0, numpy.rint(rng.normal(0, step, count)))
    upper = numpy.where(rng.random(count) < 0.4, 0, numpy.rint(abs(rng.normal(0, step * 0.6, count))))
    lower = numpy.where(rng.random(count) < 0.4, 0, numpy.rint(abs(rng.normal(0, step * 0.6, count))))
    one = rng.random(count) < 0.03
    move[one] = upper[one] = lower[one] = 0
    close = 3000 + numpy.cumsum(numpy.rint(rng.normal(0, step * 0.8, count)) + move) % 2000
    opened = close - move
    ticks = [opened, numpy.maximum(opened, close) + upper, numpy.minimum(opened, close) - lower, close]
    return [numpy.ascontiguousarray(numpy.round(t * tick, 3)) for t in ticks]


def ordinary_walk(rng, count):
    close = 20 * numpy.exp(0.1 * numpy.sin(numpy.arange(count) / 500) + rng.normal(0, 0.015, count))
    opened = close * (1 + rng.normal(0, 0.012, count))
    high = numpy.maximum(opened, close) * (1 + abs(rng.normal(0, 0.006, count)))
    low = numpy.minimum(opened, close) * (1 - abs(rng.normal(0, 0.006, count)))
    return [numpy.ascontiguousarray(numpy.round(c, 2)) for c in (opened, high, low, close)]


def read_vipdoc(folder):
    row = numpy.dtype([("date", "u4"), ("open", "u4"), ("high", "u4"), ("low", "u4"), ("close", "u4"), ("amount", "f4"),
                       ("volume", "u4"), ("reserved", "u4")])
    for path in sorted(folder.glob("*/lday/*.day")):
        rows = numpy.fromfile(path, row)
        yield [numpy.ascontiguousarray(rows[k] / 100.0) for k in ("open", "high", "low", "close")]


class Count:
    def __init__(self, names):
        self.names, self.values, self.differing, self.hits, self.where = names, 0, 0, 0, {}

    def add(self, ours, theirs):
        different = ours != theirs
        self.values += different.size
        self.differing += int(different.sum())
        self.hits += int((theirs != 0).sum())
        for k in numpy.nonzero(different.any(axis=1))[0]:
            self.where[self.names[k]] = self.where.get(self.names[k], 0) + int(different[k].sum())

    def show(self, title):
        print(f"{title}: {self.values:,} values compared ({self.hits:,} of them not 0), {self.differing} differ {self.where or ''}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--ours", type=pathlib.Path, default=ROOT / "build/release/bench/libfwq_candles_peer.so")
    parser.add_argument("--vipdoc", type=pathlib.Path)
    parser.add_argument("--bars", type=int, default=1_000_000)
    options = parser.parse_args()
    library = open_library(options.ours)
    number = library.fwq_candle_count()
    names = [library.fwq_candle_name(i).decode() for i in range(number)]
    usual = [library.fwq_candle_penetration(i) for i in range(number)]
    rng = numpy.random.default_rng(1)

    count = Count(names)
    for k in range(200):
        settings = USUAL if k % 2 else [(int(rng.integers(3)), int(rng.choice([0, 1, 2, 5, 8, 10, 14, 30, 70])),
                                         float(rng.choice([0.05, 0.1, 0.2, 0.5, 1, 1.5, 2]))) for _ in range(11)]
        shares = [p if p < 0 or k % 4 == 1 else float(rng.choice([0, 0.1, 0.3, 0.5, 1])) for p in usual]
        bars = coarse_walk(rng, int(rng.choice([5, 80, 400, 3000, 9000])))
        ours = Ours(library, settings, shares)
        count.add(ours.values(bars), Peer(names, settings, shares).values(bars))
        ours.close()
    count.show("random series, half of them with other settings")

    ours, peer = Ours(library, USUAL, usual), Peer(names, USUAL, usual)
    market = list(read_vipdoc(options.vipdoc)) if options.vipdoc else []
    if market:
        count = Count(names)
        for bars in market:
            count.add(ours.values(bars), peer.values(bars))
        count.show(f"{options.vipdoc}, {len(market)} series")

    print(f"\n| all 61 candle functions | ours, ns a bar | TA-Lib {talib.__ta_version__.decode().split()[0]}, ns a bar | times |")
    print("|---|--:|--:|--:|")
    long = ordinary_walk(rng, options.bars)
    for title, series, runs in [(f"one series of {options.bars:,} bars", [long], 7),
                                ("series of 1,280 bars", [[c[i:i + 1280].copy() for c in long] for i in range(0, 256000, 1280)], 7)
                                ] + ([("the vipdoc", market, 3)] if market else []):
        bars = sum(len(s[0]) for s in series)
        mine, their = [], []
        for _ in range(runs):
            mine.append(sum(ours.seconds(s) for s in series))
            mine.append(sum(ours.seconds(s) for s in series))
            their.append(sum(peer.seconds(s) for s in series))
        a, b = min(mine) * 1e9 / bars, min(their) * 1e9 / bars
        print(f"| {title} | {a:.1f} | {b:.0f} | {b / a:.0f} |")


main()
