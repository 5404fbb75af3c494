"""The losses of lecture 10 are those of a library, in conventions said here.

pytorch-metric-learning normalises embeddings and leaves zeros out of its means unless
told otherwise; the lecture does neither.
"""

from pathlib import Path

import jax
import jupytext
import numpy as np
import pytest
import torch
from pytorch_metric_learning import losses, miners
from pytorch_metric_learning.distances import LpDistance
from pytorch_metric_learning.reducers import MeanReducer

LECTURE = Path(__file__).parents[1] / "source/10_metric_learning.py"
FUNCTIONS = ("distances", "contrastive", "triplet", "info_nce")


@pytest.fixture(scope="module")
def ours():
    """The lecture's own losses, by name: its defining cells, run."""
    found = {"jax": jax, "jnp": jax.numpy}
    for cell in jupytext.read(LECTURE).cells:
        if cell.source.startswith(tuple(f"def {name}(" for name in FUNCTIONS)):
            exec(cell.source, found)
    assert set(FUNCTIONS) <= set(found), "a loss has another name, or shares its cell"
    return found


def plain(power=1):
    return {
        "distance": LpDistance(normalize_embeddings=False, p=2, power=power),
        "reducer": MeanReducer(),
    }


def batch(seed, alike):
    """24 random embeddings, `alike` of each class, in random order."""
    rng = np.random.default_rng(seed)
    return rng.standard_normal((24, 3)), rng.permutation(np.arange(24) % (24 // alike))


def both(function, Z, y, library):
    with jax.enable_x64(True):
        mine = float(function(Z, y))
    return mine, library(torch.tensor(Z), torch.tensor(y)).item()


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("alpha, beta", [(0.1, 1.0), (0.0, 3.0), (0.5, 2.0)])
def test_contrastive(ours, seed, alpha, beta):
    library = losses.ContrastiveLoss(alpha, beta, **plain())
    mine, theirs = both(
        lambda Z, y: ours["contrastive"](Z, y, alpha, beta), *batch(seed, 4), library
    )
    assert mine == pytest.approx(theirs, rel=1e-12)


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("margin", [0.2, 1.0])
def test_triplet_batch_hard(ours, seed, margin):
    loss = losses.TripletMarginLoss(margin, **plain())
    miner = miners.BatchHardMiner(distance=plain()["distance"])
    mine, theirs = both(
        lambda Z, y: ours["triplet"](Z, y, margin),
        *batch(seed, 4),
        lambda Z, y: loss(Z, y, miner(Z, y)),
    )
    assert mine == pytest.approx(theirs, rel=1e-12)


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize(
    "library, alike", [(losses.NTXentLoss, 2), (losses.SupConLoss, 4)]
)
def test_info_nce(ours, seed, library, alike):
    """NT-Xent has one positive an anchor, SupCon several, as many for each here."""
    mine, theirs = both(
        lambda Z, y: ours["info_nce"](Z, y, 0.5),
        *batch(seed, alike),
        library(temperature=0.5, **plain(power=2)),
    )
    assert mine == pytest.approx(theirs, rel=1e-6)
