"""Writes backtesting/sma_cross.txt: what backtesting.py 0.6.6 (PyPI) makes of its manual's SmaCross, long only, on a simulated series.

    python3 -m venv build/peers && build/peers/bin/pip install backtesting==0.6.6
    build/peers/bin/python tests/golden/make_backtesting.py
"""
import pathlib
import warnings

import numpy
import pandas
from backtesting import Backtest, Strategy
from backtesting.lib import crossover

BARS = 2000
CASH = 10_000
MASK = (1 << 64) - 1


def simulated(count=BARS):
    """A walk in whole cents by a linear congruential generator: the test draws the same one."""
    state, rows, last = 2026, [], 3000

    def draw(n):
        nonlocal state
        state = (state * 6364136223846793005 + 1442695040888963407) & MASK
        return (state >> 33) % n

    for _ in range(count):
        opened = max(500, last + draw(41) - 20)
        close = max(500, opened + draw(101) - 50)
        high = max(opened, close) + draw(21)
        low = min(opened, close) - draw(21)
        rows.append((opened / 100, high / 100, low / 100, close / 100, 1e6))
        last = close
    index = pandas.bdate_range("2010-01-04", periods=count)
    return pandas.DataFrame(rows, columns=["Open", "High", "Low", "Close", "Volume"], index=index)


def exact_sma(values, n):
    """The mean of n closes in cents: a mean that drifts would see crossings where both are equal."""
    sums = numpy.concatenate(([0], numpy.cumsum(numpy.round(numpy.asarray(values) * 100))))
    out = numpy.full(len(values), numpy.nan)
    out[n - 1:] = (sums[n:] - sums[:-n]) / n
    return out


def rolling_sma(values, n):
    """As the manual's example."""
    return pandas.Series(values).rolling(n).mean()


class SmaCross(Strategy):
    n1, n2 = 10, 20
    mean = staticmethod(exact_sma)

    def init(self):
        self.sma1 = self.I(type(self).mean, self.data.Close, self.n1)
        self.sma2 = self.I(type(self).mean, self.data.Close, self.n2)

    def next(self):
        if crossover(self.sma1, self.sma2):
            self.buy()
        elif crossover(self.sma2, self.sma1):
            self.position.close()


class RollingSmaCross(SmaCross):
    mean = staticmethod(rolling_sma)


def run(data, strategy=SmaCross, cash=CASH):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # An open trade at the end; purchases that too little cash is left for.
        return Backtest(data, strategy, cash=cash, commission=0).run()


def main():
    data = simulated()
    stats = run(data)
    lines = ["# Made by tests/golden/make_backtesting.py with backtesting.py 0.6.6: see there for series and strategy.",
             "# trade  entry_bar exit_bar shares entry_price exit_price pnl"]
    for t in stats["_trades"].sort_values(["ExitBar", "EntryBar"]).itertuples():
        lines.append(f"trade {t.EntryBar} {t.ExitBar} {t.Size} {t.EntryPrice:.2f} {t.ExitPrice:.2f} {t.PnL:.2f}")
    lines.append("# equity bar value")
    equity = stats["_equity_curve"]["Equity"].to_numpy()
    for bar in list(range(0, BARS, 25)) + [BARS - 1]:
        lines.append(f"equity {bar} {equity[bar]:.2f}")
    lines.append("# stat name value: where both programs define it alike")
    for name, key, scale in (("total_return", "Return [%]", 100), ("cagr", "Return (Ann.) [%]", 100),
                             ("calmar", "Calmar Ratio", 1), ("max_drawdown", "Max. Drawdown [%]", 100),
                             ("win_rate", "Win Rate [%]", 100), ("best_trade", "Best Trade [%]", 100),
                             ("worst_trade", "Worst Trade [%]", 100), ("expectancy_return", "Expectancy [%]", 100),
                             ("sqn", "SQN", 1), ("kelly", "Kelly Criterion", 1)):
        lines.append(f"stat {name} {stats[key] / scale:.12g}")
    path = pathlib.Path(__file__).parent / "backtesting" / "sma_cross.txt"
    path.write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
