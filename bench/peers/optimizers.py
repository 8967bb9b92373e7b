"""Optimizers compared: how far from the best each is after 100 evaluations (Bayesian ones), and after 5,000 (genetic ones).

    python3 -m venv build/peers_opt && build/peers_opt/bin/pip install optuna scipy torch pygmo
    cmake --preset release && cmake --build build/release --target fwq_optimizer_peer
    build/peers_opt/bin/python bench/peers/optimizers.py [--seeds 20] [--only bayesian|genetic] [--keep runs.jsonl]

The functions and their noise are the same for all, and so are the numbers of the seeds. Regret: the best there is less what the
trial with the best seen score is worth without noise; the median over the seeds. A peer that cannot be imported is left out.
Optuna's GPSampler takes 10 to 80 s a run: with --keep each run is kept as it ends and not made again, and seeds are worked off
in turns, so that a run that was broken off has about as many seeds of every function (--table prints what is there).
"""
import argparse
import ctypes
import json
import math
import os
import pathlib
import time
import warnings

warnings.filterwarnings("ignore")
ROOT = pathlib.Path(__file__).resolve().parents[2]
PI = math.pi
REAL, INTEGER, CATEGORY = 0, 1, 2


def branin(x):
    a = x[1] - 5.1 / (4 * PI * PI) * x[0] ** 2 + 5 / PI * x[0] - 6
    return a * a + 10 * (1 - 1 / (8 * PI)) * math.cos(x[0]) + 10


def hartmann(a, p):
    c = (1, 1.2, 3, 3.2)
    return lambda x: -sum(c[i] * math.exp(-sum(a[i][j] * (x[j] - p[i][j]) ** 2 for j in range(len(x)))) for i in range(4))


HARTMANN3 = hartmann(((3, 10, 30), (.1, 10, 35), (3, 10, 30), (.1, 10, 35)),
                     ((.3689, .1170, .2673), (.4699, .4387, .7470), (.1091, .8732, .5547), (.0381, .5743, .8828)))
HARTMANN6 = hartmann(((10, 3, 17, 3.5, 1.7, 8), (.05, 10, 17, .1, 8, 14), (3, 3.5, 1.7, 10, 17, 8), (17, 8, .05, 10, .1, 14)),
                     ((.1312, .1696, .5569, .0124, .8283, .5886), (.2329, .4135, .8307, .3736, .1004, .9991),
                      (.2348, .1451, .3522, .2883, .3047, .6650), (.4047, .8828, .8732, .5743, .1091, .0381)))


def rosenbrock(x):
    return sum(100 * (b - a * a) ** 2 + (1 - a) ** 2 for a, b in zip(x, x[1:]))


def ackley(x):
    n = len(x)
    return (-20 * math.exp(-.2 * math.sqrt(sum(v * v for v in x) / n)) - math.exp(sum(math.cos(2 * PI * v) for v in x) / n)
            + 20 + math.e)


def levy(x):
    w = [1 + (v - 1) / 4 for v in x]
    body = sum((v - 1) ** 2 * (1 + 10 * math.sin(PI * v + 1) ** 2) for v in w[:-1])
    return math.sin(PI * w[0]) ** 2 + body + (w[-1] - 1) ** 2 * (1 + math.sin(2 * PI * w[-1]) ** 2)


def mixed(x):
    """Each category has an optimum of its own in two reals and two whole numbers; category 2's is the best."""
    k = int(x[4])
    da, db = x[0] - (-3, 2, 1, 4)[k], x[1] - (2, -4, 3, 0)[k]
    dm, dn = (x[2] - (10, 50, 23, 40)[k]) / 10, (x[3] - (150, 20, 90, 60)[k]) / 30
    return (2, 1, 0, 3)[k] + da * da + .5 * db * db + .5 * da * db + dm * dm + dn * dn + .3 * abs(dm * dn)


def cube(n, low, high):
    return [(REAL, low, high)] * n


# Name, genes, function to be minimised, its minimum, deviation of the noise.
PROBLEMS = (
    ("Branin", [(REAL, -5, 10), (REAL, 0, 15)], branin, 0.39788735772973816, 0),
    ("Hartmann-3", cube(3, 0, 1), HARTMANN3, -3.86278214782076, 0),
    ("Hartmann-6", cube(6, 0, 1), HARTMANN6, -3.322368011415511, 0),
    ("Rosenbrock-5", cube(5, -5, 10), rosenbrock, 0, 0),
    ("Ackley-10", cube(10, -32.768, 32.768), ackley, 0, 0),
    ("Levy-5", cube(5, -10, 10), levy, 0, 0),
    ("mixed", [(REAL, -5, 5), (REAL, -5, 5), (INTEGER, 1, 60), (INTEGER, 1, 200), (CATEGORY, 0, 3)], mixed, 0, 0),
    ("Hartmann-6, noise 0.2", cube(6, 0, 1), HARTMANN6, -3.322368011415511, .2),
)


def noise(seed, trial):
    """About normal; the same for each algorithm's trial of that number."""
    mask, total = (1 << 64) - 1, 0
    z = ((seed + 1) * 0x9e3779b97f4a7c15 + trial * 0xbf58476d1ce4e5b9) & mask
    for _ in range(12):
        z = ((z ^ (z >> 30)) * 0xbf58476d1ce4e5b9) & mask
        z = ((z ^ (z >> 27)) * 0x94d049bb133111eb) & mask
        z ^= z >> 31
        total += (z >> 11) * 2.0 ** -53
    return total - 6


class Run:
    """Counts evaluations, and what the best seen one is worth."""

    def __init__(self, problem, seed, evaluations):
        self.problem, self.seed, self.left = problem, seed, evaluations
        self.count, self.seen, self.worth = 0, math.inf, math.inf

    def value(self, x):
        true = self.problem[2](x)
        shown = true - self.problem[4] * noise(self.seed, self.count) if self.problem[4] else true
        if self.left > 0 and shown < self.seen:
            self.seen, self.worth = shown, true
        self.count += 1
        self.left -= 1
        return shown

    def regret(self):
        return self.worth - self.problem[3]


def ours(lib, algorithm, population=20):
    def run(problem, seed, evaluations):
        genes = problem[1]
        n = len(genes)
        ints, doubles = ctypes.c_int * n, ctypes.c_double * n
        handle = ctypes.c_void_p(lib.fwq_optimizer_new(
            algorithm.encode(), ints(*[g[0] for g in genes]), doubles(*[g[1] for g in genes]), doubles(*[g[2] for g in genes]),
            ctypes.c_size_t(n), ctypes.c_uint64(seed), ctypes.c_size_t(evaluations), ctypes.c_size_t(population)))
        room = 1000
        out = (ctypes.c_double * (room * n))()
        trials = Run(problem, seed, evaluations)
        while trials.left > 0:
            count = lib.fwq_optimizer_ask(handle, out, ctypes.c_size_t(room))
            if count == 0:
                break
            scores = (ctypes.c_double * count)(*[-trials.value(out[i * n:(i + 1) * n]) for i in range(count)])
            lib.fwq_optimizer_tell(handle, scores)
        lib.fwq_optimizer_delete(handle)
        return trials.regret()
    return run


def optunas(sampler):
    import optuna
    optuna.logging.set_verbosity(optuna.logging.ERROR)

    def run(problem, seed, evaluations):
        study = optuna.create_study(sampler=getattr(optuna.samplers, sampler)(seed=seed), direction="minimize")
        trials = Run(problem, seed, evaluations)
        while trials.left > 0:
            trial, x = study.ask(), []
            for i, (kind, low, high) in enumerate(problem[1]):
                suggest = (trial.suggest_float, trial.suggest_int)[min(kind, 1)]
                x.append(trial.suggest_categorical(f"x{i}", list(range(high + 1))) if kind == CATEGORY else suggest(f"x{i}", low, high))
            study.tell(trial, trials.value(x))
        return trials.regret()
    return run


def pagmos():
    import pygmo

    class Wrapped:
        def __init__(self, problem, trials):
            self.trials = trials
            order = sorted(range(len(problem[1])), key=lambda i: problem[1][i][0] != REAL)  # Whole numbers come last in pagmo.
            self.order, self.genes = order, [problem[1][i] for i in order]

        def fitness(self, x):
            whole = [0.0] * len(x)
            for k, i in enumerate(self.order):
                whole[i] = x[k]
            return [self.trials.value(whole)]

        def get_bounds(self):
            return [g[1] for g in self.genes], [g[2] for g in self.genes]

        def get_nix(self):
            return sum(g[0] != REAL for g in self.genes)

    def run(problem, seed, evaluations):
        trials = Run(problem, seed, evaluations)
        wrapped = pygmo.problem(Wrapped(problem, trials))
        inner = wrapped.extract(Wrapped)
        inner.trials = trials
        population = pygmo.population(wrapped, size=20, seed=seed)
        algorithm = pygmo.algorithm(pygmo.sga(gen=evaluations // 20 - 1, seed=seed))
        population = algorithm.evolve(population)
        # Copies were evaluated: the champion is what is known.
        best = [0.0] * len(problem[1])
        for k, i in enumerate(inner.order):
            best[i] = population.champion_x[k]
        return problem[2](best) - problem[3]
    return run


class Kept:
    """Runs that were made, by what they are of: (evaluations, algorithm, function, seed)."""

    def __init__(self, path):
        self.path, self.runs = path, {}
        if path and path.exists():
            for line in path.read_text().splitlines():
                *key, regret, seconds = json.loads(line)
                self.runs[tuple(key)] = (regret, seconds)

    def add(self, key, regret, seconds):
        self.runs[key] = (regret, seconds)
        if self.path:
            with self.path.open("a") as out:
                out.write(json.dumps([*key, regret, seconds]) + "\n")


def median(values):
    ordered, half = sorted(values), len(values) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def make_runs(problems, algorithms, seeds, evaluations, kept):
    for seed in range(1, seeds + 1):
        for problem in problems:
            for name, run in algorithms.items():
                key = (evaluations, name, problem[0], seed)
                if key in kept.runs:
                    continue
                start = time.process_time()
                regret = run(problem, seed, evaluations)
                kept.add(key, regret, time.process_time() - start)


def table(title, problems, algorithms, seeds, evaluations, kept):
    print(f"\n{title}: median regret of {seeds} seeds (where fewer were made, how many)\n")
    print("| function | " + " | ".join(algorithms) + " |")
    print("|---|" + "--:|" * len(algorithms), flush=True)
    seconds = {name: [] for name in algorithms}
    for problem in problems:
        cells = []
        for name in algorithms:
            keys = [(evaluations, name, problem[0], seed) for seed in range(1, seeds + 1)]
            runs = [kept.runs[key] for key in keys if key in kept.runs]
            seconds[name] += [run[1] for run in runs]
            few = f" ({len(runs)})" if len(runs) < seeds else ""
            cells.append((f"{median([run[0] for run in runs]):.2g}" if runs else "") + few)
        print(f"| {problem[0]} | " + " | ".join(cells) + " |", flush=True)
    print("| CPU seconds a run | " + " | ".join(f"{sum(s) / len(s):.2f}" if s else "" for s in seconds.values()) + " |")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--only", choices=("bayesian", "genetic"))
    parser.add_argument("--keep", type=pathlib.Path, help="file that runs are kept in")
    parser.add_argument("--table", action="store_true", help="print what is kept, and make no runs")
    parser.add_argument("--library", default=str(ROOT / "build/release/bench/libfwq_optimizer_peer.so"))
    arguments = parser.parse_args()
    kept = Kept(arguments.keep)
    lib = ctypes.CDLL(arguments.library)
    lib.fwq_optimizer_new.restype = ctypes.c_void_p
    lib.fwq_optimizer_ask.restype = ctypes.c_size_t

    def with_peers(known, peers):
        for name, make in peers:
            try:
                known[name] = make()
            except ImportError as error:
                print(f"{name} is left out: {error}")
        return known

    def compare(title, problems, algorithms, evaluations):
        if not arguments.table:
            make_runs(problems, algorithms, arguments.seeds, evaluations, kept)
        table(title, problems, algorithms, arguments.seeds, evaluations, kept)

    if arguments.only != "genetic":
        compare("100 evaluations", PROBLEMS, with_peers(
            {"ours: bayesian": ours(lib, "bayesian"), "ours: tpe": ours(lib, "tpe"), "ours: random": ours(lib, "random")},
            [("Optuna: GPSampler", lambda: optunas("GPSampler")), ("Optuna: TPESampler", lambda: optunas("TPESampler"))]), 100)
    if arguments.only != "bayesian":
        compare("5,000 evaluations", PROBLEMS, with_peers(
            {"ours: genetic": ours(lib, "genetic")}, [("pagmo: sga", pagmos)]), 5000)


if __name__ == "__main__":
    os.environ.setdefault("OMP_NUM_THREADS", "1")  # One thread each: seconds are CPU seconds.
    main()
