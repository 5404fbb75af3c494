"""Questions, and the page's half of the layer; no browser, no kernel."""

import subprocess
from pathlib import Path

import pytest
from playwright._impl._driver import compute_driver_executable

from nncourse import views, widgets


@pytest.mark.parametrize("name", widgets.OLD)
def test_a_name_of_the_first_edition_says_what_to_write_now(name):
    with pytest.raises(AttributeError, match=r"Write explore\(views\.") as error:
        getattr(widgets, name)
    view = str(error.value).split("views.")[1].split("(")[0].split(".")[0]
    assert hasattr(views, view)
    assert str(error.value).endswith("after `from nncourse.live import explore`.")


def test_another_name_is_unknown():
    with pytest.raises(AttributeError, match=r"widgets' has no attribute 'x'"):
        _ = widgets.x


def test_the_page_s_half():
    """Keys that are kept or let go: in node."""
    node, _ = compute_driver_executable()  # the one that playwright brings
    script = str(Path(__file__).with_name("keys.test.mjs"))
    run = subprocess.run(
        [node, "--test", script], capture_output=True, encoding="utf-8"
    )
    assert run.returncode == 0, run.stdout[-3000:] + run.stderr


@pytest.fixture
def predict():
    return widgets.Predict("How many?", {"two": "Look at <w>.", "three": "And four?"})


def test_a_prediction_starts_without_an_answer(predict):
    assert predict.chosen.value is None
    assert "Choose one" in predict.reply.caption
    assert repr(predict) == "Predict. How many?\n( ) two\n( ) three"


def test_each_answer_leads_to_its_own_next_look(predict):
    predict.chosen.value = "two"
    assert "Look at <w>." in predict.reply.caption
    predict.chosen.value = "three"
    assert "And four?" in predict.reply.caption
    assert repr(predict) == "Predict. How many?\n( ) two\n(•) three"


def test_a_prediction_shows_its_question_without_a_kernel(predict):
    assert predict._repr_mimebundle_()["text/plain"] == repr(predict)
