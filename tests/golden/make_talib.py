"""Writes the golden cases of the talib flavour: what TA-Lib itself answers on the simulated series of make_golden.py.

Every function of TA-Lib but the candles, with its defaults and a second set of parameters. Needs TA-Lib 0.6.4:

    python3 -m venv build/golden-venv
    build/golden-venv/bin/pip install --only-binary :all: "TA-Lib>=0.6.5,<0.7" numpy     (bundles TA-Lib 0.6.4)
    build/golden-venv/bin/python tests/golden/make_talib.py [NAME...]
"""
import sys

import numpy
import talib
from talib import abstract

from make_golden import HERE, SERIES, columns_of, text_of

SOURCE = "TA-Lib 0.6.4"
# Functions that read numbers from -1 to 1, and the one that reads a column of periods, have series of their own.
UNIT = {"ACOS", "ASIN", "EXP", "COSH", "SINH", "TANH"}
MOST_PERIODS = 29
# Two series: the columns that we give to TA-Lib's two nameless ones.
PAIRS = {"ADD", "SUB", "MULT", "DIV", "BETA", "CORREL"}
# A second set of parameters, in TA-Lib's order.
SECOND = {
    "ACCBANDS": (7,), "ADOSC": (7, 4), "ADX": (5,), "ADXR": (4,), "APO": (9, 4, 1), "AROON": (5,), "AROONOSC": (6,),
    "ATR": (5,), "AVGDEV": (6,), "BBANDS": (20, 2.5, 1, 1), "BETA": (9,), "CCI": (5,), "CMO": (6,), "CORREL": (8,),
    "DEMA": (6,), "DX": (5,), "EMA": (5,), "IMI": (5,), "KAMA": (7,), "LINEARREG": (5,), "LINEARREG_ANGLE": (6,),
    "LINEARREG_INTERCEPT": (7,), "LINEARREG_SLOPE": (8,), "MACD": (13, 6, 5), "MACDEXT": (5, 1, 11, 4, 4, 2),
    "MACDFIX": (5,), "MAMA": (0.4, 0.1), "MAVP": (3, 12, 2), "MAX": (4,), "MAXINDEX": (5,), "MFI": (6,),
    "MIDPOINT": (4,), "MIDPRICE": (5,), "MIN": (6,), "MININDEX": (4,), "MINMAX": (5,), "MINMAXINDEX": (6,),
    "MINUS_DI": (1,), "MINUS_DM": (5,), "MOM": (3,), "NATR": (5,), "PLUS_DI": (6,), "PLUS_DM": (1,), "PPO": (4, 9, 3),
    "ROC": (3,), "ROCP": (4,), "ROCR": (5,), "ROCR100": (6,), "RSI": (6,), "SAR": (0.05, 0.3),
    "SAREXT": (-21, 0.01, 0.03, 0.04, 0.25, 0.01, 0.02, 0.15), "SMA": (7,), "STDDEV": (10, 2), "STOCH": (9, 4, 1, 5, 2),
    "STOCHF": (7, 4, 1), "STOCHRSI": (7, 6, 4, 2), "SUM": (5,), "T3": (4, 0.5), "TEMA": (5,), "TRIMA": (7,),
    "TRIX": (5,), "TSF": (6,), "ULTOSC": (9, 3, 6), "VAR": (9, 1), "WILLR": (5,), "WMA": (6,),
}
# Moving averages of every type, through the functions that take one; MA of one bar is the close itself.
MORE = {"MACD": [(6, 13, 5)], "MA": [(1, 0)] + [(6, t) for t in range(9)], "BBANDS": [(7, 2, 2, 0), (6, 1, 2, 8)],
        "TRIMA": [(8,)], "SAREXT": [(15, 0.0, 0.5, 0.02, 0.2, 0.02, 0.3, 0.2)], "ATR": [(1,)], "NATR": [(1,)]}


def series_of(name):
    for stem, rows in SERIES.items():
        if name in UNIT:
            top = max(row[3] for row in rows)
            yield stem + "_unit", [tuple(p / top for p in row[:4]) + row[4:] for row in rows]
        elif name == "MAVP":
            yield stem + "_periods", [row[:4] + (float(2 + 7 * i % MOST_PERIODS),) for i, row in enumerate(rows)]
        else:
            yield stem, rows


def defaults(info):
    return tuple(info["parameters"].values())


def inputs_of(name, info, columns):
    named = dict(zip(("open", "high", "low", "close", "volume"), columns))
    if name in PAIRS:
        return [named["high"], named["low"]]
    if name == "MAVP":
        return [named["close"], named["volume"]]
    wanted = []
    for key, value in info["input_names"].items():
        wanted += [value] if isinstance(value, str) else value
    return [named[key] for key in wanted]


def flat(name, params, columns, i):
    """True where the newer TA-Lib defines what 0.6.4 leaves to rounding (CCI) or to 0/0 (IMI): a flat window."""
    opened, high, low, close, _ = columns
    part = slice(i + 1 - int(params[0]), i + 1)
    if name == "CCI":
        typical = (high + low + close)[part]
        return numpy.all(typical == typical[0])
    return name == "IMI" and numpy.all(opened[part] == close[part])


FLAT_VALUE = {"CCI": 0.0, "IMI": 50.0}


def run(name, params, rows):
    columns = [numpy.array(c, dtype=float) for c in columns_of(rows)]
    info = abstract.Function(name).info
    out = getattr(talib, name)(*inputs_of(name, info, columns), *params)
    out = [numpy.array(c, dtype=float) for c in (out if isinstance(out, (tuple, list)) else (out,))]
    typed = {key: type(value)(given) for (key, value), given in zip(info["parameters"].items(), params)}
    lookback = abstract.Function(name, **typed).lookback
    for column in out:
        column[:lookback] = numpy.nan  # Index outputs have zeros there.
    if name in FLAT_VALUE:
        for i in range(lookback, len(rows)):
            if flat(name, params, columns, i):
                out[0][i] = FLAT_VALUE[name]
    return out


def write(name):
    info = abstract.Function(name).info
    sets = [defaults(info)] + ([SECOND[name]] if name in SECOND else []) + MORE.get(name, [])
    lines = ["# Golden cases, written by make_talib.py: one row a bar, one number an output, - for none."]
    for series, rows in series_of(name):
        text = ["open,high,low,close,volume"] + [",".join(repr(v) for v in row) for row in rows]
        (HERE / "series" / f"{series}.csv").write_text("\n".join(text) + "\n")
        for params in sets:
            call = f"{name}({','.join(f'{p:g}' for p in params)})" if params else name
            lines += [f"case {call}", "flavour talib", f"source {SOURCE}", f"series {series}", "rows"]
            lines += [" ".join(text_of(v) for v in row) for row in zip(*run(name, params, rows))]
            lines.append("end")
    (HERE / "indicators" / f"{name.lower()}.txt").write_text("\n".join(lines) + "\n")


# get_functions() forgets three.
for function in sys.argv[1:] or sorted({*talib.get_functions(), "ACCBANDS", "AVGDEV", "IMI"}):
    if not function.startswith("CDL"):
        write(function)
