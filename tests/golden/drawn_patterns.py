"""Helpers for the generators of golden pattern cases: fits and confidences as conditions.hpp states them, and the file.

A bar is [open, high, low, close] or, where a pattern looks at it, [open, high, low, close, volume].
"""
import pathlib

HERE = pathlib.Path(__file__).parent


def at_least(x, bound, ideal):
    return min(1.0, max(0.0, (x - bound) / (ideal - bound)))


def at_most(x, bound, ideal=0.0):
    return min(1.0, max(0.0, (bound - x) / (bound - ideal)))


def sure(threshold, *fits):
    return threshold + (1 - threshold) * sum(fits) / len(fits)


def mean_range(bars, i, count=10):
    """Mean true range of the `count` bars before bar i."""
    total = 0.0
    for b in range(i - count, i):
        last = bars[b - 1][3] if b > 0 else bars[b][3]
        total += max(bars[b][1], last) - min(bars[b][2], last)
    return total / count


def mirrored(bars):
    """Upside down: prices p become 40 - p."""
    return [[40 - b[0], 40 - b[2], 40 - b[1], 40 - b[3], *b[4:]] for b in bars]


def write(maker, cases):
    """cases: id -> [(name, bars, [(start, end, known_at, confidence)])]."""
    for stem, rows in cases.items():
        lines = [f"# Golden cases, written by {maker}: bars as open high low close [volume]; hits as start end known_at",
                 "# confidence. A case without a hit line must not be found."]
        for name, bars, hits in rows:
            lines.append(f"case {name}")
            lines += ["bar " + " ".join(repr(round(v, 4)) for v in bar) for bar in bars]
            lines += [f"hit {a} {b} {c} {d!r}" for a, b, c, d in hits]
            lines.append("end")
        (HERE / "patterns" / f"{stem}.txt").write_text("\n".join(lines) + "\n")
