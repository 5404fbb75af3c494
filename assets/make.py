"""Draws the pictures of this folder: `python assets/make.py`, or `make build`.

They are made from the same marks as the views of the lectures. A test draws them again
and compares.
"""

import sys
from pathlib import Path

import numpy as np

from nncourse import datasets, svg, views
from nncourse.theme import BLUE, GREEN, ORANGE

HERE = Path(__file__).parent


def neuron() -> str:
    """A nerve cell, and below it the three steps of an artificial neuron."""
    marks = _cell() + _formula()
    for x, words in ((110, "signals in"), (330, "gathered"), (560, "one signal out")):
        marks += svg.text(x, 168, words, "middle", 13)
    title = "A nerve cell above, an artificial neuron below: signals in, gathered, out"
    return svg.picture(680, 350, marks, title)


def _cell() -> str:
    """Dendrites on the left, the body with its nucleus, the axon to the right."""
    dendrites = (
        "M290 78C240 60 230 30 150 22M205 38C180 40 160 55 120 52"
        "M286 90C240 92 200 84 110 92M200 87C180 100 160 104 130 118"
        "M292 104C250 120 230 136 170 142"
    )
    axon = (
        "M372 90C430 84 470 96 540 88M540 88C560 84 570 66 600 60"
        "M540 88C564 92 580 92 606 96M540 88C556 100 572 118 598 126"
    )
    body = (
        "M290 70C300 50 350 46 366 72C384 88 372 116 346 126"
        "C316 134 290 122 284 100C281 88 284 80 290 70Z"
    )
    knobs = ((604, 59), (610, 97), (602, 128))
    return (
        f'<path d="{dendrites}" fill="none" stroke="{BLUE}" stroke-width="4"'
        f' stroke-linecap="round"/><path d="{axon}" fill="none" stroke="{ORANGE}"'
        f' stroke-width="5" stroke-linecap="round"/>'
        f'<path d="{body}" fill="{GREEN}" fill-opacity=".25" stroke="{GREEN}"'
        ' stroke-width="3"/><circle cx="328" cy="88" r="13" fill="currentColor"'
        ' fill-opacity=".5"/>'
        + "".join(
            f'<circle cx="{x}" cy="{y}" r="6" fill="{ORANGE}"/>' for x, y in knobs
        )
        + svg.text(110, 12, "dendrites", "middle")
        + svg.text(328, 34, "cell body", "middle")
        + svg.text(455, 74, "axon", "middle")
    )


def _formula() -> str:
    """Inputs times weights into a sum, a bias from below, an activation, an output."""
    marks = ""
    for k, (name, weight) in enumerate((("x₁", "w₁"), ("x₂", "w₂"), ("x₃", "w₃"))):
        y = 206 + 44 * k
        marks += svg.line(np.array([[126, y], [306, 250]]), BLUE, 2)
        marks += f'<circle cx="110" cy="{y}" r="16" fill="none" stroke="{BLUE}"'
        marks += ' stroke-width="2"/>' + svg.text(110, y + 4, name, "middle", 14)
        marks += svg.text(
            196, y + (1 - k) * 14 + (-6 if k < 2 else 16), weight, "middle"
        )
    for x, y, words in ((330, 250, "Σ"), (450, 250, "φ")):
        marks += f'<circle cx="{x}" cy="{y}" r="24" fill="{GREEN}" fill-opacity=".25"'
        marks += f' stroke="{GREEN}" stroke-width="2"/>'
        marks += svg.text(x, y + 7, words, "middle", 20)
    marks += svg.line(np.array([[330, 304], [330, 274]]), GREEN, 2)
    marks += svg.line(np.array([[354, 250], [426, 250]]), GREEN, 2)
    marks += svg.line(np.array([[474, 250], [580, 250]]), ORANGE, 3)
    marks += svg.text(330, 322, "bias b", "middle") + svg.text(
        390, 242, "z", "middle", 14
    )
    marks += svg.text(450, 294, "activation", "middle")
    return marks + svg.text(590, 255, "φ(⟨w, x⟩ + b)", "start", 13)


def overview() -> str:
    """Three views of lecture 1, for the README."""
    rng = np.random.default_rng(1)
    X, y = datasets.two_blobs(60, noise=0.7, rng=rng)
    sure = views.Certainty(X, y, np.array([1.0, 0.5]), 0.0)(scale=2)
    X, y = datasets.xor(200, noise=0.1, rng=rng)
    cut = views.NeuronLine(X, y)(w1=1.0, w2=-1.0, b=-1.0)
    look = _digit_neuron(steps=500)(step=500, image=0)
    marks = ""
    places = (
        (0, 0, 360, 350, sure),
        (370, 0, 360, 350, cut),
        (86, 366, 558, 202, look),
    )
    for x, y, width, height, drawing in places:
        marks += f'<svg x="{x}" y="{y}" width="{width}" height="{height}">'
        marks += f"{drawing.image}</svg>"
    return svg.picture(730, 576, marks, "Three views of lecture 1: one neuron each")


def _digit_neuron(steps: int) -> views.Template:
    """The neuron of lecture 1 that tells 8 from 3, trained on all 357 images."""
    X, y = datasets.two_digits(3, 8)
    W, b = np.zeros((steps + 1, 64)), np.zeros(steps + 1)
    for t in range(steps):
        error = 1 / (1 + np.exp(-(X @ W[t] + b[t]))) - y
        W[t + 1], b[t + 1] = W[t] - X.T @ error / len(y), b[t] - error.mean()
    return views.Template(X[y == 1], y[y == 1], W, b, ("three", "eight"))


PICTURES = {"neuron.svg": neuron, "overview.svg": overview}


def main(folder: Path = HERE) -> None:
    """Draw every picture into a folder."""
    for name, draw in PICTURES.items():
        path, drawing = folder / name, draw() + "\n"
        if path.exists() and path.read_text(encoding="utf-8") == drawing:
            print(f"assets/{name} has not changed", file=sys.stderr)
        else:
            path.write_text(drawing, encoding="utf-8")
            print(f"assets/{name}", file=sys.stderr)


if __name__ == "__main__":
    main()
