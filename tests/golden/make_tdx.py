"""Writes the golden cases of the Chinese-market indicators that golden_test.cpp reads.

Each formula stands here once more in plain Python, line by line as its 通达信 text has it, over lists in which NaN is
通达信's "no value". Three rules that the texts leave open, the same for all:

    a window (MA, SUM, STD, AVEDEV, COUNT) has no value until it holds n values, and while it holds a missing one;
        HHV and LLV take what bars there are
    a recursion (EMA, SMA) skips a missing value and keeps what it had
    a bar on which nothing moved adds nothing to a sum; a ratio whose divisor is zero has no value

Run as make_golden.py is run:

    python3 tests/golden/make_tdx.py
"""
import math
import random

from make_golden import HERE, NONE, SERIES, columns_of, text_of

SOURCE = "make_tdx.py, from the text of the TDX formula"


# ---- a market's oddities ---------------------------------------------------------------------------------------------

def odd_days():
    """160 bars in steps of 0.001: a flat start, one-price limit days, bars without volume, and a rise without a fall."""
    rng = random.Random(11)
    rows, last = [], 1.234
    for i in range(160):
        if i < 6 or 70 <= i < 74:                        # Nothing moves, nothing is traded.
            rows.append((last, last, last, last, 0.0))
            continue
        if 40 <= i < 44:                                 # Limit up, one price, hardly a trade.
            last = round(last * 1.1, 3)
            rows.append((last, last, last, last, float(100 * rng.randrange(1, 50))))
            continue
        if 44 <= i < 48:                                 # Limit down, one price, no trade at all.
            last = round(last * 0.9, 3)
            rows.append((last, last, last, last, 0.0))
            continue
        step = abs(rng.gauss(0, 0.01)) if 90 <= i < 110 else rng.gauss(0, 0.02)
        opened = last if 90 <= i < 110 else round(last * (1 + rng.gauss(0, 0.004)), 3)
        close = round(opened * math.exp(step), 3)
        high = round(max(opened, close) * (1 + abs(rng.gauss(0, 0.006))), 3)
        low = min(opened, close) if 90 <= i < 110 else round(min(opened, close) * (1 - abs(rng.gauss(0, 0.006))), 3)
        rows.append((opened, high, low, close, float(100 * rng.randrange(1, 200000))))
        last = close
    return rows


ODD = odd_days()
CASES = {"walk": SERIES["walk"], "flat_start": SERIES["flat_start"], "odd_days": ODD}


# ---- the functions of the formula language ---------------------------------------------------------------------------

def missing(*values):
    return any(math.isnan(v) for v in values)


def each(function, *columns):
    """`function` of the values at a bar; none where one of them is missing or the divisor is zero."""
    out = []
    for values in zip(*columns):
        if missing(*values):
            out.append(NONE)
            continue
        try:
            out.append(float(function(*values)))
        except ZeroDivisionError:
            out.append(NONE)
    return out


def ref(x, n):
    return [NONE] * min(n, len(x)) + x[:max(0, len(x) - n)]


def windows(x, n):
    for i in range(len(x)):
        w = x[i + 1 - n:i + 1] if i + 1 >= n else [NONE]
        yield None if missing(*w) else w


def total(x, n):
    return [NONE if w is None else math.fsum(w) for w in windows(x, n)]


def mean(x, n):
    return [NONE if w is None else math.fsum(w) / n for w in windows(x, n)]


def std(x, n):
    out = []
    for w in windows(x, n):
        if w is None:
            out.append(NONE)
            continue
        m = math.fsum(w) / n
        out.append(math.sqrt(math.fsum((v - m) ** 2 for v in w) / (n - 1)))
    return out


def avedev(x, n):
    return [NONE if w is None else math.fsum(abs(v - math.fsum(w) / n) for v in w) / n for w in windows(x, n)]


def hhv(x, n):
    return [max(x[max(0, i + 1 - n):i + 1]) for i in range(len(x))]


def llv(x, n):
    return [min(x[max(0, i + 1 - n):i + 1]) for i in range(len(x))]


def recursion(x, k, seed=1):
    """y += k * (x - y), begun with the mean of the first `seed` values."""
    out, first, y = [], [], None
    for v in x:
        if math.isnan(v):
            out.append(NONE if y is None else y)
            continue
        if y is None:
            first.append(v)
            if len(first) == seed:
                y = math.fsum(first) / seed
        else:
            y = y + (v - y) * k
        out.append(NONE if y is None else y)
    return out


def ema(x, n):
    return recursion(x, 2 / (n + 1))


def sma(x, n, m):
    return recursion(x, m / n)


def expmema(x, n):
    return recursion(x, 2 / (n + 1), n)


def above(a, b):
    """a > b by more than the rounding of sums of prices."""
    return a - b > 1e-9 * max(abs(a), abs(b))


# ---- the indicators --------------------------------------------------------------------------------------------------

def raw_stochastic(rows, n):
    _, high, low, close, _ = columns_of(rows)
    return each(lambda c, h, l: (c - l) / (h - l) * 100, close, hhv(high, n), llv(low, n))


def skdj(rows, n, m):
    raw = raw_stochastic(rows, n)
    rsv = ema(raw, m)
    k = ema([NONE if math.isnan(r) else v for r, v in zip(raw, rsv)], m)
    # A bar without a raw value leaves the lines as they are, the mean among them.
    known = [i for i, r in enumerate(raw) if not math.isnan(r)]
    short = mean([k[i] for i in known], m)
    d, last, at = [], NONE, dict(zip(known, short))
    for i in range(len(rows)):
        last = at.get(i, last)
        d.append(last)
    return [k, d]


def lwr(rows, n, m1, m2):
    _, high, low, close, _ = columns_of(rows)
    rsv = each(lambda c, h, l: (h - c) / (h - l) * 100, close, hhv(high, n), llv(low, n))
    lwr1 = sma(rsv, m1, 1)
    return [lwr1, sma([NONE if math.isnan(r) else v for r, v in zip(rsv, lwr1)], m2, 1)]


def wr(rows, *periods):
    _, high, low, close, _ = columns_of(rows)
    return [each(lambda c, h, l: 100 * (h - c) / (h - l), close, hhv(high, n), llv(low, n)) for n in periods]


def cci(rows, n):
    _, high, low, close, _ = columns_of(rows)
    typ = each(lambda h, l, c: (h + l + c) / 3, high, low, close)
    average, deviation = mean(typ, n), avedev(typ, n)
    # A deviation that is rounding only is none.
    deviation = each(lambda d, a: d if d > 1e-12 * abs(a) else 0.0, deviation, average)
    return [each(lambda t, a, d: (t - a) / (0.015 * d), typ, average, deviation)]


def bbi_line(close, *periods):
    return each(lambda *values: sum(values) / len(values), *[mean(close, n) for n in periods])


def bbi(rows, *periods):
    return [bbi_line(columns_of(rows)[3], *periods)]


def bbiboll(rows, n, m):
    middle = bbi_line(columns_of(rows)[3], 3, 6, 12, 24)
    away = std(middle, n)
    return [middle, each(lambda a, d: a + m * d, middle, away), each(lambda a, d: a - m * d, middle, away)]


def ene(rows, n, m1, m2):
    average = mean(columns_of(rows)[3], n)
    upper = each(lambda a: (1 + m1 / 100) * a, average)
    lower = each(lambda a: (1 - m2 / 100) * a, average)
    return [upper, lower, each(lambda a, b: (a + b) / 2, upper, lower)]


def true_range(rows):
    _, high, low, close, _ = columns_of(rows)
    return each(lambda h, l, c: max(h - l, abs(h - c), abs(c - l)), high, low, ref(close, 1))


def dmi(rows, n, m):
    _, high, low, _, _ = columns_of(rows)
    mtr = total(true_range(rows), n)
    hd = each(lambda a, b: a - b, high, ref(high, 1))
    ld = each(lambda a, b: b - a, low, ref(low, 1))
    dmp = total(each(lambda h, l: h if h > 0 and above(h, l) else 0, hd, ld), n)
    dmm = total(each(lambda h, l: l if l > 0 and above(l, h) else 0, hd, ld), n)
    pdi = each(lambda a, b: a * 100 / b, dmp, mtr)
    mdi = each(lambda a, b: a * 100 / b, dmm, mtr)
    adx = mean(each(lambda p, q: abs(q - p) / (q + p) * 100, pdi, mdi), m)
    return [pdi, mdi, adx, each(lambda a, b: (a + b) / 2, adx, ref(adx, m))]


def trix(rows, n, m):
    tr = ema(ema(ema(columns_of(rows)[3], n), n), n)
    line = each(lambda a, b: (a - b) / b * 100, tr, ref(tr, 1))
    return [line, mean(line, m)]


def dma(rows, n1, n2, m):
    close = columns_of(rows)[3]
    dif = each(lambda a, b: a - b, mean(close, n1), mean(close, n2))
    return [dif, mean(dif, m)]


def vr(rows, n, m):
    close, volume = columns_of(rows)[3:]
    before = ref(close, 1)
    th = total(each(lambda c, b, v: v if c > b else 0, close, before, volume), n)
    tl = total(each(lambda c, b, v: v if c < b else 0, close, before, volume), n)
    tq = total(each(lambda c, b, v: v if c == b else 0, close, before, volume), n)
    line = each(lambda h, l, q: 100 * (h * 2 + q) / (l * 2 + q), th, tl, tq)
    return [line, mean(line, m)]


def cr(rows, n, *periods):
    _, high, low, _, _ = columns_of(rows)
    mid = ref(each(lambda h, l: (h + l) / 2, high, low), 1)
    up = total(each(lambda h, m: h - m if above(h, m) else 0, high, mid), n)
    down = total(each(lambda l, m: m - l if above(m, l) else 0, low, mid), n)
    line = each(lambda a, b: a / b * 100, up, down)
    return [line] + [ref(mean(line, m), int(m / 2.5 + 1)) for m in periods]


def brar(rows, n):
    opened, high, low, close, _ = columns_of(rows)
    lc = ref(close, 1)
    br = each(lambda a, b: a / b * 100, total(each(lambda h, c: max(0, h - c), high, lc), n),
              total(each(lambda l, c: max(0, c - l), low, lc), n))
    ar = each(lambda a, b: a / b * 100, total(each(lambda h, o: h - o, high, opened), n),
              total(each(lambda o, l: o - l, opened, low), n))
    return [br, ar]


def psy(rows, n, m):
    close = columns_of(rows)[3]
    line = each(lambda k: k / n * 100, total(each(lambda c, b: c > b, close, ref(close, 1)), n))
    return [line, mean(line, m)]


def mtm(rows, n, m):
    close = columns_of(rows)[3]
    line = each(lambda c, b: c - b, close, ref(close, n))
    return [line, mean(line, m)]


def roc(rows, n, m):
    close = columns_of(rows)[3]
    line = each(lambda c, b: 100 * (c - b) / b, close, ref(close, n))
    return [line, mean(line, m)]


def bias(rows, *periods):
    close = columns_of(rows)[3]
    return [each(lambda c, a: (c - a) / a * 100, close, mean(close, n)) for n in periods]


def dpo(rows, n, m):
    close = columns_of(rows)[3]
    line = each(lambda c, a: c - a, close, ref(mean(close, n), n // 2 + 1))
    return [line, mean(line, m)]


def mass(rows, n1, n2, m):
    _, high, low, _, _ = columns_of(rows)
    once = mean(each(lambda h, l: h - l, high, low), n1)
    line = total(each(lambda a, b: a / b, once, mean(once, n1)), n2)
    return [line, mean(line, m)]


def asi(rows, m1, m2):
    opened, high, low, close, _ = columns_of(rows)

    def swing(o, h, l, c, lc, lo, ll):
        aa, bb, cc, dd = abs(h - lc), abs(l - lc), abs(h - ll), abs(lc - lo)
        r = aa + bb / 2 + dd / 4 if aa > bb and aa > cc else bb + aa / 2 + dd / 4 if bb > cc and bb > aa else cc + dd / 4
        x = c - lc + (c - o) / 2 + lc - lo
        return 16 * x / r * max(aa, bb) if r > 0 else 0.0

    line = total(each(swing, opened, high, low, close, ref(close, 1), ref(opened, 1), ref(low, 1)), m1)
    return [line, mean(line, m2)]


def emv(rows, n, m):
    _, high, low, _, volume = columns_of(rows)
    ratio = each(lambda a, v: a / v, mean(volume, n), volume)
    both = each(lambda h, l: h + l, high, low)
    mid = each(lambda a, b: 100 * (a - b) / a, both, ref(both, 1))
    span = each(lambda h, l: h - l, high, low)
    line = mean(each(lambda a, v, s, t: a * v * s / t, mid, ratio, span, mean(span, n)), n)
    return [line, mean(line, m)]


def mike(rows, n):
    _, high, low, close, _ = columns_of(rows)
    hlc = ref(mean(each(lambda h, l, c: (h + l + c) / 3, high, low, close), n), 1)
    hv, lv = ema(hhv(high, n), 3), ema(llv(low, n), 3)
    line = lambda f: ema(each(f, hlc, hv, lv), 3)
    return [ema(each(lambda h, l: 2 * h - l, hv, lv), 3), line(lambda c, h, l: c + h - l),
            line(lambda c, h, l: c * 2 - l), line(lambda c, h, l: c * 2 - h), line(lambda c, h, l: c - h + l),
            ema(each(lambda h, l: 2 * l - h, hv, lv), 3)]


def sar(rows, n, step, most):
    """Begins long at the lowest low of the first n bars, with their highest high as the extreme."""
    _, high, low, _, _ = columns_of(rows)
    if len(rows) < n:
        return [[NONE] * len(rows)]
    s, m = step / 100, most / 100
    out = [NONE] * (n - 1) + [min(low[:n])]
    long, extreme, factor = True, max(high[:n]), s
    for i in range(n, len(rows)):
        old = out[-1]
        if long:
            if high[i] > extreme:
                extreme, factor = high[i], min(factor + s, m)
            value = old + factor * (extreme - old)
            value = max(old, min(value, low[i], low[i - 1]))
            if low[i] < value:
                top, long, extreme, factor = extreme, False, low[i], s
                value = top if high[i - 1] == top else top + factor * (extreme - top)
        else:
            if low[i] < extreme:
                extreme, factor = low[i], min(factor + s, m)
            value = old + factor * (extreme - old)
            value = min(old, max(value, high[i], high[i - 1]))
            if high[i] > value:
                long, extreme, factor = True, high[i], s
                value = min(low[i], low[i - 1])
        out.append(value)
    return [out]


def vrsi(rows, *periods):
    volume = columns_of(rows)[4]
    move = each(lambda a, b: a - b, volume, ref(volume, 1))
    return [each(lambda u, a: u / a * 100, sma(each(lambda v: max(v, 0), move), n, 1), sma(each(abs, move), n, 1))
            for n in periods]


def wvad(rows, n, m):
    opened, high, low, close, volume = columns_of(rows)
    line = total(each(lambda o, h, l, c, v: (c - o) / (h - l) * v if h > l else 0.0, opened, high, low, close, volume), n)
    return [line, mean(line, m)]


def mfi(rows, n):
    _, high, low, close, volume = columns_of(rows)
    typ = each(lambda h, l, c: (h + l + c) / 3, high, low, close)
    before = ref(typ, 1)
    up = total(each(lambda t, b, v: t * v if above(t, b) else 0, typ, before, volume), n)
    down = total(each(lambda t, b, v: t * v if above(b, t) else 0, typ, before, volume), n)
    # 100 - 100 / (1 + up / down), which has a limit where nothing flows down.
    return [each(lambda u, d: 100.0 if d == 0 < u else 100 - 100 / (1 + u / d), up, down)]


def adtm(rows, n, m):
    opened, high, low, _, _ = columns_of(rows)
    before = ref(opened, 1)
    stm = total(each(lambda o, b, h: 0 if o <= b else max(h - o, o - b), opened, before, high), n)
    sbm = total(each(lambda o, b, l: 0 if o >= b else max(o - l, o - b), opened, before, low), n)
    line = each(lambda s, b: (s - b) / s if above(s, b) else (s - b) / b if above(b, s) else 0, stm, sbm)
    return [line, mean(line, m)]


def uos(rows, n1, n2, n3, m):
    _, high, low, close, _ = columns_of(rows)
    lc = ref(close, 1)
    th, tl = each(max, high, lc), each(min, low, lc)
    part = lambda n: each(lambda a, b: a / b, total(each(lambda c, l: c - l, close, tl), n),
                          total(each(lambda h, l: h - l, th, tl), n))
    line = each(lambda a, b, c: (a * n2 * n3 + b * n1 * n3 + c * n1 * n2) * 100 / (n1 * n2 + n1 * n3 + n2 * n3),
                part(n1), part(n2), part(n3))
    return [line, expmema(line, m)]


def volume_index(counts):
    def run(rows, n):
        close, volume = columns_of(rows)[3:]
        line = [100.0]
        for i in range(1, len(rows)):
            line.append(line[-1] * (close[i] / close[i - 1] if counts(volume[i], volume[i - 1]) else 1))
        return [line, mean(line, n)]
    return run


def vol(rows, m1, m2):
    volume = columns_of(rows)[4]
    return [volume, mean(volume, m1), mean(volume, m2)]


def xsii(rows, n, m):
    _, high, low, close, _ = columns_of(rows)
    weight = each(lambda c, h, l: (2 * c + h + l) / 4, close, high, low)
    aa = mean(weight, 5)
    share = each(lambda w, a: abs(w - a) / a, weight, mean(close, 20))
    dd, y = [], None
    for c, a in zip(close, share):
        if math.isnan(a):
            dd.append(NONE)
            continue
        y = c if y is None or a >= 1 else a * c + (1 - a) * y
        dd.append(y)
    return [each(lambda a: a * n / 100, aa), each(lambda a: a * (200 - n) / 100, aa),
            each(lambda d: (1 + m / 100) * d, dd), each(lambda d: (1 - m / 100) * d, dd)]


def td_setup(rows, back, length):
    close = columns_of(rows)[3]
    before = ref(close, back)

    def count(holds):
        out, run = [], 0
        for c, b in zip(close, before):
            if math.isnan(b):
                out.append(NONE)
                continue
            run = (1 if run == length else run + 1) if holds(c, b) else 0
            out.append(float(run))
        return out

    return [count(lambda c, b: c > b), count(lambda c, b: c < b)]


# id: name, function, parameter sets
INDICATORS = {
    "skdj": ("SKDJ", skdj, [(9, 3), (5, 4)]),
    "lwr": ("LWR", lwr, [(9, 3, 3), (5, 2, 4)]),
    "wr": ("WR", wr, [(10, 6), (14,)]),
    "tdx_cci": ("CCI", cci, [(14,), (5,)]),
    "bbi": ("BBI", bbi, [(3, 6, 12, 24), (3, 6, 12, 20)]),
    "bbiboll": ("BBIBOLL", bbiboll, [(11, 6), (5, 2.5)]),
    "ene": ("ENE", ene, [(25, 6, 6), (10, 11, 9)]),
    "dmi": ("DMI", dmi, [(14, 6), (5, 3)]),
    "tdx_trix": ("TRIX", trix, [(12, 9), (12, 20)]),
    "dma": ("DMA", dma, [(10, 50, 10), (5, 10, 4)]),
    "vr": ("VR", vr, [(26, 6), (6, 3)]),
    "cr": ("CR", cr, [(26, 10, 20, 40, 62), (6, 3, 4, 5, 6)]),
    "brar": ("BRAR", brar, [(26,), (6,)]),
    "psy": ("PSY", psy, [(12, 6), (5, 3)]),
    "mtm": ("MTM", mtm, [(12, 6), (5, 3)]),
    "tdx_roc": ("ROC", roc, [(12, 6), (5, 3)]),
    "bias": ("BIAS", bias, [(6, 12, 24), (36,)]),
    "dpo": ("DPO", dpo, [(20, 6), (7, 3)]),
    "mass": ("MASS", mass, [(9, 25, 6), (4, 10, 3)]),
    "asi": ("ASI", asi, [(26, 10), (7, 4)]),
    "emv": ("EMV", emv, [(14, 9), (5, 3)]),
    "mike": ("MIKE", mike, [(10,), (4,)]),
    "tdx_sar": ("SAR", sar, [(10, 2, 20), (1, 3, 15), (4, 2, 2)]),
    "vrsi": ("VRSI", vrsi, [(6, 12, 24), (3,)]),
    "wvad": ("WVAD", wvad, [(24, 6), (5, 3)]),
    "tdx_mfi": ("MFI", mfi, [(14,), (5,)]),
    "adtm": ("ADTM", adtm, [(23, 8), (6, 3)]),
    "uos": ("UOS", uos, [(7, 14, 28, 6), (3, 5, 9, 4)]),
    "tdx_pvi": ("PVI", volume_index(lambda v, b: v > b), [(72,), (10,)]),
    "tdx_nvi": ("NVI", volume_index(lambda v, b: v < b), [(72,), (10,)]),
    "vol": ("VOL", vol, [(5, 10), (3, 7)]),
    "xsii": ("XSII", xsii, [(102, 7), (90, 3.5)]),
    "td_setup": ("TDSETUP", td_setup, [(4, 9), (2, 4)]),
}


def write():
    lines = ["open,high,low,close,volume"] + [",".join(repr(v) for v in row) for row in ODD]
    (HERE / "series" / "odd_days.csv").write_text("\n".join(lines) + "\n")
    for stem, (name, function, sets) in INDICATORS.items():
        lines = ["# Golden cases, written by make_tdx.py: one row a bar, one number an output, - for none."]
        for series, rows in CASES.items():
            for params in sets:
                lines += [f"case {name}({','.join(str(p) for p in params)})", "flavour tdx", f"source {SOURCE}",
                          f"series {series}", "rows"]
                lines += [" ".join(text_of(v) for v in row) for row in zip(*function(rows, *params))]
                lines.append("end")
        (HERE / "indicators" / f"{stem}.txt").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    write()
