"""The view of lecture 10 says what its numbers say: read back from the SVG."""

import re
from xml.etree import ElementTree

import numpy as np

from nncourse import views
from tests.support.svg_reader import SVG

rng = np.random.default_rng(0)
X, y = rng.random((30, 64)), rng.integers(0, 10, 30)
SPACES = {"pixels": X, "plane": rng.standard_normal((30, 2))}


def by_sorting(Z, point, k=5):
    others = [j for j in range(len(Z)) if j != point]
    return sorted(others, key=lambda j: sum((Z[j] - Z[point]) ** 2))[:k]


def test_the_caption_names_the_labels_of_the_nearest():
    caption = views.Neighbours(X, y, SPACES)(7).caption
    assert caption.startswith(f"image 7, a {y[7]}; nearest by pixels ")
    for name, Z in SPACES.items():
        labels = ", ".join(str(y[j]) for j in by_sorting(Z, 7))
        assert f"by {name} {labels}" in caption


def test_the_picture_shows_the_same_labels_and_has_a_text_alternative():
    drawing = views.Neighbours(X, y, SPACES)(3)
    root = ElementTree.fromstring(drawing.image)
    assert root.find(f"{SVG}title").text == drawing.caption
    words = [t.text for t in root.iter(f"{SVG}text")]
    want = [f"image: {y[3]}"]
    for name, Z in SPACES.items():
        want += [name, *(str(y[j]) for j in by_sorting(Z, 3))]
    assert words == want


def test_another_label_is_underlined():
    labels = np.arange(30) % 2
    for point in range(5):
        drawing = views.Neighbours(X, labels, SPACES)(point)
        wrong = sum(
            labels[j] != labels[point]
            for Z in SPACES.values()
            for j in by_sorting(Z, point)
        )
        assert len(re.findall(r'stroke-width="3"', drawing.image)) == wrong


def test_an_image_is_not_its_own_neighbour_even_if_it_occurs_twice():
    twice = X.copy()
    twice[4] = twice[9]
    view = views.Neighbours(twice, y, {"pixels": twice})
    assert view.nearest("pixels", 4)[0] == 9 and 4 not in view.nearest("pixels", 4)
    assert view.nearest("pixels", 9)[0] == 4 and 9 not in view.nearest("pixels", 9)


def test_the_slider_reaches_every_image():
    control = views.Neighbours(X, y, SPACES).controls["point"]
    assert control.values() == list(range(30))
