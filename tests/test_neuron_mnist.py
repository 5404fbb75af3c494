"""Lecture 1 says that it runs on MNIST: here on images of that shape, made up.

MNIST itself is not in the repository, and tests have no network. These images have its
size, its empty border and far more independent pixels than the digits of scikit-learn.
"""

import jupytext
import numpy as np
import pytest

from nncourse import datasets

TEXT = "source/01_neuron.py"
IMAGES = "## A neuron that looks at images"
IRISES = "## Irises"


def made_up(rng):
    """Images of shape (1200, 784) in [0, 1], and their digits, 3 or 8.

    An 8 is two rings and a 3 their right halves, at a varying place and size, under
    noise on 12 × 16 = 192 pixels.
    """
    digits = rng.choice([3, 8], 1200)
    row, column = np.mgrid[:28, :28]
    images = np.zeros((1200, 28, 28))
    for image, digit in zip(images, digits, strict=True):
        x, size = rng.normal(13.5, 0.5), rng.normal(3.2, 0.3)
        for y in (13.5 - size, 13.5 + size):
            ring = np.exp(-((np.hypot(row - y, column - x) - size) ** 2))
            image += ring * (1 if digit == 8 else column >= x)
        image += 0.15 * rng.standard_normal((28, 28))
    inside = (abs(row - 13.5) < 8) & (abs(column - 13.5) < 6)
    return np.clip(images * inside, 0, 1).reshape(1200, 784), digits


@pytest.fixture(scope="module")
def lecture(pytestconfig):
    """The names of the lecture after its cells have run on the images made up.

    The part on the irises, a minute on a busy machine, does not look at images; four
    draws stand for twenty.
    """
    data = made_up(np.random.default_rng(0))
    names, part = {}, ""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(datasets, "mnist", lambda: data)
        for cell in jupytext.read(pytestconfig.rootpath / TEXT).cells:
            part = next((p for p in (IRISES, IMAGES) if p in cell.source), part)
            if cell.cell_type == "code" and part != IRISES:
                code = cell.source.replace('source = "digits"', 'source = "mnist"')
                exec(code.replace("draws = 20", "draws = 4"), names)
    return names


def test_it_ran_on_784_pixels_of_high_rank(lecture):
    assert lecture["source"] == "mnist" and lecture["draws"] == 4
    assert lecture["X"].shape == (1200, 784) and lecture["rank"] > 150


def test_its_rate_follows_from_the_data(lecture):
    assert (np.diff(lecture["history"]) < 0).all()
    assert lecture["history"][-1] < lecture["history"][0] / 4


def test_its_sizes_reach_beyond_the_rank(lecture):
    assert lecture["sizes"][0] < lecture["rank"] / 5
    assert lecture["sizes"][-1] > 1.2 * lecture["rank"]
