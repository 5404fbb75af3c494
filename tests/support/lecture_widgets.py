"""No control of any lecture fails, silently or aloud.

A plugin of pytest: after the last cell of a lecture, in the kernel that has run it,
each LiveView and Predict is moved to all of its stops. The functions whose names end
in `in_kernel` run there.
"""

from pathlib import Path

import pytest

HERE = Path(__file__)
MADE: list = []  # in a kernel: all widgets, in order


def pytest_notebook_setup(notebook) -> tuple[Path, str] | None:
    """Have the kernel of a lecture remember its widgets."""
    return (HERE, "remember_in_kernel()") if is_lecture(notebook) else None


def pytest_notebook_items(notebook) -> list[pytest.Item] | None:
    """Three tests of each lecture."""
    if not is_lecture(notebook):
        return None
    return [
        InKernel.from_parent(notebook, name=f"widgets: {title}", call=call.__name__)
        for title, call in {
            "something can be moved": check_movable_in_kernel,
            "every stop of every control is drawn": check_stops_in_kernel,
            "every answer has its reply": check_replies_in_kernel,
        }.items()
    ]


def is_lecture(notebook) -> bool:
    """Whether it is one of notebooks/NN_name.ipynb that belongs to the course."""
    from autograder.authoring import texts  # not in a kernel

    root = notebook.config.rootpath
    name = notebook.path.stem
    text = root / "source" / f"{name}.py"
    in_place = notebook.path.parent == root / "notebooks" and text.exists()
    return in_place and texts.LECTURE.fullmatch(name) is not None


class InKernel(pytest.Item):
    """A function of this file, called in the kernel of a notebook after its cells."""

    def __init__(self, *, call: str, **options):
        super().__init__(**options)
        self.call = call

    def runtest(self) -> None:
        """Call it."""
        self.parent.run_aside(f"__import__({HERE.stem!r}).{self.call}()")

    def repr_failure(self, error) -> str:
        """Its own words."""
        return str(error.value)

    def reportinfo(self):
        """Where it stands in pytest's lists."""
        return self.path, 0, self.name


# --- in the kernel ---


def remember_in_kernel() -> None:
    """Keep each widget that comes into being from now on."""
    import ipywidgets

    ipywidgets.Widget.on_widget_constructed(MADE.append)


def of_kind(name: str) -> list:
    """All widgets of a class of the course."""
    from nncourse import live, widgets

    kind = getattr(live, name, None) or getattr(widgets, name)
    return [widget for widget in MADE if isinstance(widget, kind)]


def stops(control) -> list:
    """The first, the middle and the last value of a slider, or each option."""
    values = control.values()
    some = [values[0], values[len(values) // 2], values[-1]]
    return values if hasattr(control, "options") else some


def check_movable_in_kernel() -> None:
    """There is something to move."""
    assert of_kind("LiveView"), "nothing moves in this lecture"


def check_stops_in_kernel() -> None:
    """At each stop of each control there is a picture, and its sentence on the page."""
    for widget in of_kind("LiveView"):
        for name, control in widget.controls.items():
            for value in stops(control):
                try:
                    widget.move(**{name: value})
                except ValueError as error:
                    raise AssertionError(f"{name} = {value}: {error}") from None
                assert widget.caption and widget.drawn[name] == value, name


def check_replies_in_kernel() -> None:
    """Each answer of a question has a reply of its own, and shows it."""
    for widget in of_kind("Predict"):
        replies = set()
        for answer in widget.answers:
            widget.chosen.value = answer
            replies.add(widget.reply.caption)
        assert replies == set(widget.answers.values()), f"{replies}"
        assert len(replies) == len(widget.answers), f"two answers, one reply: {replies}"
