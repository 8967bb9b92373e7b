"""Writes statistics.txt: what numpy and scipy make of quantiles, deflated Sharpe ratios, bootstrap intervals and other
orders of the trades of the first run of metrics.txt. Random figures come from many more resamples than the tests
take, by another generator and other code, and each has its tolerance: four standard errors of what the test draws.

    python3 tests/golden/make_statistics.py
"""
import pathlib

import numpy as np
from scipy import stats

from make_metrics import make_case

HERE = pathlib.Path(__file__).parent


def percentile_errors(values, shares, draws):
    """(percentile, 4 standard errors of it from `draws` draws) for each share, by the density around it."""
    out = []
    for p in shares:
        step = 4 * (p * (1 - p) / draws) ** 0.5
        low, high = np.quantile(values, [max(0, p - step), min(1, p + step)])
        out.append((np.quantile(values, p), max(high - low, 1e-12) / 2 * 1.25))
    return out


def deflated(sr, n, skew, kurt, trials, variance):
    g = np.euler_gamma
    hurdle = variance ** 0.5 * ((1 - g) * stats.norm.ppf(1 - 1 / trials)
                                + g * stats.norm.ppf(1 - 1 / (trials * np.e)))
    z = (sr - hurdle) * (n - 1) ** 0.5 / (1 - skew * sr + (kurt - 1) / 4 * sr ** 2) ** 0.5
    return hurdle, stats.norm.cdf(z)


def bootstrap(case, block, resamples):
    V, N = case["equity"], case["N"]
    r = V[1:] / V[:-1] - 1
    n = len(r)
    f = (1 + case["rf"]) ** (1 / N) - 1
    rng = np.random.default_rng(99)
    starts = rng.integers(0, n, (resamples, n))
    fresh = rng.random((resamples, n)) < 1 / block
    fresh[:, 0] = True
    at = np.arange(n)
    began = np.maximum.accumulate(np.where(fresh, at, 0), axis=1)  # Where the block at hand began.
    sample = r[(np.take_along_axis(starts, began, 1) + at - began) % n]
    wealth = np.cumprod(1 + sample, axis=1)
    peaks = np.maximum(np.maximum.accumulate(wealth, axis=1), 1)
    e = sample - f
    return {"total_return": wealth[:, -1] - 1, "cagr": wealth[:, -1] ** (N / n) - 1,
            "sharpe": e.mean(1) / e.std(1, ddof=1) * N ** 0.5, "max_drawdown": (wealth / peaks - 1).min(1)}


def trade_orders(case, start, runs):
    pnl = np.array([trade[0] for trade in case["trades"]])
    r = pnl / (start + np.r_[0, pnl.cumsum()[:-1]])
    rng = np.random.default_rng(7)

    def falls(samples):
        wealth = np.cumprod(1 + samples, axis=1)
        return (wealth / np.maximum(np.maximum.accumulate(wealth, axis=1), 1) - 1).min(1)

    drawn = rng.choice(r, (runs, len(r)))
    return {"shuffled_drawdown": falls(rng.permuted(np.tile(r, (runs, 1)), axis=1)),
            "resampled_drawdown": falls(drawn), "resampled_final_equity": start * np.prod(1 + drawn, axis=1)}


def main():
    case = make_case(11, 1200, 252, 0.02, 0.05, 37)
    lines = ["# Made by make_statistics.py. quantile P X / deflated SR N SKEW KURT TRIALS VARIANCE HURDLE PROBABILITY /",
             "# bootstrap BLOCK FIGURE LOW TOLERANCE HIGH TOLERANCE (95 %) / order FIGURE SHARE VALUE TOLERANCE"]
    for p in (1e-300, 1e-20, 1e-9, 0.001, 0.02425, 0.25, 0.5, 0.6, 0.975, 0.9999, 1 - 1e-12):
        lines.append(f"quantile {p!r} {float(stats.norm.ppf(p))!r}")
    for args in ((0.1, 1250, -3, 10, 100, 0.002), (0.08, 500, 0.2, 4, 1000, 0.0004), (-0.02, 60, 1, 9, 7, 0.01)):
        lines.append("deflated " + " ".join(repr(float(x)) for x in (*args, *deflated(*args))))
    for block in (1, 20):
        for name, values in bootstrap(case, block, 20000).items():
            ends = percentile_errors(values, (0.025, 0.975), 4000)
            lines.append(f"bootstrap {block} {name} " + " ".join(f"{v:.8g} {t:.3g}" for v, t in ends))
    for name, values in trade_orders(case, 200000, 20000).items():
        for share, (v, t) in zip((5, 25, 50, 75, 95), percentile_errors(values, (.05, .25, .5, .75, .95), 4000)):
            lines.append(f"order {name} {share} {v:.8g} {t:.3g}")
    (HERE / "statistics.txt").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
