"""Whether every control of a view moves its picture and its words."""

from nncourse.live import explore
from tests.support.lecture_widgets import stops


def assert_all_controls_move(view, **start) -> None:
    """Move each control to its stops, the others at their start."""
    for name, control in view.controls.items():
        assert control.label
        shown, drawings = explore(view, **start), []
        for value in stops(control):
            shown.move(**{name: value})  # raises what the view raises
            assert tuple(shown.drawing) == view(**shown.state)
            assert f'aria-label="{shown.caption}"' in shown.drawing[0]
            drawings.append(tuple(shown.drawing))
        pictures, captions = (set(each) for each in zip(*drawings, strict=True))
        assert len(pictures) > 1, f"{name} moves nothing"
        assert len(captions) > 1, f"{name} is not put into words"
