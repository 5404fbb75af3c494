"""Two engines that train the same network: compiled JAX, and NumPy to read or replace.

Every random draw has its own stream, made of the seed and a number, so that changing
one thing leaves the others as they were: [seed, 1] the first weights, [seed, 2] the
batches, [seed, 3] dropout. Both engines, and the code that code.py writes, draw alike.
"""

import inspect
import threading
from functools import partial
from typing import NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from jax import lax

from . import network
from .config import EDGE, GRID, Config
from .data import POINTS, Data, features

CHUNK = 500  # steps in one call of the compiled loop
LIVE = ("batch", "activations", "l1", "l2", "dropout", "optimizer", "lr")


class Evaluation(NamedTuple):
    """Losses, gradients and maps of a network, with no unit dropped.

    train_loss, test_loss: mean of (output - y)² / 2, without penalties.
    grad_norms: shape (L,), the norm of the gradient of the loss on all training points
        by the weights W of each layer, penalties included.
    maps: float32 (units, GRID, GRID), the output of every hidden unit over the square
        in order of layers, then the network's; row 0 is the top, column 0 the left.
    """

    train_loss: float
    test_loss: float
    grad_norms: np.ndarray
    maps: np.ndarray


class Batches:
    """The row numbers of batch after batch.

    Epochs of n rows are shuffled and laid end to end; each batch takes the next rows.
    So nothing is dropped: an epoch's last batch is filled up from the next epoch.
    """

    def __init__(self, n: int, seed: int):
        self.n, self.rng = n, np.random.default_rng([seed, 2])
        self.rest = np.zeros(0, np.int32)

    def take(self, steps: int, batch: int) -> np.ndarray:
        """The rows of the next steps: int32, shape (steps, batch)."""
        epochs = max(0, -(-(steps * batch - len(self.rest)) // self.n))
        orders = [self.rng.permutation(self.n) for _ in range(epochs)]
        rows = np.concatenate([self.rest, *orders], dtype=np.int32)
        rows, self.rest = np.split(rows, [steps * batch])
        return rows.reshape(steps, batch)


def draw_masks(rng, dropout: float, shape: tuple[int, ...]) -> np.ndarray:
    """0 with probability dropout, else 1 / (1 - dropout), so that the mean stays 1."""
    keep = rng.random(shape, np.float32) >= dropout
    return keep * np.float32(1 / (1 - dropout))


def by_layer(masks, hidden: tuple[int, ...]) -> list:
    """Masks of shape (batch, all hidden units) cut into one for each hidden layer."""
    ends = [sum(hidden[: k + 1]) for k in range(len(hidden))]
    return [masks[:, end - n : end] for n, end in zip(hidden, ends, strict=True)]


def grid() -> np.ndarray:
    """The points of the drawn square, row by row from the top left: (GRID², 2)."""
    ticks = np.linspace(-EDGE, EDGE, GRID, dtype=np.float32)
    x1, x2 = np.meshgrid(ticks, ticks[::-1])
    return np.column_stack([x1.ravel(), x2.ravel()])


class Trainer:
    """The part that both engines share. Any method may be called from any thread.

    Raises, from everything but start:
        RuntimeError: if it was not started.
    """

    forward, backward = staticmethod(network.forward), staticmethod(network.backward)

    def __init__(self):
        self._lock = threading.RLock()  # held through a run: nobody sees half of it
        self._config: Config | None = None

    def start(self, config: Config, data: Data) -> None:
        """Begin anew: first parameters, empty optimizer, first batch."""
        with self._lock:
            self._config = config
            self._X, self._y = features(data.X_train, config.features), data.y_train
            points = np.concatenate([grid(), data.X_train, data.X_test])
            self._X_all = features(points, config.features)
            self._y_data = np.concatenate([data.y_train, data.y_test])
            self._batches = Batches(len(self._y), config.seed)
            self._rng = np.random.default_rng([config.seed, 3])
            self._w = network.pack(network.first_params(config), config.sizes)
            self._forget()

    def change(self, config: Config) -> None:
        """Go on, with the same weights, under another config.

        Only the fields in LIVE may differ: batch, activations, l1, l2, dropout,
        optimizer and lr. A new optimizer starts with empty memory.

        Raises:
            ValueError: if another field differs.
        """
        with self._lock:
            old = self.config
            if config != old.change(**{name: getattr(config, name) for name in LIVE}):
                raise ValueError(f"Only {', '.join(LIVE)} can change without a start.")
            self._config = config
            if config.optimizer != old.optimizer:
                self._forget()

    def run(self, steps: int) -> None:
        """Train for a number of mini-batch steps, 0 or more.

        Raises:
            ValueError: if steps is negative.
        """
        if steps < 0:
            raise ValueError(f"steps is {steps}, not 0 or more.")
        with self._lock:
            config = self.config
            for before in range(0, steps, CHUNK):
                rows = self._batches.take(min(CHUNK, steps - before), config.batch)
                masks = None
                if config.dropout and config.hidden:
                    shape = (*rows.shape, sum(config.hidden))
                    masks = draw_masks(self._rng, config.dropout, shape)
                self._advance(rows, masks)
                self._age += len(rows)

    @property
    def config(self) -> Config:
        """The config of the last start or change."""
        if self._config is None:
            raise RuntimeError("The trainer has no data yet: call start first.")
        return self._config

    @property
    def params(self) -> list[tuple[np.ndarray, np.ndarray]]:
        """Copies of (W, b) of every layer, float32, (out, in) and (out,). Settable.

        Setting keeps the optimizer's memory.

        Raises:
            ValueError: if a shape does not fit, when set.
        """
        with self._lock:
            sizes = self.config.sizes
            return network.unpack(np.array(self._w), sizes)

    @params.setter
    def params(self, params) -> None:
        with self._lock:
            self._w = network.pack(params, self.config.sizes)

    def evaluate(self) -> Evaluation:
        """Losses, gradients and maps of the network as it is now."""
        with self._lock, np.errstate(all="ignore"):  # a net may blow up: show it
            params, cells, split = self.params, GRID**2, len(self._y)
            outputs = self._outputs(self._X_all, params)
            errors = (outputs[-1][cells:, 0] - self._y_data) ** 2 / 2
            train = [h[cells : cells + split] for h in outputs]
            gradient = self._gradient(self._X, self._y, params, train)
            maps = np.concatenate([h[:cells] for h in outputs], axis=1, dtype="f4")
            return Evaluation(
                float(errors[:split].mean()),
                float(errors[split:].mean()),
                np.array([np.linalg.norm(dW) for dW, _ in gradient], np.float32),
                np.ascontiguousarray(maps.T).reshape(-1, GRID, GRID),
            )

    def _outputs(self, X, params, *masks) -> list[np.ndarray]:
        """The output of every layer; says what is wrong with a forward of one's own."""
        outputs = self.forward(X, params, self.config.layer_activations, *masks)
        expected = [(len(X), n) for n in self.config.sizes[1:]]
        if (shapes := [np.shape(h) for h in outputs]) != expected:
            raise ValueError(f"forward returns the shapes {shapes}, not {expected}.")
        return outputs

    def _gradient(self, X, y, params, outputs, *masks) -> list[tuple]:
        """The gradient (dW, db) of every layer, penalties included."""
        names, l1, l2 = self.config.layer_activations, self.config.l1, self.config.l2
        gradient = self.backward(X, y, params, names, outputs, *masks)
        network.check_shapes(gradient, self.config.sizes, ("dW", "db"))
        pairs = zip(gradient, params, strict=True)
        return [(dW + l1 * np.sign(W) + l2 * W, db) for (dW, db), (W, _) in pairs]

    def _forget(self) -> None:
        """Empty the optimizer's memory."""
        self._memory, self._age = (np.zeros_like(self._w),) * 2, 0

    def _advance(self, rows: np.ndarray, masks: np.ndarray | None) -> None:
        """Train on batches of rows (steps, batch) with masks (steps, batch, units)."""
        raise NotImplementedError


class NumpyTrainer(Trainer):
    """Plain NumPy, which can be driven by one's own forward and backward.

    Args:
        forward: in place of network.forward(X, params, activations).
        backward: in place of network.backward(X, y, params, activations, outputs).

    Both get float32 arrays of 1 to 4500 rows and may return any float type. With
    dropout they get `masks` as one more argument.

    Raises, from start and change:
        ValueError: if there is dropout, and a function takes no masks.
    Raises, from run and evaluate:
        ValueError: if what a function returns has a wrong shape.
    """

    def __init__(self, forward=None, backward=None):
        super().__init__()
        self.forward = forward or network.forward
        self.backward = backward or network.backward

    def start(self, config: Config, data: Data) -> None:
        """Begin anew, as Trainer.start."""
        self._check(config)
        super().start(config, data)

    def change(self, config: Config) -> None:
        """Go on under another config, as Trainer.change."""
        self._check(config)
        super().change(config)

    def _check(self, config: Config) -> None:
        for name, function in (("forward", self.forward), ("backward", self.backward)):
            if config.dropout and "masks" not in inspect.signature(function).parameters:
                raise ValueError(f"{name} takes no masks: set dropout to 0.")

    @np.errstate(all="ignore")  # a net may blow up: that is worth seeing
    def _advance(self, rows, masks):
        config = self.config
        for step, batch in enumerate(rows):
            X, y = self._X[batch], self._y[batch]
            drop = [] if masks is None else [by_layer(masks[step], config.hidden)]
            params = network.unpack(self._w, config.sizes)
            outputs = self._outputs(X, params, *drop)
            gradient = self._gradient(X, y, params, outputs, *drop)
            g, t = network.pack(gradient, config.sizes), self._age + step + 1
            self._w, *self._memory = network.update(
                config.optimizer, self._w, g, *self._memory, config.lr, t
            )


class JaxTrainer(Trainer):
    """The same steps, compiled: once for each shape of network, batch and optimizer.

    Changing lr, the penalties, dropout, the data or the weights compiles nothing.
    """

    def start(self, config: Config, data: Data) -> None:
        """Begin anew, as Trainer.start. The next run may compile: 0.2 to 0.5 s."""
        with self._lock:
            super().start(config, data)
            # Up to a round number of rows, which no batch asks for: then another
            # train_share has the same shape.
            empty = -len(self._y) % POINTS
            X, y = np.pad(self._X, ((0, empty), (0, 0))), np.pad(self._y, (0, empty))
            self._points, self._ones = jax.device_put((X, y)), None

    def _advance(self, rows, masks):
        config = self.config
        order = np.pad(rows, ((0, CHUNK - len(rows)), (0, 0)))
        rates = np.array([config.lr, config.l1, config.l2], np.float32)
        state = _train(
            (self._w, *self._memory),
            np.array([self._age, len(rows)], np.int32),
            *self._points,
            order,
            self._all_masks(masks, (*order.shape, sum(config.hidden))),
            rates,
            sizes=config.sizes,
            activations=config.layer_activations,
            optimizer=config.optimizer,
        )
        self._w, *self._memory = jax.block_until_ready(state)

    def _all_masks(self, masks, shape):
        """Masks for CHUNK steps; if nothing is dropped, ones, kept for next time."""
        if masks is not None:
            return np.pad(masks, ((0, CHUNK - len(masks)), (0, 0), (0, 0)))
        if self._ones is None or self._ones.shape != shape:
            self._ones = jax.device_put(np.ones(shape, np.float32))
        return self._ones


@partial(jax.jit, static_argnames=("sizes", "activations", "optimizer"))
def _train(state, span, X, y, order, masks, rates, *, sizes, activations, optimizer):
    """The state (w, m, v) after span = (steps before, steps to do) of CHUNK batches.

    The length of this loop is a value. That of lax.scan is part of its shape: it would
    be compiled again for every number of steps.
    """
    (before, steps), (lr, l1, l2) = span, rates

    def step(k, state):
        w, m, v = state
        drop, rows = by_layer(masks[k], sizes[1:-1]), order[k]
        gradient = jax.grad(network.loss)(
            network.unpack(w, sizes), X[rows], y[rows], activations, l1, l2, drop
        )
        # As one vector: layer by layer, the update would be compiled for each.
        g = jnp.concatenate([a.ravel() for layer in gradient for a in layer])
        t = (before + k + 1).astype(jnp.float32)
        return network.update(optimizer, w, g, m, v, lr, t, jnp)

    return lax.fori_loop(0, steps, step, state)
