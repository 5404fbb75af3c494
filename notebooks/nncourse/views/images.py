"""Pictures made of pixels: digits, and weights that look at them."""

from collections.abc import Mapping, Sequence

import numpy as np

from .. import svg
from .controls import Film, Slide
from .drawing import Drawing, count, short


def _square(values: np.ndarray) -> np.ndarray:
    """An image of shape (h, w); a vector of a square number of pixels is folded."""
    side = round(values.size**0.5)
    return values.reshape(side, side) if values.ndim == 1 else values


def titled(values, title: str, x: float, y: float, side, limit, ink: str = "") -> str:
    """An image with its title above; x, y: its upper left corner, title included."""
    words = svg.text(x + side / 2, y + 16, title, "middle")
    return words + svg.pixels(_square(values), x, y + 26, side, limit, ink)


class Images(Film):
    """A grid of images that change together: weights through training, or digits.

    Args:
        frames: for each value of the control k images, shape (k, d) with d a square
            number, or (k, h, w); the same shape in all frames.
        titles: k short texts, or none.
        columns: images in a row.
        what: the name of the control.
        signed: whether 0 is clear, blue below and orange above; else clear at 0 and
            ink above.

    Full colour is the largest absolute value of all frames.

    Raises:
        ValueError: if the frames differ in shape, or titles are not one for each image.
    """

    def __init__(
        self,
        frames: Mapping[float, np.ndarray],
        titles: Sequence[str] = (),
        *,
        columns: int = 5,
        what: str = "step",
        signed: bool = True,
    ):
        self.frames = {key: np.asarray(images) for key, images in frames.items()}
        (shape, *others) = {images.shape for images in self.frames.values()}
        if others:
            raise ValueError(f"frames of different shapes: {shape}, {others[0]}")
        if titles and len(titles) != shape[0]:
            raise ValueError(f"{len(titles)} titles for {shape[0]} images")
        self.titles, self.what = list(titles), what
        self.columns = min(columns, shape[0])
        self.ink = "" if signed else "currentColor"
        self.limit = max(abs(images).max() for images in self.frames.values()) or 1.0

    def __call__(self, frame: float) -> Drawing:
        """Show the images of one frame, a key of frames."""
        images = self.frames[frame]
        height, width = _square(images[0]).shape
        side = min(166.0, 540 / self.columns - 10)
        tall = side * height / width
        head = 26 if self.titles else 4
        marks = ""
        for k, values in enumerate(images):
            row, column = divmod(k, self.columns)
            x, y = 10 + column * (side + 10), 4 + row * (tall + head + 6)
            if self.titles:
                marks += titled(
                    values, self.titles[k], x, y, side, self.limit, self.ink
                )
            else:
                place = (x, y + head, side, self.limit, self.ink)
                marks += svg.pixels(_square(values), *place)
        rows = -(-len(images) // self.columns)
        size = (10 + self.columns * (side + 10), 10 + rows * (tall + head + 6))
        caption = (
            f"{self.what} {count(frame)}: {len(images)} images of {height} × {width}, "
            f"values from {short(images.min())} to {short(images.max())}"
        )
        return Drawing(svg.picture(*size, marks, caption), caption)


class Template:
    """An image, the weights of a neuron, and their product, pixel by pixel.

    Args:
        X: images, shape (n, d), d a square number, values in [0, 1].
        y: labels in {0, 1}, shape (n,).
        W: the weights after 0, 1, … steps, shape (T + 1, d).
        b: the bias after 0, 1, … steps, shape (T + 1,).
        names: what labels 0 and 1 stand for.
    """

    def __init__(self, X, y, W, b, names: Sequence[str]):
        self.X, self.y, self.W, self.b, self.names = X, y, W, b, names
        self.limit = np.abs(W).max()
        last = len(W) - 1
        self.controls = {
            "step": Slide("step", last, 0, last, 1, plays=True),
            "image": Slide("image", 0, 0, len(X) - 1, 1),
        }

    def __call__(self, step: int, image: int) -> Drawing:
        """Show the weights after `step` steps, and their product with one image."""
        x, w = self.X[image], self.W[step]
        z = x @ w + self.b[step]
        name = self.names[int(self.y[image])]
        answer = 1 / (1 + np.exp(-z))
        caption = (
            f"step {step}: for this {name}, z = {z:.2f} and "
            f"P({self.names[1]}) = {answer:.2f}"
        )
        # an image has no negative values: ink; weights and products have both signs
        marks = titled(x, "image x", 10, 0, 166, 1.0, "currentColor")
        marks += titled(w, "weights w", 196, 0, 166, self.limit)
        marks += titled(w * x, "product w·x", 382, 0, 166, self.limit)
        return Drawing(svg.picture(558, 202, marks, caption), caption)
