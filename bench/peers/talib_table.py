"""Times every non-candle function of TA-Lib beside ours, interleaved in one process, and prints the table.

    python3 -m venv build/peers
    build/peers/bin/pip install --only-binary :all: "TA-Lib>=0.6.5,<0.7" numpy                  (bundles TA-Lib 0.6.4)
    build/peers/bin/pip install --only-binary :all: --no-deps --target build/takt ta-lib-takt   (a second peer, if wanted)
    cmake --preset release
    build/peers/bin/python bench/peers/talib_table.py [--sizes 4096,1000000] [--rounds 9] [NAME...]

Ours is called from C++ and TA-Lib's library in C (by its ta_abstract.h), both with outputs that are there already, as a loop over
a market has them. With --fresh each call makes its own outputs, TA-Lib's in Python (some 0.5 us a call, 0.1 ns a bar of
4,096): then a million bars show how the system hands out memory. ta-lib-takt is called in Python, with fresh outputs, always.
Figures are the best of the rounds, in ns a bar. The market is a walk on a 0.01 grid whose moves no branch
can guess; short series are taken in turn from many, as in a market, so that none is learnt by heart.
"""
import argparse
import ctypes
import importlib
import math
import pathlib
import subprocess
import sys
import time

import numpy
import talib
from talib import abstract

ROOT = pathlib.Path(__file__).resolve().parents[2]
LIBRARY = ROOT / "build/release/bench/libfwq_peer_bench.so"
FORGOTTEN = {"ACCBANDS", "AVGDEV", "IMI"}  # By get_functions().
MARKET = 32 * 4096  # Bars of the short series together.
UNIT = {"ACOS", "ASIN", "EXP", "COSH", "SINH", "TANH"}
PAIRS = {"ADD", "SUB", "MULT", "DIV", "BETA", "CORREL"}
COLUMNS = ("open", "high", "low", "close", "volume", "amount")


def load_second(folder):
    """The talib package of another folder, beside the one that is loaded; none if it is not there."""
    if not (folder / "talib").exists():
        return None
    kept = {name: sys.modules.pop(name) for name in list(sys.modules) if name.split(".")[0] == "talib"}
    sys.path.insert(0, str(folder))
    try:
        return importlib.import_module("talib")
    except ImportError:
        return None
    finally:
        sys.path.pop(0)
        for name in [name for name in sys.modules if name.split(".")[0] == "talib"]:
            del sys.modules[name]
        sys.modules.update(kept)


def aligned(column):
    """A copy that begins on a 64-byte line, as the columns of a store do."""
    room = numpy.empty(len(column) + 8)
    at = -room.ctypes.data % 64 // 8
    room[at:at + len(column)] = column
    return room[at:at + len(column)]


def market(count):
    rng = numpy.random.default_rng(11)
    log = numpy.cumsum(rng.normal(0, 0.02, count))
    log -= 0.0005 * numpy.cumsum(log) / numpy.arange(1, count + 1)
    close = numpy.round(20 * numpy.exp(0.5 * numpy.sin(log)), 2)
    opened = numpy.round(close * (1 + rng.normal(0, 0.01, count)), 2)
    high = numpy.round(numpy.maximum(opened, close) * (1 + abs(rng.normal(0, 0.008, count))), 2)
    low = numpy.round(numpy.minimum(opened, close) * (1 - abs(rng.normal(0, 0.008, count))), 2)
    volume = numpy.round(1e6 * numpy.exp(rng.normal(0, 0.5, count)))
    return dict(zip(COLUMNS, map(aligned, (opened, high, low, close, volume, volume * close))))


def as_read(name, bars):
    bars = dict(bars)
    if name in UNIT:
        bars["close"] = aligned(bars["close"] / bars["close"].max())
    if name == "MAVP":
        bars["volume"] = aligned(2.0 + 7 * numpy.arange(len(bars["close"])) % 29)
    return bars


def peer_inputs(name, bars):
    if name in PAIRS:
        return [bars["high"], bars["low"]]
    if name == "MAVP":
        return [bars["close"], bars["volume"]]
    wanted = []
    for value in abstract.Function(name).info["input_names"].values():
        wanted += [value] if isinstance(value, str) else value
    return [bars[key] for key in wanted]


class Theirs:
    """A function of the peer over the series in turn."""

    def __init__(self, function, inputs, count):
        self.function, self.turn = function, 0
        self.series = [[column[i:i + count] for column in inputs] for i in range(0, len(inputs[0]), count)]

    def __call__(self):
        self.turn += 1
        return self.function(*self.series[self.turn % len(self.series)])


class TheirLibrary:
    """TA-Lib's function called in C, over the series in turn."""

    def __init__(self, library, name, ours):
        self.call, self.name, self.ours = library.fwq_talib_seconds, name.encode(), ours
        self.path = str(next((pathlib.Path(talib.__file__).parents[1] / "ta_lib.libs").glob("libta-lib*"))).encode()
        info = abstract.Function(name).info
        if name in PAIRS:
            letters = "12"  # High, low.
        elif name == "MAVP":
            letters = "34"  # Close and, in the volume's place, the periods.
        else:
            names = info["input_names"].values()
            letters = "".join("p" if isinstance(value, list) else str(COLUMNS.index(value)) for value in names)
        self.inputs = letters.encode()
        self.outputs = len(info["output_names"])
        self.integers = 0

    def told(self, result):
        """Which outputs are of integers, from a result of the Python function."""
        for k, column in enumerate(result if isinstance(result, (tuple, list)) else (result,)):
            self.integers |= (column.dtype.kind == "i") << k
        return self

    def seconds(self, repeats):
        spent = self.call(self.path, self.name, self.inputs, self.outputs, self.integers, self.ours.columns, self.ours.count,
                          self.ours.series, repeats)
        if spent < 0:
            raise SystemExit(f"{self.name.decode()} cannot be called in {self.path.decode()}")
        return spent


class Ours:
    def __init__(self, library, name, fresh):
        self.fresh = int(fresh)
        self.ours, self.call = library, library.fwq_peer_parse(name.encode())
        self.outputs = library.fwq_peer_outputs(self.call) if self.call else 0

    def prepare(self, bars, count):
        pointers = [bars[c].ctypes.data for c in COLUMNS]
        self.columns = (ctypes.c_void_p * len(COLUMNS))(*pointers)
        self.count, self.series = count, len(bars["close"]) // count

    def seconds(self, repeats):
        return self.ours.fwq_peer_seconds(self.call, self.columns, self.count, self.series, repeats, self.fresh)

    def __call__(self):
        out = [numpy.empty(self.count) for _ in range(self.outputs)]
        self.ours.fwq_peer_run(self.call, self.columns, self.count,
                                  (ctypes.c_void_p * len(out))(*[o.ctypes.data for o in out]))
        return out


def seconds(call, repeats):
    if isinstance(call, (Ours, TheirLibrary)):
        return call.seconds(repeats)
    begin = time.perf_counter()
    for _ in range(repeats):
        call()
    return (time.perf_counter() - begin) / repeats


def best(calls, rounds):
    """The best time of each, taken in turns."""
    repeats = [max(1, int(1e-3 / max(seconds(call, 1), 1e-7))) for call in calls]
    times = [math.inf] * len(calls)
    for _ in range(rounds):
        for k, call in enumerate(calls):
            times[k] = min(times[k], seconds(call, repeats[k]))
    return times


def agreement(ours, theirs):
    theirs = theirs if isinstance(theirs, (tuple, list)) else (theirs,)
    worst = 0.0
    for a, b in zip(ours, theirs):
        both = ~numpy.isnan(a) & ~numpy.isnan(b)
        if both.any():
            worst = max(worst, float((abs(a - b)[both] / numpy.maximum(1, abs(b[both]))).max()))
    return worst


def open_library():
    subprocess.run(["cmake", "--build", str(ROOT / "build/release"), "--target", "fwq_peer_bench"], check=True,
                   stdout=subprocess.DEVNULL)
    library = ctypes.CDLL(str(LIBRARY))
    library.fwq_peer_parse.restype = ctypes.c_void_p
    library.fwq_peer_outputs.restype = ctypes.c_size_t
    library.fwq_peer_outputs.argtypes = [ctypes.c_void_p]
    library.fwq_peer_seconds.restype = ctypes.c_double
    library.fwq_peer_seconds.argtypes = [ctypes.c_void_p, ctypes.c_void_p, *[ctypes.c_size_t] * 3, ctypes.c_int]
    library.fwq_talib_seconds.restype = ctypes.c_double
    library.fwq_talib_seconds.argtypes = [*[ctypes.c_char_p] * 3, ctypes.c_size_t, ctypes.c_uint, ctypes.c_void_p,
                                          *[ctypes.c_size_t] * 3]
    library.fwq_peer_run.argtypes = [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_size_t, ctypes.c_void_p]
    return library


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("names", nargs="*")
    parser.add_argument("--sizes", default="4096,1000000")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--fresh", action="store_true")
    options = parser.parse_args()
    sizes = [int(size) for size in options.sizes.split(",")]
    library, second = open_library(), load_second(ROOT / "build/takt")
    names = options.names or sorted(n for n in {*talib.get_functions(), *FORGOTTEN} if not n.startswith("CDL"))
    heads = [f"{size:,}: ours | TA-Lib | ratio" + (" | takt ratio" if second else "") for size in sizes]
    print(f"TA-Lib {talib.__ta_version__.decode().split()[0]}" + (", ta-lib-takt" if second else "") + "; ns a bar\n")
    print("| function | " + " | ".join(heads) + " |")
    print("|---|" + "--:|" * (len(sizes) * (4 if second else 3)))
    ratios = {(size, peer): [] for size in sizes for peer in (0, 1)}
    missing = []
    data = {size: market(size * max(1, MARKET // size)) for size in sizes}
    for name in names:
        ours = Ours(library, name, options.fresh)
        if not ours.call:
            missing.append(name)
            continue
        cells = [name]
        for size in sizes:
            bars = as_read(name, data[size])
            inputs = peer_inputs(name, bars)
            ours.prepare(bars, size)
            theirs = talib.__dict__[name](*[column[:size] for column in inputs])
            calls = [ours, Theirs(getattr(talib, name), inputs, size) if options.fresh
                     else TheirLibrary(library, name, ours).told(theirs)]
            calls += [Theirs(getattr(second, name), inputs, size)] if second else []
            off = agreement(ours(), theirs)
            times = best(calls, options.rounds)
            cells += [f"{times[0] / size * 1e9:.2f}", f"{times[1] / size * 1e9:.2f}"]
            for peer, peer_time in enumerate(times[1:]):
                ratios[size, peer].append(peer_time / times[0])
                cells.append(f"{peer_time / times[0]:.2f}")
            if off > 1e-9:
                cells[-1] += f" (differs by {off:.1e})"
        print("| " + " | ".join(cells) + " |", flush=True)
    for size in sizes:
        for peer, label in ((0, "TA-Lib"), (1, "ta-lib-takt")):
            found = ratios[size, peer]
            if found:
                mean = math.exp(sum(map(math.log, found)) / len(found))
                print(f"\n{size:,} bars, {len(found)} functions against {label}: "
                      f"geometric mean {mean:.2f}, least {min(found):.2f}")
    if missing:
        print("\nnot there yet:", " ".join(missing))


main()
