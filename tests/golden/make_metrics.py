"""Writes metrics.txt: random equity curves with benchmarks and trades, and what numpy and scipy make of their metrics.

The formulas are those of the definitions shown to users, written down once more and differently (numpy vectors).
With empyrical-reloaded installed it is asked as well, where its definitions are the same. Needs numpy and scipy:

    python3 tests/golden/make_metrics.py
"""
import pathlib

import numpy as np
from scipy import stats

HERE = pathlib.Path(__file__).parent


def run_metrics(case):
    V, N, rf, a = case["equity"], case["N"], case["rf"], case["alpha"]
    r = V[1:] / V[:-1] - 1
    n = len(r)
    f = (1 + rf) ** (1 / N) - 1
    e = r - f
    dd = V / np.maximum.accumulate(V) - 1
    out = {"final_equity": V[-1], "total_return": V[-1] / V[0] - 1}
    cagr = out["cagr"] = (V[-1] / V[0]) ** (N / n) - 1
    out["volatility"] = np.std(r, ddof=1) * N ** 0.5
    sr = e.mean() / np.std(e, ddof=1)
    out["sharpe"] = sr * N ** 0.5
    out["sortino"] = e.mean() * N ** 0.5 / np.sqrt(np.mean(np.minimum(e, 0) ** 2))
    out["calmar"] = cagr / abs(dd.min())
    out["omega"] = np.maximum(e, 0).sum() / np.maximum(-e, 0).sum()
    out["stability"] = stats.linregress(np.arange(n), np.log1p(r).cumsum()).rvalue ** 2
    skew, kurt = stats.skew(r), stats.kurtosis(r, fisher=False)
    out["psr"] = stats.norm.cdf(sr * (n - 1) ** 0.5 / np.sqrt(1 - skew * sr + (kurt - 1) / 4 * sr ** 2))
    out["best_period"], out["worst_period"], out["periods"] = r.max(), r.min(), n
    out["max_drawdown"] = dd.min()
    longest = start = 0
    for i in range(n + 1):  # The last bar at the highest value so far; a bar there again ends the fall.
        if dd[i] == 0:
            if i - start > 1:
                longest = max(longest, i - start)
            start = i
    out["longest_drawdown"] = max(longest, n - start)
    ulcer = out["ulcer_index"] = np.sqrt(np.mean(dd[1:] ** 2))
    out["upi"] = (cagr - rf) / ulcer
    out["var"] = np.percentile(r, 100 * a)
    out["cvar"] = np.sort(r)[: int((n - 1) * a) + 1].mean()
    out["tail_ratio"] = abs(np.percentile(r, 95)) / abs(np.percentile(r, 5))
    out["skew"], out["kurtosis"] = skew, kurt
    B = case["benchmark"]
    rb = B[1:] / B[:-1] - 1
    both = ~np.isnan(rb)
    x, b = r[both], rb[both]
    out["benchmark_return"] = np.prod(1 + b) - 1
    beta = out["beta"] = np.cov(x, b)[0, 1] / np.var(b, ddof=1)
    out["alpha"] = (1 + np.mean(x - f - beta * (b - f))) ** N - 1
    out["information_ratio"] = np.mean(x - b) / np.std(x - b, ddof=1) * N ** 0.5
    out["tracking_error"] = np.std(x - b, ddof=1) * N ** 0.5
    out["treynor"] = (cagr - rf) / beta
    trade_metrics(case, out)
    out["exposure"] = case["held"] / case["bars"]
    out["turnover"] = case["traded"] / V[1:].mean() / (n / N)
    return out


def trade_metrics(case, out):
    pnl, ret, risk, held = (np.array(column) for column in zip(*case["trades"]))
    win, loss = pnl[pnl > 0], pnl[pnl < 0]
    p = out["win_rate"] = len(win) / len(pnl)
    out["trades"] = len(pnl)
    out["profit_factor"] = win.sum() / abs(loss.sum())
    payoff = out["payoff"] = win.mean() / abs(loss.mean())
    out["average_win"], out["average_loss"] = win.mean(), loss.mean()
    out["expectancy"], out["expectancy_return"] = pnl.mean(), ret.mean()
    out["expectancy_r"] = np.mean((pnl / risk)[~np.isnan(risk)])
    out["sqn"] = len(pnl) ** 0.5 * pnl.mean() / np.std(pnl, ddof=1)
    out["kelly"] = p - (1 - p) / payoff
    out["best_trade"], out["worst_trade"], out["average_holding"] = ret.max(), ret.min(), held.mean()
    out["longest_losing_streak"] = max(map(len, "".join("L" if x < 0 else "." for x in pnl).split(".")))


def make_case(seed, n, N, rf, alpha, gap):
    rng = np.random.default_rng(seed)
    b = rng.standard_t(4, n) * 0.009 + 0.0002
    r = 0.7 * b + rng.standard_t(5, n) * 0.008 + 0.0004
    equity = np.round(1e6 * np.cumprod(np.r_[1, 1 + r]), 2)
    benchmark = np.round(3000 * np.cumprod(np.r_[1, 1 + b]), 4)
    benchmark[:gap] = np.nan  # Begins later than the run, and has a hole.
    benchmark[n // 2] = np.nan
    trades = []
    for i in range(n // 9):
        pnl = round(rng.normal(300, 4000), 2) if i % 11 else 0.0
        trades.append((pnl, round(pnl / 90000, 6), np.nan if i % 4 == 0 else round(rng.uniform(500, 3000), 2),
                       int(rng.integers(1, 40))))
    return {"equity": equity, "benchmark": benchmark, "trades": trades, "N": N, "rf": rf, "alpha": alpha,
            "bars": n, "held": int(n * 0.61), "traded": round(n * 31234.56, 2)}


def check_with_empyrical(case, out):
    try:
        import empyrical as ep
    except ImportError:
        return print("empyrical-reloaded is not installed: not asked")
    r = case["equity"][1:] / case["equity"][:-1] - 1
    N, rf, a = case["N"], case["rf"], case["alpha"]
    f = (1 + rf) ** (1 / N) - 1
    b = case["benchmark"][1:] / case["benchmark"][:-1] - 1
    both = ~np.isnan(b)
    theirs = {
        "total_return": ep.cum_returns_final(r), "cagr": ep.annual_return(r, annualization=N),
        "volatility": ep.annual_volatility(r, annualization=N), "sharpe": ep.sharpe_ratio(r, f, annualization=N),
        "sortino": ep.sortino_ratio(r, f, annualization=N), "max_drawdown": ep.max_drawdown(r),
        "calmar": ep.calmar_ratio(r, annualization=N), "omega": ep.omega_ratio(r, f, annualization=N),
        "var": ep.value_at_risk(r, a), "cvar": ep.conditional_value_at_risk(r, a), "tail_ratio": ep.tail_ratio(r),
        "stability": ep.stability_of_timeseries(r), "beta": ep.beta(r[both], b[both], f),
        "alpha": ep.alpha(r[both], b[both], f, annualization=N),
        "information_ratio": ep.excess_sharpe(r[both], b[both]) * N ** 0.5}
    for name, value in theirs.items():
        assert abs(value - out[name]) <= 1e-9 * max(1, abs(value)), (name, value, out[name])
    print(f"empyrical agrees on {len(theirs)} metrics")


def main():
    cases = [make_case(11, 1200, 252, 0.02, 0.05, 37), make_case(12, 400, 244, 0.0, 0.01, 0),
             make_case(13, 156, 52, 0.035, 0.1, 1)]
    lines = ["# Made by make_metrics.py: runs, then `want ID VALUE`. equity benchmark / trade pnl return risk bars."]
    for case in cases:
        out = run_metrics(case)
        check_with_empyrical(case, out)
        lines.append(f"run {case['N']} {case['rf']} {case['alpha']} {case['bars']} {case['held']} {case['traded']}")
        lines += [f"bar {v!r} {b!r}" for v, b in zip(case["equity"].tolist(), case["benchmark"].tolist())]
        lines += ["trade " + " ".join(map(repr, map(float, trade))) for trade in case["trades"]]
        lines += [f"want {name} {float(value)!r}" for name, value in out.items()]
    (HERE / "metrics.txt").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
