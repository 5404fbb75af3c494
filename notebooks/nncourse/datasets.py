"""Data to learn from: drawn from the caller's generator, or real and on the disk.

Inputs are X of shape (n, d), float64; targets are y of shape (n,), float64, in
{-1, +1} where a sign is learnt and in {0, 1} where a probability is.
"""

from pathlib import Path

import numpy as np
import pooch
from numpy.random import Generator
from sklearn.datasets import load_digits, load_iris

CORNERS = np.array([(1.0, 1.0), (1.0, -1.0), (-1.0, 1.0), (-1.0, -1.0)])
MNIST_URL = "https://storage.googleapis.com/tensorflow/tf-keras-datasets/mnist.npz"
MNIST_SHA256 = "731c5ac602752760c8e48fbffcf8c3b850d9dc2a2aedcf2cc48468fc17b673d1"


def xor(n: int, noise: float, rng: Generator) -> tuple[np.ndarray, np.ndarray]:
    """Four clusters at (±1, ±1), labelled +1 where the two signs differ.

    Args:
        n: sample size, a multiple of 4, so that the clusters have equal shares.
        noise: standard deviation around each centre.
        rng: the generator to draw from.

    Raises:
        ValueError: if n is not a multiple of 4.
    """
    if n % 4:
        raise ValueError(f"n = {n} is not a multiple of 4")
    centres = np.tile(CORNERS, (n // 4, 1))
    X = centres + noise * rng.standard_normal((n, 2))
    return X, -centres.prod(axis=1)


def two_blobs(n: int, noise: float, rng: Generator) -> tuple[np.ndarray, np.ndarray]:
    """Two Gaussian blobs at ±(1, ½), labelled 0 and 1.

    Args:
        n: sample size, even: each blob has half.
        noise: standard deviation around each centre.
        rng: the generator to draw from.

    Raises:
        ValueError: if n is odd.
    """
    if n % 2:
        raise ValueError(f"n = {n} is odd")
    y = np.tile([0.0, 1.0], n // 2)
    centres = (2 * y - 1)[:, None] * [1.0, 0.5]
    return centres + noise * rng.standard_normal((n, 2)), y


def iris(*features: str) -> tuple[np.ndarray, np.ndarray]:
    """Fisher's 150 iris flowers: some of their four features, and their species.

    Args:
        features: any of 'sepal length', 'sepal width', 'petal length', 'petal width',
            all in cm; the columns of X, in this order.

    Returns:
        X of shape (150, len(features)), and y of shape (150,) with 0 for setosa,
        1 for versicolor and 2 for virginica, 50 of each.

    Raises:
        ValueError: if a feature has another name.

    Source:
        R. A. Fisher, “The use of multiple measurements in taxonomic problems”, 1936,
        table I, as it comes with scikit-learn (in UCI's copy two flowers differ).
    """
    data = load_iris()
    columns = [name.removesuffix(" (cm)") for name in data.feature_names]
    if unknown := set(features) - set(columns):
        raise ValueError(f"no feature {sorted(unknown)} in iris; it has {columns}")
    return data.data[:, [columns.index(f) for f in features]], data.target.astype(float)


def two_digits(
    zero: int, one: int, source: str = "digits"
) -> tuple[np.ndarray, np.ndarray]:
    """Images of two digits, told apart by the labels 0 and 1.

    Args:
        zero, one: the digits, 0 to 9, that get the labels 0 and 1.
        source: 'digits' for the 8×8 images that come with scikit-learn, or 'mnist'
            for 28×28 ones, which the first call downloads (11 MB).

    Returns:
        X of shape (n, 64) or (n, 784) with values in [0, 1], and y of shape (n,).

    Raises:
        ValueError: if the source has another name.
        ConnectionError: if MNIST is asked for and cannot be downloaded.
    """
    if source == "digits":
        X, digit = load_digits(return_X_y=True)
        X = X / 16
    elif source == "mnist":
        X, digit = mnist()
    else:
        raise ValueError(f"source = {source!r}, expected 'digits' or 'mnist'")
    keep = (digit == zero) | (digit == one)
    return X[keep], (digit[keep] == one).astype(float)


def mnist(
    url: str = MNIST_URL, sha256: str = MNIST_SHA256, folder: Path | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """The 60,000 training images of MNIST, downloaded once and then read from disk.

    Args:
        url: where mnist.npz lies, with arrays x_train (n, 28, 28) and y_train (n,).
        sha256: what its bytes must hash to.
        folder: where to keep it; by default the user's cache folder.

    Returns:
        X of shape (n, 784) with values in [0, 1], and the digits, shape (n,).

    Raises:
        ConnectionError: if it cannot be downloaded; the message says what to do.
        ValueError: if what arrived is not the file that was asked for.

    Source:
        Y. LeCun, L. Bottou, Y. Bengio and P. Haffner, “Gradient-based learning applied
        to document recognition”, Proc. IEEE 86(11), 1998.
    """
    folder = Path(folder or pooch.os_cache("nn-fundamentals"))
    try:
        file = pooch.retrieve(url, f"sha256:{sha256}", "mnist.npz", folder)
    except OSError as reason:
        raise ConnectionError(
            f"MNIST could not be downloaded from {url} ({type(reason).__name__}). "
            f"Go on with source='digits', or put the file at {folder / 'mnist.npz'}."
        ) from reason
    with np.load(file) as data:
        images, digits = data["x_train"], data["y_train"]
    return images.reshape(len(images), -1) / 255, digits


def noisy_digits(n: int, noise: float, rng: Generator) -> tuple[np.ndarray, ...]:
    """The ten 8×8 digits, split anew, some labels of the training part drawn anew.

    Args:
        n: size of the training part, 1 to 1000.
        noise: share of the training labels that are replaced by a random digit, 0 to
            1; one in ten of those is right again.
        rng: the generator to draw from.

    Returns:
        Training X (n, 64) with values in [0, 1] and digits (n,), whole numbers; then
        the same for the 797 test images, whose labels are right.

    Raises:
        ValueError: if n is not between 1 and 1000.
    """
    if not 1 <= n <= 1000:
        raise ValueError(f"n = {n}, expected 1 to 1000: the other 797 are for tests")
    X, digit = load_digits(return_X_y=True)
    order = rng.permutation(len(X))
    train, test = order[:n], order[1000:]
    labels = digit[train]
    replaced = rng.random(n) < noise
    labels[replaced] = rng.integers(0, 10, np.count_nonzero(replaced))
    return X[train] / 16, labels, X[test] / 16, digit[test]
