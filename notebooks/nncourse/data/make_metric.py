"""Makes metric_learning.npz, the trainings that lecture 10 does not wait for.

    python notebooks/nncourse/data/make_metric.py

takes a few minutes. It runs the functions of the lecture's own text, in float64, from
whole-number seeds. The same command gives the same numbers on the same processor. On
another one, contrastive and InfoNCE end within a few images of these; the triplet loss
picks its hardest pairs anew in each step, amplifies rounding, and ends elsewhere. The
lecture and a test repeat a part.
"""

from functools import partial
from pathlib import Path

import jax
import numpy as np

FILE = Path(__file__).with_name("metric_learning.npz")
TEXT = Path(__file__).parents[3] / "source/10_metric_learning.py"
RATES = (0.0003, 0.001, 0.003, 0.01, 0.03, 0.1)
SLOW_FAST = (0.001, 0.01)  # the rates at which new digits are judged
SEEDS = range(10)
DEFINITIONS = ("def ", "@", "train, valid", "new = ", "from ")


def lecture() -> dict:
    """The functions and the data that lecture 10 defines, by name."""
    import jupytext  # of those who build the course

    names: dict = {}
    for cell in jupytext.read(TEXT).cells:
        if cell.cell_type == "code" and cell.source.startswith(DEFINITIONS):
            exec(cell.source, names)
        if "images, digit = load_digits" in cell.source:
            exec(cell.source, names)
    return names


def judge(page: dict, name: str, part, seed: int, lr: float, on) -> float:
    """The 5-NN error on images `on` of a network trained on `part`."""
    end = page["at"](page["fit"](name, part, seed, lr), -1)
    return page["judged"](partial(page["embed"], end), part, on)


def strange(page: dict, name: str, seed: int, lr: float) -> tuple[float, float]:
    """Errors on the digits 7, 8, 9 with 64 outputs, before and after 200 steps."""
    run = page["fit"](name, page["known"], seed, lr, 64, 200)
    before, after = (page["strange"](page["at"](run, step)) for step in (0, -1))
    return before, after


def main() -> None:
    """Make the file anew."""
    page = lecture()
    names, train, valid, test = (page[k] for k in ("losses", "train", "valid", "test"))
    errors = np.array(
        [
            [[judge(page, name, train, s, lr, valid) for s in SEEDS] for lr in RATES]
            for name in names
        ]
    )  # (losses, rates, seeds)
    best = [RATES[k] for k in errors.mean(axis=2).round(6).argmin(axis=1)]
    final = [
        [judge(page, name, page["both"], s, lr, test) for s in SEEDS]
        for name, lr in zip(names, best, strict=True)
    ]
    new = np.array(
        [[[strange(page, n, s, lr) for s in SEEDS] for lr in SLOW_FAST] for n in names]
    )  # (losses, two rates, seeds, 2)
    np.savez_compressed(
        FILE,
        rates=RATES,
        valid=errors,
        test=final,
        untrained=new[0, 0, :, 0],
        strange=new[..., 1],
    )


if __name__ == "__main__":
    jax.config.update("jax_enable_x64", True)
    main()
