"""One network in training, and the pictures of it; it knows no widget and no thread."""

import time
from typing import NamedTuple

import numpy as np

from .config import Config
from .data import make
from .trainers import LIVE

LONGEST = 400  # points of the loss curve that are kept
SPEEDS = {"slowest": 1, "slow": 5, "medium": 25, "fast": 100, "fastest": None}
PICTURE = 0.033  # seconds from one picture to the next, at most, where that can be
TURN = 0.004, 0.012  # seconds of training in that time at the highest speed
CHUNK = 100  # steps between two looks at the clock


class Frame(NamedTuple):
    """What the page draws: numbers by name, and three arrays as bytes."""

    head: dict
    buffers: list[bytes]


class Session:
    """A trainer with its data, its loss curve and its number of steps.

    Args:
        trainer: trains; see trainers.py for what it must offer.
        config: the first setting.

    Raises:
        ValueError: if there are too few own points.
    """

    def __init__(self, trainer, config: Config):
        self.trainer, self.config = trainer, config
        self.version = 0  # grows with each new network: an old picture is not drawn
        self.restart()

    def restart(self, config: Config | None = None) -> None:
        """Draw the data and the first weights again; with a config, by that one."""
        config = config or self.config
        data = make(config)
        self.trainer.start(config, data)
        self.config, self.data = config, data
        self.version += 1
        self.steps = 0
        self.history: list = []
        self.rest()
        self.evaluate()

    def change(self, **fields) -> None:
        """Change the setting; the weights stay where they can.

        Raises:
            ValueError: if a value is out of range; nothing is changed then.
        """
        config = self.config.change(**fields)
        if set(fields) <= set(LIVE):
            self.trainer.change(config)
            self.config = config
            self.evaluate()
        else:
            self.restart(config)

    def run(self, steps: int) -> None:
        """Train on `steps` mini-batches, and evaluate."""
        self.trainer.run(steps)
        self._count(steps)

    def advance(self, speed: str) -> None:
        """Train from one picture to the next, and evaluate.

        At the highest speed training takes the time that the pictures leave: page,
        server and kernel share the processors.

        Args:
            speed: one of SPEEDS.
        """
        if steps := SPEEDS[speed]:
            self.run(steps)
            return
        begin, steps = time.perf_counter(), 0
        if self._trained_at:
            self._seconds_elsewhere += 0.2 * (
                begin - self._trained_at - self._seconds_elsewhere
            )
        end = begin + np.clip(PICTURE - self._seconds_elsewhere, *TURN)
        while time.perf_counter() < end:
            self.trainer.run(CHUNK)
            steps += CHUNK
        self._count(steps)

    def rest(self) -> None:
        """Begin to measure anew: the time until training goes on is not counted."""
        self.rate = self._seconds_elsewhere = 0.0
        self._trained_at: float | None = None

    def _count(self, steps: int) -> None:
        """Count steps that were trained, measure their rate, and evaluate."""
        self.steps += steps
        now = time.perf_counter()
        if self._trained_at:
            rate = steps * self.config.batch / (now - self._trained_at)
            self.rate += 0.1 * (rate - self.rate) if self.rate else rate
        self._trained_at = now
        self.evaluate()

    @property
    def epoch(self) -> int:
        """How often each training example was seen, rounded down."""
        return self.steps * self.config.batch // len(self.data.y_train)

    def set(self, layer: int, unit: int, source: int | None, value: float) -> None:
        """Set one weight, or the bias of a unit where source is None.

        Args:
            layer: 0 for the first hidden layer, or for the output if there is none.
            unit: of that layer, from 0.
            source: the unit of the layer below, or the feature, from 0.
            value: any finite number.

        Raises:
            ValueError: if the value is not finite.
            IndexError: if there is no such weight.
        """
        if not np.isfinite(value):
            raise ValueError("A weight must be a finite number.")
        params = [(np.array(W), np.array(b)) for W, b in self.trainer.params]
        if min(layer, unit, source or 0) < 0:
            raise IndexError("There is no such weight.")
        W, b = params[layer]
        if source is None:
            b[unit] = value
        else:
            W[unit, source] = value
        self.trainer.params = params
        self.evaluate()

    def evaluate(self) -> None:
        """Evaluate the network as it is now, and add a point to the loss curve."""
        self.evaluation = self.trainer.evaluate()
        row = (
            self.steps,
            float(self.evaluation.train_loss),
            float(self.evaluation.test_loss),
        )
        if self.history and self.history[-1][0] == self.steps:
            self.history[-1] = row
        else:
            self.history.append(row)
        if len(self.history) > LONGEST:  # keep every other one, and the newest
            self.history = [*self.history[:-1:2], row]

    @property
    def diverged(self) -> bool:
        """Whether the weights have grown beyond all numbers."""
        return not np.isfinite(self.evaluation.train_loss)

    def frame(self) -> Frame:
        """The numbers and arrays that the page draws now."""
        evaluation = self.evaluation
        head = {
            "version": self.version,
            "step": self.steps,
            "epoch": self.epoch,
            "rate": self.rate,
            "train_loss": finite(evaluation.train_loss),
            "test_loss": finite(evaluation.test_loss),
            "grad_norms": [finite(norm) for norm in evaluation.grad_norms],
        }
        params = [p.ravel() for W, b in self.trainer.params for p in (W, b)]
        return Frame(
            head,
            [
                to_bytes(np.asarray(evaluation.maps)).tobytes(),
                np.concatenate(params).astype("<f4").tobytes(),
                np.array(self.history, "<f4").tobytes(),
            ],
        )

    def points(self) -> list[bytes]:
        """Training and test points, each as rows x1, x2, y of little-endian float32."""
        X, y, X_test, y_test = self.data
        pairs = (X, y), (X_test, y_test)
        return [np.column_stack(pair).astype("<f4").tobytes() for pair in pairs]


def finite(value) -> float | None:
    """A number that JSON knows, or None."""
    return float(value) if np.isfinite(value) else None


def to_bytes(maps: np.ndarray) -> np.ndarray:
    """Maps of shape (units, n, n) as bytes: 1 is -1, 128 is 0, 255 is +1.

    A map that leaves [-1, 1] is scaled to fit, so that its shape shows.
    """
    maps = np.nan_to_num(maps, posinf=0, neginf=0)
    top = np.maximum(1, np.abs(maps).max(axis=(1, 2), keepdims=True))
    return np.rint(128 + 127 * maps / top).astype(np.uint8)
