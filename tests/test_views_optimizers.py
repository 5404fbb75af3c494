"""The view of lecture 6 draws what its state says: read back from the SVG."""

import numpy as np
import pytest

from nncourse import theme, views
from nncourse.live import explore
from tests.support.moves import assert_all_controls_move
from tests.support.svg_reader import SVG, tree

LIMITS = (-2.0, 2.0), (-1.0, 3.0)


def bowl(p):
    return (p[..., 0] - 1) ** 2 + p[..., 1] ** 2


def straight(lr, turns=3):
    """So many ways of eight steps along x, each at its own height."""
    ways = {}
    for k in range(turns):
        ways[f"way {k}"] = np.column_stack([lr * np.arange(9), np.full(9, k / 4)])
    return views.Race(bowl, ways)


def panels(drawing):
    return tree(drawing).findall(f"{SVG}svg")


def way(panel):
    """The points of the way in a panel, shape (m, 2), back in the plane."""
    (line,) = panel.findall(f"{SVG}polyline[@stroke='{theme.ORANGE}']")
    at = np.array([p.split(",") for p in line.get("points").split()], dtype=float)
    side = float(panel.get("width"))
    (x0, x1), (y0, y1) = LIMITS
    return np.column_stack(
        [x0 + at[:, 0] / side * (x1 - x0), y1 - at[:, 1] / side * (y1 - y0)]
    )


@pytest.mark.parametrize("turns", [1, 2, 3, 9])
def test_each_way_lies_in_its_own_panel(turns):
    drawing = views.Walks(straight, *LIMITS)(lr=0.2, turns=turns)
    found = panels(drawing)
    assert len(found) == turns
    for k, panel in enumerate(found):
        want = np.column_stack([0.2 * np.arange(9), np.full(9, k / 4)])
        np.testing.assert_allclose(way(panel), want, atol=0.01 * 4)
    page = tree(drawing)
    width, height = (float(page.get("viewBox").split()[i]) for i in (2, 3))
    boxes = [[float(p.get(a)) for a in ("x", "y", "width")] for p in found]
    for k, (x, y, side) in enumerate(boxes):
        assert x >= 0 and x + side <= width and y + side <= height
        for u, v, _ in boxes[:k]:
            assert abs(u - x) > side or abs(v - y) > side, "two panels overlap"


def test_the_caption_tells_every_height():
    drawing = views.Walks(straight, *LIMITS)(lr=0.25)
    # (8/4 - 1)² + (k/4)²
    want = "way 0 1, way 1 1.06, way 2 1.25"
    assert drawing.caption == f"height after 8 steps: {want}"
    words = [t.text for t in tree(drawing).findall(f"{SVG}text")]
    assert words == want.split(", ")


def test_the_first_steps_are_shown_and_step_is_not_handed_on():
    drawing = views.Walks(straight, *LIMITS)(step=3, lr=0.25)
    assert "after 3 steps: way 0 0.0625" in drawing.caption
    assert all(len(way(panel)) == 4 for panel in panels(drawing))


def test_level_lines_have_one_height_each():
    (panel,) = panels(views.Walks(straight, *LIMITS, n=81)(lr=0.0, turns=1))
    side, levels = float(panel.get("width")), set()
    for line in panel.find(f"{SVG}g").findall(f"{SVG}polyline"):
        at = np.array([p.split(",") for p in line.get("points").split()], dtype=float)
        x, y = -2 + at[:, 0] / side * 4, 3 - at[:, 1] / side * 4
        heights = bowl(np.column_stack([x, y]))
        assert np.ptp(heights) < 0.05 + 0.02 * heights.mean()
        levels.add(round(heights.mean(), 1))
    assert len(levels) == len(views.Walks.LEVELS)


@pytest.mark.parametrize("bad", [np.nan, np.inf, 1e300])
def test_a_way_that_is_lost_stays_within_the_picture(bad):
    def walk():
        return views.Race(bowl, {"it": np.array([[0.0, 0.0], [1.0, 1.0], [bad, bad]])})

    drawing = views.Walks(walk, *LIMITS)()
    assert drawing.caption == "height after 2 steps: it lost"
    (panel,) = panels(drawing)
    assert "nan" not in drawing.image and "inf" not in drawing.image
    assert abs(way(panel)).max() < 100


def test_a_step_is_shown_without_another_walk():
    walked = []

    def walk(lr):
        walked.append(lr)
        return straight(lr)

    view = views.Walks(walk, *LIMITS)
    captions = {view(step=step, lr=lr).caption for lr in (0.1, 0.2) for step in (1, 5)}
    assert walked == [0.1, 0.2] and len(captions) == 4


def test_another_surface_has_other_level_lines():
    def walk(tilt):
        return views.Race(
            lambda p: p[..., 0] + tilt * p[..., 1], straight(0.1, 1).paths
        )

    view = views.Walks(walk, *LIMITS)
    flat, steep, again = (view(tilt=tilt) for tilt in (0.0, 3.0, 0.0))
    assert flat == again
    grounds = [panels(d)[0].find(f"{SVG}g") for d in (flat, steep)]
    points = [{p.get("points") for p in ground} for ground in grounds]
    assert not points[0] & points[1]


def test_every_control_moves_picture_and_words():
    rate = views.Slide("rate", 0.1, 0.0, 0.5, 0.1)
    view = views.Walks(straight, *LIMITS, steps=8, lr=rate)
    assert list(view.controls) == ["step", "lr"]
    assert_all_controls_move(view)


def test_without_steps_the_whole_way_is_shown():
    rate = views.Slide("rate", 0.1, 0.0, 1.0, 0.1)
    shown = explore(views.Walks(straight, *LIMITS, lr=rate))
    assert set(shown.controls) == {"lr"}
    assert "after 8 steps" in shown.caption
