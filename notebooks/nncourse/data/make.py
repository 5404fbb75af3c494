"""Makes overparametrization.npz, the two experiments that lecture 9 does not wait for.

    python notebooks/nncourse/data/make.py

takes a few minutes. The same command gives the same numbers, up to rounding: data,
first weights and batches are drawn by NumPy from whole-number seeds, and all is
computed in float64. The lecture repeats a part of the first, a test parts of both.
"""

from pathlib import Path

import jax
import jax.numpy as jnp
import numpy as np

from nncourse import datasets

FILE = Path(__file__).with_name("overparametrization.npz")
SEEDS = range(5)
WIDTHS = (2, 4, 8, 12, 16, 20, 24, 28, 32, 40, 48, 64, 96, 128, 192, 256)
LAYERS = ((100, 64), (60, 100), (10, 60))  # (units, inputs), each followed by its bias
ROUNDS = 14


def adam(loss, lr: float):
    """A function (parameters, batches) -> parameters after a step on each batch."""

    def step(state, batch):
        p, m, s, t = state
        g = jax.grad(loss)(p, batch)
        m = jax.tree.map(lambda m, g: 0.9 * m + 0.1 * g, m, g)
        s = jax.tree.map(lambda s, g: 0.999 * s + 0.001 * g**2, s, g)
        a, b = 1 - 0.9**t, 1 - 0.999**t
        move = jax.tree.map(lambda m, s: m / a / (jnp.sqrt(s / b) + 1e-8), m, s)
        p = jax.tree.map(lambda p, d: p - lr * d, p, move)
        return (p, m, s, t + 1), None

    def train(p, batches):
        zero = jax.tree.map(jnp.zeros_like, p)
        return jax.lax.scan(step, (p, zero, zero, 1.0), batches)[0][0]

    return train


def stack(trees):
    """Equal trees of arrays as one tree, with a new first axis."""
    return jax.tree.map(lambda *leaves: np.stack(leaves), *trees)


# --- tanh networks on digits with noisy labels, by width ---


def fit_digits(width: int, seeds, steps: int = 3000) -> np.ndarray:
    """Training loss, test loss and test error of each seed, shape (seeds, 3).

    A loss is the squared distance between the ten outputs and the one-hot digit, in
    the mean over examples; a fifth of the 200 training labels are drawn anew.
    """

    def outputs(p, X):
        W1, b1, W2, b2 = p
        return jnp.tanh(X @ W1.T + b1) @ W2.T + b2

    def loss(p, X, T):
        return jnp.mean(jnp.sum((outputs(p, X) - T) ** 2, axis=1))

    @jax.jit
    @jax.vmap
    def run(p, X, T, X_test, T_test):
        p = adam(lambda p, _: loss(p, X, T), 3e-3)(p, jnp.arange(steps))
        wrong = outputs(p, X_test).argmax(axis=1) != T_test.argmax(axis=1)
        return loss(p, X, T), loss(p, X_test, T_test), wrong.mean()

    def draw(seed):
        rng = np.random.default_rng(seed)
        X, digit, X_test, digit_test = datasets.noisy_digits(200, 0.2, rng)
        W1 = rng.standard_normal((width, 64)) / 8
        W2 = rng.standard_normal((10, width)) / np.sqrt(width)
        p = W1, np.zeros(width), W2, np.zeros(10)
        return p, X, np.eye(10)[digit], X_test, np.eye(10)[digit_test]

    with jax.enable_x64(True):
        return np.stack(run(*stack(map(draw, seeds))), axis=1)


# --- tickets: a ReLU network on digits, pruned again and again ---


def prune(W: np.ndarray, mask: np.ndarray, keep: float) -> np.ndarray:
    """The mask with the largest |W| among its own, a share `keep`, at least one."""
    count = max(1, round(keep * np.count_nonzero(mask)))
    size = np.where(mask, abs(W), -1).ravel()
    new = np.zeros(mask.size, dtype=bool)
    new[np.argsort(-size, kind="stable")[:count]] = True
    return new.reshape(mask.shape)


def first_weights(rng) -> list:
    """He's first weights of every layer, and biases of 0."""
    Ws = [np.sqrt(2 / n) * rng.standard_normal((m, n)) for m, n in LAYERS]
    return [(W, np.zeros(len(W))) for W in Ws]


def scores(p, masks, X):
    """Ten logits for each row of X; the biases are not pruned."""
    *hidden, (W, b) = [(W * M, b) for (W, b), M in zip(p, masks, strict=True)]
    for V, c in hidden:
        X = jax.nn.relu(X @ V.T + c)
    return X @ W.T + b


@jax.jit
@jax.vmap
@jax.vmap
def train_masked(p, masks, X, digit, X_test, digit_test, batches):
    """Parameters after training, and the test accuracy before and after it."""

    def loss(p, batch):
        logits = scores(p, masks, X[batch])
        return -jax.nn.log_softmax(logits)[jnp.arange(len(batch)), digit[batch]].mean()

    def accuracy(p):
        return jnp.mean(scores(p, masks, X_test).argmax(axis=1) == digit_test)

    end = adam(loss, 2e-3)(p, batches)
    return end, accuracy(p), accuracy(end)


def tickets(seeds, rounds: int = ROUNDS):
    """Prune, rewind, train; against a new draw of the weights, and of the mask.

    Each round keeps the larger 70 % of the weights of a layer, 85 % of the last one.

    Returns:
        The share of weights left after 0, 1, … rounds, shape (rounds + 1,); the test
        accuracies of the trained ticket, its mask with new weights, a random mask with
        as many weights, and the untrained ticket, (seeds, rounds + 1, 4); the masks of
        the first seed by layer, each (rounds + 1, units, inputs).
    """
    rngs = [np.random.default_rng(seed) for seed in seeds]
    data = [datasets.noisy_digits(1000, 0.0, rng) for rng in rngs]
    batches = [rng.integers(0, 1000, (500, 100)) for rng in rngs]
    start = [first_weights(rng) for rng in rngs]
    masks = [[np.ones(shape, dtype=bool) for shape in LAYERS] for _ in rngs]
    accuracies, history = [], []
    for _ in range(rounds + 1):
        runs = []
        for rng, d, b, p, M in zip(rngs, data, batches, start, masks, strict=True):
            new = first_weights(rng)
            other = [rng.permuted(m.ravel()).reshape(m.shape) for m in M]
            kinds = [(p, M), (new, M), (new, other)]
            runs.append(stack([(p, M, *d, b) for p, M in kinds]))
        with jax.enable_x64(True):
            end, before, after = train_masked(*stack(runs))
        accuracies.append(np.column_stack([after, before[:, 0]]))
        history.append(masks[0])
        masks = [
            [
                prune(np.asarray(W[s, 0]), m, keep)
                for (W, _), m, keep in zip(end, M, (0.7, 0.7, 0.85), strict=True)
            ]
            for s, M in enumerate(masks)
        ]
    layers = [np.stack(layer) for layer in zip(*history, strict=True)]
    shares = sum(m.sum(axis=(1, 2)) for m in layers) / sum(m[0].size for m in layers)
    return shares, np.stack(accuracies, axis=1), layers


def main() -> None:
    """Make the file anew."""
    fits = np.stack([fit_digits(width, SEEDS) for width in WIDTHS], axis=1)
    shares, accuracy, layers = tickets(SEEDS)
    np.savez_compressed(
        FILE, widths=WIDTHS, fits=fits, left=shares, accuracy=accuracy, mask=layers[0]
    )


if __name__ == "__main__":
    main()
