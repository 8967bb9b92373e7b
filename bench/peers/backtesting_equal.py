"""Compares our event engine with backtesting.py, without costs: its own GOOG data, its manual's SmaCross (10, 20), long only.

    python3 -m venv build/peers && build/peers/bin/pip install backtesting==0.6.6
    cmake --preset release && cmake --build build/release --target fwq_backtest_peer
    build/peers/bin/python bench/peers/backtesting_equal.py

Fails where trades, equity or a statistic that both define alike differ; prints the others with what sets them apart.
"""
import ctypes
import pathlib
import sys

import numpy

ROOT = pathlib.Path(__file__).resolve().parents[2]
LIBRARY = ROOT / "build/release/bench/libfwq_backtest_peer.so"
sys.path.insert(0, str(ROOT / "tests/golden"))

# Ours, theirs, their scale.
ALIKE = (("total_return", "Return [%]", 100), ("final_equity", "Equity Final [$]", 1),
         ("cagr", "Return (Ann.) [%]", 100), ("calmar", "Calmar Ratio", 1),
         ("max_drawdown", "Max. Drawdown [%]", 100), ("trades", "# Trades", 1), ("win_rate", "Win Rate [%]", 100),
         ("best_trade", "Best Trade [%]", 100), ("worst_trade", "Worst Trade [%]", 100),
         ("expectancy_return", "Expectancy [%]", 100), ("sqn", "SQN", 1), ("kelly", "Kelly Criterion", 1))
APART = (("cagr", "CAGR [%]", 100, "ours by 252 periods a year, theirs by calendar days / 365.25"),
         ("volatility", "Volatility (Ann.) [%]", 100, "ours sd * sqrt(252), theirs compounds"),
         ("sharpe", "Sharpe Ratio", 1, "ours by the arithmetic mean, theirs annual return over annual volatility"),
         ("sortino", "Sortino Ratio", 1, "the same"),
         ("profit_factor", "Profit Factor", 1, "ours by money, theirs by percent"),
         ("exposure", "Exposure Time [%]", 100,
          "theirs counts the bar of the exit and leaves out a trade still open at the end"))


def columns_of(data):
    """Times, and pointers to the six columns; both keep what they point to."""
    times = (data.index.values.astype("datetime64[s]").astype(numpy.int64) + 15 * 3600).copy()
    arrays = [numpy.ascontiguousarray(data[name], float) for name in ("Open", "High", "Low", "Close", "Volume")]
    arrays.append(arrays[3] * arrays[4])
    pointers = (ctypes.POINTER(ctypes.c_double) * 6)(
        *[a.ctypes.data_as(ctypes.POINTER(ctypes.c_double)) for a in arrays])
    return times, arrays, pointers


def library():
    lib = ctypes.CDLL(str(LIBRARY))
    lib.fwq_backtest_sma_cross.restype = ctypes.c_long
    lib.fwq_backtest_seconds.restype = ctypes.c_double
    return lib


def times_pointer(times):
    return times.ctypes.data_as(ctypes.POINTER(ctypes.c_int64))


def doubles(array):
    return array.ctypes.data_as(ctypes.POINTER(ctypes.c_double))


def ours(data, names, fast=10, slow=20, cash=10_000):
    times, arrays, pointers = columns_of(data)
    trades, equity = numpy.zeros((len(data), 7)), numpy.zeros(len(data))
    stats = numpy.zeros(len(names))
    count = library().fwq_backtest_sma_cross(
        times_pointer(times), pointers, ctypes.c_size_t(len(data)), ctypes.c_size_t(fast), ctypes.c_size_t(slow),
        ctypes.c_double(cash), doubles(trades), doubles(equity), " ".join(names).encode(), doubles(stats))
    assert count >= 0, "our engine refused the run"
    del arrays
    return trades[:count], equity, dict(zip(names, stats))


def main():
    import make_backtesting
    from backtesting.test import GOOG
    names = sorted({row[0] for row in ALIKE + APART})
    bad = 0
    for title, data in (("GOOG", GOOG), ("simulated", make_backtesting.simulated())):
        theirs = make_backtesting.run(data)
        trades, equity, stats = ours(data, names)
        table = theirs["_trades"].sort_values(["ExitBar", "EntryBar"])
        expected = table[["EntryBar", "ExitBar", "Size", "EntryPrice", "ExitPrice", "PnL", "ReturnPct"]].to_numpy(float)
        same_trades = expected.shape == trades.shape and numpy.allclose(trades, expected, rtol=1e-12, atol=1e-8)
        furthest = float(numpy.max(abs(equity - theirs["_equity_curve"]["Equity"].to_numpy())))
        print(f"{title}: {len(data)} bars, {len(expected)} trades: {'the same' if same_trades else 'DIFFERENT'}; "
              f"equity differs by {furthest:.2g} at most of {equity[-1]:.2f}")
        bad += (not same_trades) + (not furthest < 1e-6)
        rolling = make_backtesting.run(data, make_backtesting.RollingSmaCross)
        print(f"  with rolling means of floats: {rolling['# Trades']} trades, final {rolling['Equity Final [$]']:.2f}")
        for name, key, scale in ALIKE:
            value = theirs[key] / scale
            same = abs(stats[name] - value) <= 1e-9 * max(1, abs(value))
            bad += not same
            print(f"  {name:18} {stats[name]:16.9f} {value:16.9f}  {'same' if same else 'DIFFERENT'}")
        for name, key, scale, why in APART:
            print(f"  {name:18} {stats[name]:16.9f} {theirs[key] / scale:16.9f}  {key}: {why}")
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
