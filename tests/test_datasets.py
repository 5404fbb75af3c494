"""The data are what their docstrings say, and MNIST arrives or says why not."""

import hashlib
import http.server
import threading

import numpy as np
import pytest

from nncourse import datasets


@pytest.fixture
def rng():
    return np.random.default_rng(3)


def test_xor_is_true_where_the_signs_differ(rng):
    X, y = datasets.xor(400, noise=0.1, rng=rng)
    assert X.shape == (400, 2) and y.shape == (400,)
    np.testing.assert_array_equal(y, np.where(X[:, 0] * X[:, 1] < 0, 1, -1))
    assert np.count_nonzero(y == 1) == 200
    off = X - np.sign(X)
    assert abs(off.mean()) < 0.02 and 0.09 < off.std() < 0.11


def test_blobs_lie_where_they_should(rng):
    X, y = datasets.two_blobs(4000, noise=0.5, rng=rng)
    for label, sign in ((0, -1), (1, 1)):
        np.testing.assert_allclose(
            X[y == label].mean(axis=0), [sign, sign / 2], atol=0.05
        )
        assert abs(X[y == label].std() - 0.5) < 0.3
    assert set(np.unique(y)) == {0.0, 1.0}


@pytest.mark.parametrize("draw, n", [(datasets.xor, 6), (datasets.two_blobs, 5)])
def test_unequal_shares_are_refused(draw, n, rng):
    with pytest.raises(ValueError, match=f"n = {n}"):
        draw(n, noise=0.1, rng=rng)


def test_iris_columns_have_the_names_that_were_asked_for():
    X, y = datasets.iris("petal width", "sepal length")
    assert X.shape == (150, 2) and y.tolist() == [0] * 50 + [1] * 50 + [2] * 50
    assert X[:50, 0].max() == 0.6, "setosa petals are the narrowest"
    assert X[:, 1].min() == 4.3 and X[:, 1].max() == 7.9, "sepal length in cm"


def test_a_feature_that_is_not_there_is_named():
    with pytest.raises(ValueError, match="petal size"):
        datasets.iris("petal size")


def test_two_digits_are_labelled_in_the_order_asked_for():
    X, y = datasets.two_digits(3, 8)
    swapped, other = datasets.two_digits(8, 3)
    assert X.shape == (357, 64) and X.min() == 0 and X.max() == 1
    np.testing.assert_array_equal(X, swapped)
    np.testing.assert_array_equal(y, 1 - other)
    assert (y == 0).sum() == 183, "threes"


def test_an_unknown_source_is_refused():
    with pytest.raises(ValueError, match="'digits' or 'mnist'"):
        datasets.two_digits(3, 8, source="cifar")


@pytest.fixture
def server(tmp_path):
    """A small mnist.npz on localhost: its address, its hash, and what was asked for."""
    served = tmp_path / "served"
    served.mkdir()
    images = np.arange(5 * 28 * 28, dtype=np.uint8).reshape(5, 28, 28)
    digits = np.array([3, 8, 1, 8, 3], dtype=np.uint8)
    np.savez(served / "mnist.npz", x_train=images, y_train=digits)
    asked = []

    class Handler(http.server.SimpleHTTPRequestHandler):
        def __init__(self, *args):
            super().__init__(*args, directory=served)

        def log_message(self, form, *args):
            asked.append(args)

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as httpd:
        threading.Thread(target=httpd.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{httpd.server_port}/mnist.npz"
        sha256 = hashlib.sha256((served / "mnist.npz").read_bytes()).hexdigest()
        yield url, sha256, asked
        httpd.shutdown()


def test_mnist_is_downloaded_once(server, tmp_path):
    url, sha256, asked = server
    X, y = datasets.mnist(url, sha256, tmp_path / "cache")
    again, _ = datasets.mnist(url, sha256, tmp_path / "cache")
    assert X.shape == (5, 784) and X.max() == 1 and y.tolist() == [3, 8, 1, 8, 3]
    np.testing.assert_array_equal(X, again)
    assert len(asked) == 1


def test_two_digits_of_mnist_take_the_same_path(server, tmp_path, monkeypatch):
    url, sha256, _ = server
    monkeypatch.setattr(datasets.mnist, "__defaults__", (url, sha256, tmp_path))
    X, y = datasets.two_digits(3, 8, source="mnist")
    assert X.shape == (4, 784) and y.tolist() == [0, 1, 1, 0]


def test_a_wrong_file_is_refused_and_not_kept(server, tmp_path):
    url, _, _ = server
    with pytest.raises(ValueError, match="hash"):
        datasets.mnist(url, "0" * 64, tmp_path / "cache")
    assert not list((tmp_path / "cache").glob("mnist*"))


def test_without_a_network_the_message_says_what_to_do(tmp_path):
    nobody = "http://127.0.0.1:9/mnist.npz"
    with pytest.raises(ConnectionError, match="source='digits'") as caught:
        datasets.mnist(nobody, "0" * 64, tmp_path)
    assert str(tmp_path / "mnist.npz") in str(caught.value)
