"""No control of any lecture fails, silently or aloud.

Each lecture's cells run here, in order and in one namespace, as in a notebook. Every
Explorer and Predict that comes into being is moved to all of its stops.
"""

from pathlib import Path

import ipywidgets as ipw
import jupytext
import pytest

from nncourse import widgets

ROOT = Path(__file__).parents[1]
LECTURES = sorted((ROOT / "source").glob("[0-9][0-9]_*.py"))


@pytest.fixture(scope="module", params=LECTURES, ids=lambda path: path.stem)
def made(request):
    """The Explorers and Predicts of one lecture, in order."""
    seen = []
    ipw.Widget.on_widget_constructed(seen.append)
    lecture = {"__name__": "__main__"}
    # Cell by cell, as in a notebook: one may bind a name anew that a widget looks up.
    for cell in jupytext.read(request.param, fmt="py:percent").cells:
        if cell.cell_type == "code":
            exec(compile(cell.source, request.param.name, "exec"), lecture)
    ipw.Widget.on_widget_constructed(None)
    return [w for w in seen if isinstance(w, (widgets.Explorer, widgets.Predict))]


def stops(control) -> list:
    """Minimum, middle and maximum of a slider, or each option of a choice."""
    if hasattr(control, "options"):
        return [value for _, value in control.options]
    middle = type(control.value)((control.min + control.max) / 2)
    return [control.min, middle, control.max]


def test_it_has_something_to_move(made):
    assert any(isinstance(widget, widgets.Explorer) for widget in made)


def test_every_stop_of_every_control_is_drawn(made):
    for widget in made:
        for name, control in getattr(widget, "controls", {}).items():
            for value in stops(control):
                control.value = value
                problem = widget.screen.problem
                assert problem == "", f"{widget!r}, {name} = {value}: {problem}"
                assert widget.screen.caption == widget.drawing.caption != ""


def test_every_answer_has_its_reply(made):
    for widget in made:
        if isinstance(widget, widgets.Predict):
            replies = set()
            for answer in widget.answers:
                widget.chosen.value = answer
                replies.add(widget.reply.caption)
            assert replies == set(widget.answers.values())
            assert len(replies) == len(widget.answers), "two answers, one reply"
