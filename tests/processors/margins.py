"""How far each claim of the course is from failing, over all profiles.

For the lectures and the problem sets' own tests: each assertion that is an inequality
between numbers, or a comparison with a tolerance, with its smallest margin in any
profile and how much that margin moves between them.

For the answers bank: each assertion of a test, with the margin of the worst right
answer, and that margin in standard deviations over seeds and profiles. A threshold that
a training must reach keeps three of them.
"""

import json
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.table import Table

from .profiles import Profile, ProfileError

ROOT = Path(__file__).parents[2]
NARROW = 0.05  # of the larger side of an inequality, or of a tolerance
DEVIATIONS = 3


def report(profiles: list[Profile], kinds: list[str], seeds: int, run) -> dict:
    """Measure and print: first what stands on the edge, then how much was measured.

    What ran, by profile, is returned: a claim that fails has no margin at all.

    Args:
        profiles: where to measure.
        kinds: which tests, as in __main__.KINDS; those without assertions are ignored.
        seeds: how many seeds to try for the bank, beside the one that is written down.
        run: `__main__.run`.
    """
    books = [kind for kind in kinds if kind in ("lectures", "sets")]
    outcomes = {}
    if books:
        found = {}
        for profile in profiles:
            outcomes[profile], found[profile.name] = _notebooks(profile, books, run)
        _print_notebooks(found)
    if "bank" in kinds:
        rows = []
        for profile in profiles:
            rows += _bank(profile, 0)
        rows += _bank(profiles[0], seeds)
        _print_bank(rows)
    return outcomes


def _notebooks(profile: Profile, kinds: list[str], run) -> tuple:
    """What ran, and the worst row of each assertion, by cell and text."""
    with tempfile.TemporaryDirectory() as folder:
        outcome = run(profile, kinds, Path(folder))
        rows = [
            json.loads(line)
            for path in sorted(Path(folder).glob("*.jsonl"))
            for line in path.read_text(encoding="utf-8").splitlines()
        ]
    worst: dict[tuple, dict] = {}
    for row in rows:
        key = row["where"], row["text"]
        if key not in worst or relative(row) < relative(worst[key]):
            worst[key] = row
    return outcome, worst


def relative(row: dict) -> float:
    """A margin as a share of the larger side; of the tolerance, where there is one."""
    return row["margin"] / row["scale"] if row["scale"] else row["margin"]


def _print_notebooks(found: dict[str, dict[tuple, dict]]) -> None:
    lines = []
    for key in {key for rows in found.values() for key in rows}:
        rows = [rows[key] for rows in found.values() if key in rows]
        shares = np.array([relative(row) for row in rows])
        if rows[0]["counts"] and np.ptp([row["left"] for row in rows]) == 0:
            continue  # whole numbers, the same in each profile: no claim moves
        lines.append((shares.min(), np.ptp(shares), *key, rows[int(shares.argmin())]))
    lines.sort(key=lambda line: line[:2])
    table = Table("margin", "moves by", "where", "claim", "nearest")
    edge = 0
    for share, moves, where, text, row in lines:
        if share < NARROW or moves > share / DEVIATIONS:
            edge += 1
            values = f"{row['left']:.6g} against {row['right']:.6g}"
            table.add_row(f"{share:.4f}", f"{moves:.2g}", where, text[:200], values)
    Console(width=150).print(table)
    print(
        f"{len(lines)} assertions with numbers measured in {len(found)} profiles; "
        f"{edge} of them have a margin below {NARROW:.0%} or one that moves by more "
        f"than a {DEVIATIONS}rd of itself."
    )


def _bank(profile: Profile, seeds: int) -> list[dict]:
    """Margins of all right answers: at the written seeds, or at `seeds` others."""
    command = [sys.executable, "-m", "tests.processors.bank", str(seeds)]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**profile.environment(), "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    if done.returncode:
        raise ProfileError(f"{profile.name}: the bank ended with {done.returncode}.")
    return [json.loads(line) for line in done.stdout.splitlines()]


def _print_bank(rows: list[dict]) -> None:
    margins = defaultdict(lambda: defaultdict(list))
    written: dict[tuple, dict[str, float]] = defaultdict(dict)
    for row in rows:
        if row["counts"] or row.get("tolerance"):
            continue  # no training decides these
        key = row["where"], row["text"]
        margins[key][row["answer"]].append(row["margin"])
        if row["seed"] == 0:
            old = written[key].get(row["answer"], np.inf)
            written[key][row["answer"]] = min(old, row["margin"])
    lines = []
    for key, answers in written.items():
        worst = min(answers, key=answers.get)
        deviation = float(np.std(margins[key][worst]))
        if deviation > 1e-12 * max(1, abs(answers[worst])):
            lines.append((answers[worst] / deviation, deviation, *key, worst, answers))
    lines.sort(key=lambda line: line[0])
    table = Table("margin/sd", "margin", "sd", "test", "claim", "worst right answer")
    for ratio, deviation, where, text, worst, answers in lines:
        if ratio < DEVIATIONS:
            numbers = f"{answers[worst]:.4g}", f"{deviation:.2g}"
            table.add_row(f"{ratio:.1f}", *numbers, where, text[:120], worst[:60])
    Console(width=170).print(table)
    near = sum(line[0] < DEVIATIONS for line in lines)
    print(
        f"{len(lines)} thresholds that depend on a draw or a training; {near} are "
        f"nearer than {DEVIATIONS} standard deviations to the worst right answer."
    )
