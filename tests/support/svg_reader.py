"""Reads the pictures of views back, by another route than the one that writes them."""

from xml.etree import ElementTree

import numpy as np

SVG = "{http://www.w3.org/2000/svg}"


def tree(drawing) -> ElementTree.Element:
    """The picture; its text alternative must be the caption."""
    root = ElementTree.fromstring(drawing.image)
    assert root.find(f"{SVG}title").text == drawing.caption, "the text alternative"
    assert root.get("role") == "img" and root.get("aria-label") == drawing.caption
    return root


def points(element) -> np.ndarray:
    """The points of a polyline or polygon, shape (m, 2), in pixels."""
    return np.array([p.split(",") for p in element.get("points").split()], dtype=float)


def lines(drawing, color: str) -> list[np.ndarray]:
    """The points of each polyline of one colour, those of legends too."""
    marks = tree(drawing).iter(f"{SVG}polyline")
    return [points(mark) for mark in marks if mark.get("stroke") == color]
