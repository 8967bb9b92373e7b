"""Writes the golden cases of strategies that engine/backtest/tests/golden_test.cpp reads: closes, and the target after each.

    python3 tests/golden/make_strategies.py

Every rule is written once more here, in plain loops over whole fractions: nothing is rounded, so that what is equal is
equal. Bars open where the one before closed, and their high and low are the two. ma_cross and buy_and_hold are worked
out by hand and not written by this. Needs nothing but Python.
"""
import pathlib
import random
from fractions import Fraction

HERE = pathlib.Path(__file__).parent / "strategies"
KEEP = "-"


# ---- closes, in cents -----------------------------------------------------------------------------------------------

def walk(seed, count, step, start=2000):
    """A random walk whose steps are multiples of a tenth of `step`: many equal closes, many exact ties."""
    rng, price, closes = random.Random(seed), start, []
    for _ in range(count):
        price = max(price + rng.randint(-10, 10) * step // 10, 200)
        closes.append(price)
    return closes


def waves(count, size, period):
    """Up and down along straight lines, a little higher each time."""
    closes = []
    for i in range(count):
        at = i % period
        closes.append(2000 + size * min(at, period - at) + i)
    return closes


# ---- rules ----------------------------------------------------------------------------------------------------------

def ema(values, n):
    """Begun with the mean of the first n; None before."""
    out, now = [], None
    for i in range(len(values)):
        if i + 1 == n:
            now = sum(values[:n]) / Fraction(n)
        elif i + 1 > n:
            now = now + Fraction(2, n + 1) * (values[i] - now)
        out.append(now)
    return out


def macd(closes, fast, slow, signal):
    late = [None] * (slow - fast) + ema(closes[slow - fast:], fast)  # Both begin at bar slow - 1.
    line = [a - b for a, b in zip(late[slow - 1:], ema(closes, slow)[slow - 1:])]
    average = ema(line, signal)
    targets = [KEEP] * len(closes)
    for j in range(len(line)):
        if average[j] is not None:
            targets[slow - 1 + j] = 1 if line[j] > average[j] else 0
    return targets


def rsi(closes, period, low, high):
    targets, before, up, down = [KEEP] * len(closes), None, Fraction(0), Fraction(0)
    for i in range(1, len(closes)):
        move = closes[i] - closes[i - 1]
        if i <= period:
            up, down = up + Fraction(max(move, 0), period), down + Fraction(max(-move, 0), period)
        else:
            up = (up * (period - 1) + max(move, 0)) / period
            down = (down * (period - 1) + max(-move, 0)) / period
        if i < period or up + down == 0:
            continue
        value = 100 * up / (up + down)
        zone = "low" if value <= low else "high" if value >= high else "middle"
        if before == "low" and zone != "low":
            targets[i] = 1
        if before == "high" and zone != "high":
            targets[i] = 0
        before = zone
    return targets


def fades(m):
    """Bars until the beginning of an SMA(., m, 1) weighs 5 % or less."""
    bars, weight = 0, Fraction(1)
    while weight > Fraction(5, 100):
        bars, weight = bars + 1, weight * Fraction(m - 1, m)
    return bars if m > 1 else 0


def kdj(closes, n, m1, m2, low, high):
    targets, k, d, side, spoken = [KEEP] * len(closes), None, None, 0, 0
    for i, close in enumerate(closes):
        # Opens are closes of the bar before, so the range of n bars is that of n + 1 closes.
        window = closes[max(0, i - n):i + 1]
        if max(window) > min(window):
            rsv = Fraction(100 * (close - min(window)), max(window) - min(window))
            k = rsv if k is None else k + (rsv - k) / m1
            d = k if d is None else d + (k - d) / m2
        if k is None:
            continue
        spoken += 1
        before = side
        if k != d:
            side = 1 if k > d else -1
        if spoken < n + fades(m1) + fades(m2) or before == 0 or before == side:
            continue
        if side == 1 and d <= low:
            targets[i] = 1
        if side == -1 and d >= high:
            targets[i] = 0
    return targets


def place(closes, i, n):
    """close - mean of n closes, and the sample variance."""
    window = closes[i + 1 - n:i + 1]
    mean = Fraction(sum(window), n)
    return closes[i] - mean, sum((x - mean) ** 2 for x in window) / (n - 1)


def at_least(away, times, variance):
    """away >= times * sqrt(variance), without the root."""
    if (away >= 0) != (times >= 0):
        return away >= 0
    square = times * times * variance
    return away * away >= square if times >= 0 else away * away <= square


def boll(closes, m, width, exit):
    targets, was_below = [KEEP] * len(closes), False
    for i in range(m - 1, len(closes)):
        away, variance = place(closes, i, m)
        below = not at_least(away, -width, variance)
        if at_least(away, exit, variance):
            targets[i] = 0
        elif was_below and not below:
            targets[i] = 1
        was_below = below
    return targets


def mean_reversion(closes, period, entry, exit):
    targets = [KEEP] * len(closes)
    for i in range(period - 1, len(closes)):
        away, variance = place(closes, i, period)
        if at_least(-away, entry, variance):  # Mirrored: as far below as the other is above.
            targets[i] = 1
        if at_least(away, -exit, variance):
            targets[i] = 0
    return targets


def momentum(closes, period, skip, entry, exit):
    targets = [KEEP] * len(closes)
    for i in range(period, len(closes)):
        change = Fraction(closes[i - skip], closes[i - period]) * 100 - 100
        if change > entry:
            targets[i] = 1
        elif change <= exit:
            targets[i] = 0
    return targets


def donchian(closes, entry, exit):
    opens = closes[:1] + closes[:-1]
    targets = [KEEP] * len(closes)
    for i in range(len(closes)):
        if i >= entry and closes[i] > max(opens[i - entry:i] + closes[i - entry:i]):
            targets[i] = 1
        if i >= exit and closes[i] < min(opens[i - exit:i] + closes[i - exit:i]):
            targets[i] = 0
    return targets


def pattern(closes, min_confidence, hold):
    """Marubozu, white and black: bars without shadows, as all of these are, with at least the mean body of the ten bars
    before: 0.9 sure, and up to 1 where the body is twice that."""
    bodies = [0] + [b - a for a, b in zip(closes, closes[1:])]
    targets, sold_at = [KEEP] * len(closes), None
    for i in range(len(closes)):
        mean = Fraction(sum(abs(b) for b in bodies[max(0, i - 10):i]), 10)
        size = abs(bodies[i]) / mean if i >= 10 and mean > 0 else 0
        if size >= 1 and Fraction(9, 10) + Fraction(1, 10) * min(size - 1, 1) >= min_confidence:
            targets[i] = 1 if bodies[i] > 0 else 0
            sold_at = i + hold if bodies[i] > 0 else None
        elif sold_at == i:
            targets[i], sold_at = 0, None
    return targets


# ---- writing --------------------------------------------------------------------------------------------------------

def write(name, rule, cases, extra=""):
    lines = ["# Written by make_strategies.py, which works the rule out over whole fractions: close, target."]
    for about, closes, params in cases:
        targets = rule(closes, *params)
        counts = {what: targets.count(what) for what in (0, 1)}
        assert all(counts.values()), (name, about, counts)
        lines.append(f"# {about}: {counts[1]} bars of 1, {counts[0]} of 0")
        lines.append("params " + " ".join(f"{float(p):g}" for p in params))
        if extra:
            lines.append(extra)
        lines += [f"{c / 100:g} {t}" for c, t in zip(closes, targets)]
    (HERE / f"{name}.txt").write_text("\n".join(lines) + "\n")
    print(name, *[f"{len(c)} bars" for _, c, _ in cases])


FLAT = [2000] * 8
F = Fraction

write("macd", macd, [
    ("small periods", walk(1, 60, 10), (3, 5, 2)),
    ("flat, then up and down in steps of 0.5", FLAT * 2 + walk(2, 40, 500), (2, 6, 4)),
    ("the customary periods", walk(3, 120, 60), (12, 26, 9))])
write("rsi", rsi, [
    ("period 2, levels that moves of one size meet exactly", walk(4, 60, 20), (2, 25, 75)),
    ("flat, then falling and rising", FLAT + walk(5, 50, 500), (3, 30, 60)),
    ("a value that meets the low level", walk(7, 60, 10, 1000), (2, 25, 75)),
    ("the customary values", waves(120, 9, 40), (14, 30, 70))])
write("kdj", kdj, [
    ("small periods", walk(6, 80, 10), (4, 2, 2, 30, 70)),
    ("flat between", walk(7, 40, 500) + FLAT + walk(8, 40, 500), (5, 3, 2, 40, 60)),
    ("a crossing at the first bar that may have one", walk(5, 60, 10), (4, 2, 2, 40, 60)),
    ("lines that touch from below", walk(133, 60, 50), (3, 1, 2, 60, 70)),
    ("lines that touch from above", walk(42, 60, 50), (3, 1, 2, 40, 60)),
    ("a crossing with D on the low level", walk(1649, 60, 50), (3, 1, 2, 50, 75)),
    ("a crossing with D on the high level", walk(817, 60, 50), (3, 1, 2, 50, 75)),
    ("the customary values", waves(120, 9, 34), (9, 3, 3, 20, 80))])
write("boll", boll, [
    ("narrow bands, sold at the middle", walk(9, 60, 10), (5, 1, 0)),
    ("flat, then steps, sold above the middle", FLAT + walk(10, 50, 500), (4, F(1, 2), F(1, 2))),
    ("closes on the lower band", walk(31, 60, 50), (5, 1, 0)),
    ("closes on a narrower one", walk(9, 60, 50), (4, F(1, 2), 0)),
    ("the customary values", walk(14, 160, 60), (20, 2, 0))])
write("mean_reversion", mean_reversion, [
    ("five closes", walk(12, 60, 10), (5, 1, 0)),
    ("flat, then steps, sold below the mean", FLAT + walk(13, 50, 500), (4, 1, F(1, 2))),
    ("closes exactly half a deviation below", walk(8, 60, 50), (4, F(1, 2), 0)),
    ("the defaults", walk(14, 120, 60), (20, 1, 0))])
write("momentum", momentum, [
    ("three bars, changes of exactly nothing", walk(15, 50, 10), (3, 0, 0, 0)),
    ("the last two left out, levels apart", walk(16, 80, 100), (10, 2, 5, F(-5, 2))),
    ("changes of exactly 10 %", [1000, 1100, 1000, 1210, 1100, 1331, 1211, 1000], (2, 0, 10, 0)),
    ("the defaults", walk(17, 300, 60), (250, 0, 0, 0))])
write("donchian", donchian, [
    ("small channels", walk(18, 60, 10), (3, 2)),
    ("flat, then steps", FLAT + walk(19, 50, 500), (6, 4)),
    ("the customary values", walk(20, 120, 60), (20, 10))])
write("pattern", pattern, [
    ("long bodies, held for four bars", walk(21, 70, 173), (F(3, 5), 4)),
    ("very long ones only", walk(22, 110, 173), (F(97, 100), 6))],
    "patterns white_marubozu,black_marubozu")
