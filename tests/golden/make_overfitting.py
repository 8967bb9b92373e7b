"""Makes overfitting.txt: the probability of overfitting (CSCV) by numpy and scipy, for tests of engine/optimization.

    python3 tests/golden/make_overfitting.py        (needs numpy and scipy)

D. H. Bailey, J. M. Borwein, M. Lopez de Prado, Q. J. Zhu, The Probability of Backtest Overfitting (2017), step by step, with an
array for each half. The matrices are those of the paper's test cases: normal numbers of no worth, re-centred so that every
try is worth exactly nothing over the whole time ("recentred", N = 100, T = 1000: what is best in sample must be bad out of
sample); the same as drawn ("noise"); and with a try that is truly better ("edge"). Both sides draw the numbers alike.
"""
import itertools
import math
import pathlib

import numpy
from scipy import stats

MASK = (1 << 64) - 1


def draws(seed):
    """SplitMix64, as in engine/optimization/src/random.hpp; normal numbers by Box and Muller."""
    state = seed

    def unit():
        nonlocal state
        state = (state + 0x9e3779b97f4a7c15) & MASK
        z = state
        z = ((z ^ z >> 30) * 0xbf58476d1ce4e5b9) & MASK
        z = ((z ^ z >> 27) * 0x94d049bb133111eb) & MASK
        return ((z ^ z >> 31) >> 11) * 2.0 ** -53

    while True:
        u = 1 - unit()
        yield math.sqrt(-2 * math.log(u)) * math.cos(2 * math.pi * unit())


def matrix(kind, tries, periods, seed):
    source = draws(seed)
    out = numpy.array([[next(source) for _ in range(periods)] for _ in range(tries)])
    if kind == "recentred":
        out -= out.mean(axis=1, keepdims=True)
    if kind == "edge":
        out[tries // 2] += 0.25
    return out


def cscv(results, blocks):
    parts = numpy.array_split(results, blocks, axis=1)
    logits, inside, outside = [], [], []
    for taken in itertools.combinations(range(blocks), blocks // 2):
        mine = numpy.hstack([parts[b] for b in taken])
        rest = numpy.hstack([parts[b] for b in range(blocks) if b not in taken])
        here, there = (half.mean(axis=1) / half.std(axis=1) for half in (mine, rest))
        best = here.argmax()
        share = stats.rankdata(there)[best] / (len(results) + 1)
        logits.append(math.log(share / (1 - share)))
        inside.append(here[best])
        outside.append(there[best])
    return (numpy.mean(numpy.array(logits) <= 0), numpy.mean(numpy.array(outside) <= 0),
            stats.linregress(inside, outside).slope, numpy.mean(logits))


def main():
    lines = ["# Made by make_overfitting.py. KIND TRIES PERIODS SEED BLOCKS PROBABILITY LOSS_PROBABILITY SLOPE MEAN_LOGIT"]
    for kind, tries, periods, seed, blocks in (("recentred", 100, 1000, 1, 8), ("recentred", 100, 1000, 2, 10),
                                               ("noise", 100, 1000, 1, 8), ("noise", 20, 240, 3, 12),
                                               ("edge", 100, 1000, 1, 8), ("edge", 30, 120, 5, 6)):
        figures = cscv(matrix(kind, tries, periods, seed), blocks)
        lines.append(f"{kind} {tries} {periods} {seed} {blocks} " + " ".join(repr(float(x)) for x in figures))
    path = pathlib.Path(__file__).with_name("overfitting.txt")
    path.write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
