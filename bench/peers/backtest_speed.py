"""Times one symbol's SMA crossing (10, 20) over 200,000 bars: ours by the event engine, backtesting.py, vectorbt; in turns.

    python3 -m venv build/peers && build/peers/bin/pip install backtesting==0.6.6 vectorbt
    cmake --preset release && cmake --build build/release --target fwq_backtest_peer
    build/peers/bin/python bench/peers/backtest_speed.py [--bars 200000] [--rounds 5]

Best of the rounds. Ours is called from C++ and includes the means; vectorbt's kernels are compiled before, and its
Portfolio.from_signals is no event engine: it walks arrays of signals. A peer that cannot be imported is left out, and said so.
"""
import argparse
import ctypes
import sys
import time
import warnings

import numpy
import pandas

import backtesting_equal as equal

CASH = 10_000_000


def market(bars):
    rng = numpy.random.default_rng(7)
    log = numpy.cumsum(rng.normal(0, 0.01, bars))
    log = numpy.sin(log)  # Within a factor of e^2 for ever.
    close = numpy.round(30 * numpy.exp(log), 2)
    opened = numpy.round(numpy.concatenate(([30.0], close[:-1])) * (1 + rng.normal(0, 0.003, bars)), 2)
    high = numpy.round(numpy.maximum(opened, close) * (1 + abs(rng.normal(0, 0.004, bars))), 2)
    low = numpy.round(numpy.minimum(opened, close) * (1 - abs(rng.normal(0, 0.004, bars))), 2)
    index = pandas.date_range("1800-01-01", periods=bars, freq="D", unit="s")
    return pandas.DataFrame({"Open": opened, "High": high, "Low": low, "Close": close,
                             "Volume": numpy.full(bars, 1e9)}, index=index)


def by_ours(lib, data, kind):
    times, arrays, pointers = equal.columns_of(data)

    def run():
        seconds = lib.fwq_backtest_seconds(equal.times_pointer(times), pointers, ctypes.c_size_t(len(data)),
                                           ctypes.c_size_t(10), ctypes.c_size_t(20), ctypes.c_double(CASH),
                                           ctypes.c_int(kind))
        assert seconds > 0 and arrays
        return seconds
    return run


def by_backtesting(data):
    import make_backtesting

    def run():
        begin = time.perf_counter()
        make_backtesting.run(data, make_backtesting.RollingSmaCross, CASH)
        return time.perf_counter() - begin
    return run


def by_vectorbt(data):
    try:
        import vectorbt
    except ImportError as error:
        print(f"vectorbt cannot be imported: {error}")
        return None

    def run():
        begin = time.perf_counter()
        fast = vectorbt.MA.run(data["Close"], 10)
        slow = vectorbt.MA.run(data["Close"], 20)
        entries = fast.ma_crossed_above(slow).vbt.signals.fshift(1)
        exits = fast.ma_crossed_below(slow).vbt.signals.fshift(1)
        portfolio = vectorbt.Portfolio.from_signals(data["Close"], entries, exits, price=data["Open"], init_cash=CASH,
                                                    freq="1D")
        portfolio.value().iloc[-1]
        return time.perf_counter() - begin
    run()  # Compiles.
    return run


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bars", type=int, default=200_000)
    parser.add_argument("--rounds", type=int, default=5)
    args = parser.parse_args()
    warnings.simplefilter("ignore")
    data = market(args.bars)
    lib = equal.library()
    sides = {"ours: SmaCross, no costs": by_ours(lib, data, 0),
             "ours: ma_cross, all rules of A-shares": by_ours(lib, data, 1),
             "backtesting.py: SmaCross, no costs": by_backtesting(data)}
    other = by_vectorbt(data)
    if other:
        sides["vectorbt: from_signals, no costs"] = other
    best = dict.fromkeys(sides, float("inf"))
    for _ in range(args.rounds):
        for name, run in sides.items():
            best[name] = min(best[name], run())
    base = best["ours: SmaCross, no costs"]
    print(f"\n| {args.bars:,} bars | ms | ns a bar | times ours |\n|---|--:|--:|--:|")
    for name, seconds in best.items():
        print(f"| {name} | {seconds * 1e3:,.2f} | {seconds / args.bars * 1e9:,.1f} | {seconds / base:,.1f} |")


if __name__ == "__main__":
    sys.exit(main())
