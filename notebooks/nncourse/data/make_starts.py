"""Makes starts.npz: the training of 20 ReLU layers from seven starts, for lecture 5.

    python notebooks/nncourse/data/make_starts.py

takes minutes. First weights and batches are drawn by NumPy from whole-number seeds,
and all is computed in float64. Training from He's start amplifies rounding: another
processor gives the same curves at first, and others, as good, after some 150 steps. So
the file holds one run of this script. The lecture and a test repeat parts of it.
"""

from itertools import pairwise
from pathlib import Path

import jax
import jax.numpy as jnp
import numpy as np
from sklearn.datasets import load_digits

FILE = Path(__file__).with_name("starts.npz")
LAYERS = (*[64] * 20, 10)
RATES = (1e-4, 0.01, 0.03, 0.1)
STEPS = 600
STARTS = {  # weights of shape (fan_out, fan_in), from both and a generator
    "zero": lambda i, o, r: np.zeros((o, i)),
    "constant 1/fan_in": lambda i, o, r: np.full((o, i), 1 / i),
    "std 0.01": lambda i, o, r: 0.01 * r.standard_normal((o, i)),
    "LeCun": lambda i, o, r: np.sqrt(1 / i) * r.standard_normal((o, i)),
    "Glorot": lambda i, o, r: np.sqrt(2 / (i + o)) * r.standard_normal((o, i)),
    "He": lambda i, o, r: np.sqrt(2 / i) * r.standard_normal((o, i)),
    "twice LeCun": lambda i, o, r: 2 * np.sqrt(1 / i) * r.standard_normal((o, i)),
}


def loss(params, X, digit):
    """Cross-entropy of ReLU layers with weights and biases (W, b)."""
    *hidden, (W, b) = params
    for V, c in hidden:
        X = jax.nn.relu(X @ V.T + c)
    scores = jax.nn.log_softmax(X @ W.T + b)
    return -jnp.mean(jnp.take_along_axis(scores, digit[:, None], axis=1))


@jax.jit
def descend(params, rate, batches):
    """Losses before each step, (runs, steps), of runs stacked on a first axis."""
    images, digit = load_digits(return_X_y=True)
    images = jnp.asarray((images - images.mean()) / images.std())
    digit = jnp.asarray(digit)

    def step(params, batch):
        value, grads = jax.value_and_grad(loss)(params, images[batch], digit[batch])
        return jax.tree.map(lambda p, g: p - rate * g, params, grads), value

    return jax.vmap(lambda p: jax.lax.scan(step, p, batches)[1])(params)


def train(start: str, rate: float, seeds=range(5), steps: int = STEPS) -> np.ndarray:
    """Losses from one of the starts, shape (seeds, steps), before each step."""
    rngs = [np.random.default_rng(seed) for seed in seeds]
    draw = STARTS[start]
    Ws = [np.stack([draw(i, o, r) for r in rngs]) for i, o in pairwise(LAYERS)]
    batches = np.random.default_rng(0).integers(0, 1797, (steps, 32))
    with jax.enable_x64(True):
        params = [(W, np.zeros(W.shape[:2])) for W in Ws]
        return np.asarray(descend(params, rate, batches))


def smooth(run: np.ndarray) -> np.ndarray:
    """The first loss of each run, then the means of ten steps each."""
    means = run.reshape(len(run), -1, 10).mean(axis=2)
    return np.column_stack([run[:, 0], means])


def main():
    """Train from every start at every rate, and write the file."""
    ends, curves = np.zeros((len(STARTS), len(RATES), 5), dtype=np.float32), []
    for k, start in enumerate(STARTS):
        same = start in ("zero", "constant 1/fan_in")  # no draw: five equal runs
        for j, rate in enumerate(RATES):
            run = (
                np.tile(train(start, rate, [0]), (5, 1)) if same else train(start, rate)
            )
            ends[k, j] = run[:, -50:].mean(axis=1)
            if rate == 0.01:
                curves.append(smooth(run))
            print(f"{start}, rate {rate:g}: {ends[k, j].min():.2f}", flush=True)
    np.savez_compressed(FILE, curves=np.array(curves, dtype=np.float32), ends=ends)


if __name__ == "__main__":
    main()
