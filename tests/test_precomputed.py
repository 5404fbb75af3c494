"""What the lectures load is what its script makes: a part of it is made again."""

import jax
import numpy as np
import pytest

from nncourse.data import make, make_metric


@pytest.fixture(scope="module")
def page():
    """The functions of lecture 10, as its script uses them."""
    return make_metric.lecture()


def test_the_files_are_small():
    assert make.FILE.stat().st_size < 300_000
    assert make_metric.FILE.stat().st_size < 20_000


def test_each_loss_rate_and_seed_of_lecture_10_is_stored(page):
    stored, seeds = np.load(make_metric.FILE), len(make_metric.SEEDS)
    assert tuple(stored["rates"]) == make_metric.RATES
    assert stored["valid"].shape == (len(page["losses"]), len(stored["rates"]), seeds)
    assert stored["test"].shape == (3, seeds)
    assert stored["strange"].shape == (3, len(make_metric.SLOW_FAST), seeds)


@pytest.mark.parametrize("loss, rate", [("info_nce", 1), ("contrastive", 2)])
def test_a_training_of_lecture_10_is_made_again(page, loss, rate):
    stored, k = np.load(make_metric.FILE), list(page["losses"]).index(loss)
    lr = make_metric.RATES[rate]
    with jax.enable_x64(True):
        again = make_metric.judge(page, loss, page["train"], 5, lr, page["valid"])
    assert abs(again - stored["valid"][k, rate, 5]) < 0.03  # nine images


def test_a_network_is_judged_on_new_digits_before_its_first_step(page):
    stored = np.load(make_metric.FILE)
    draw = np.random.default_rng(4)
    draw.integers(0, len(page["known"]), (200, 100))  # its batches come first
    start = page["first_weights"](draw, 64)
    with jax.enable_x64(True):
        assert abs(page["strange"](start) - stored["untrained"][4]) < 0.005


def test_a_width_is_fitted_again():
    stored = np.load(make.FILE)["fits"]
    again = make.fit_digits(make.WIDTHS[1], seeds=[3])
    np.testing.assert_allclose(again[0], stored[3, 1], rtol=0.01)


def test_two_rounds_of_pruning_are_made_again():
    stored = np.load(make.FILE)
    left, accuracy, layers = make.tickets(seeds=[0], rounds=2)
    np.testing.assert_allclose(left, stored["left"][:3], rtol=1e-12)
    np.testing.assert_allclose(accuracy[0], stored["accuracy"][0, :3], atol=0.01)
    differ = np.mean(layers[0] != stored["mask"][:3])
    assert differ < 0.01


def test_stored_masks_are_nested_and_as_dense_as_said():
    stored = np.load(make.FILE)
    mask = stored["mask"]
    assert not (mask[1:] & ~mask[:-1]).any()
    counts = mask.sum(axis=(1, 2))
    np.testing.assert_allclose(counts[1:] / counts[:-1], 0.7, atol=0.01)


def test_pruning_keeps_the_largest_of_what_is_left():
    W = np.array([[5.0, -4.0], [3.0, 0.0]])
    mask = np.array([[False, True], [True, True]])
    wanted = [[False, True], [True, False]]
    assert make.prune(W, mask, 2 / 3).tolist() == wanted


def test_data_are_drawn_for_each_seed():
    def digits(seed):
        return make.datasets.noisy_digits(200, 0.2, np.random.default_rng(seed))

    X, seen, X_new, new = digits(0)
    assert X.shape == (200, 64) and X_new.shape == (797, 64)
    assert seen.shape == (200,) and new.shape == (797,)
    _, clean, _, _ = make.datasets.noisy_digits(200, 0.0, np.random.default_rng(0))
    assert 0.1 < np.mean(seen != clean) < 0.25, "a tenth of a fifth is right again"
    assert not np.array_equal(digits(1)[0], X)


@pytest.mark.parametrize("n", [0, 1001])
def test_a_split_that_is_too_large_or_empty_is_refused(n):
    with pytest.raises(ValueError, match="expected 1 to 1000"):
        make.datasets.noisy_digits(n, 0.0, np.random.default_rng(0))
