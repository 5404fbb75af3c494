"""A sample is the same as long as the course is, and another one when that changes."""

from types import SimpleNamespace

import pytest

from tests.support import sampling
from tests.support.sampling import sample


def test_a_sample_is_in_order_and_comes_back(monkeypatch):
    monkeypatch.setattr(sampling, "WHOLE", False)
    some = sample(range(100), 10, "numbers")
    assert some == sorted(set(some)) == sample(range(100), 10, "numbers")
    assert len(some) == 10
    assert sample(range(100), 10, "others") != some
    assert sample("abc", 3, "letters") == ["a", "b", "c"]


def test_another_course_has_another_sample(monkeypatch):
    monkeypatch.setattr(sampling, "WHOLE", False)
    seen = set()
    for k in range(40):
        monkeypatch.setattr(sampling, "tree", lambda k=k: f"course {k}")
        seen |= set(sample(range(50), 8, "numbers"))
    assert seen == set(range(50)), "in forty changes each was drawn once"


def test_all_can_be_asked_for(monkeypatch):
    monkeypatch.setattr(sampling, "WHOLE", True)
    assert sample(range(100), 10, "numbers") == list(range(100))


class Item:
    """A test that opens a lecture in a browser, as pytest describes one."""

    path = sampling.ROOT / "tests/browser/test_lectures.py"
    fixturenames = ("lecture", "look")

    def __init__(self, lecture):
        self.callspec = SimpleNamespace(params={"lecture": lecture})


@pytest.mark.parametrize("named", [sampling.LECTURES, sampling.LECTURES[7:8]])
def test_of_the_lectures_in_a_browser_some_are_kept_whole(monkeypatch, named):
    monkeypatch.setattr(sampling, "WHOLE", False)
    other = SimpleNamespace(path=sampling.ROOT / "tests/test_views.py", fixturenames=())
    items = [other, *(Item(name) for name in named for _ in range(4))]
    out = []
    hook = SimpleNamespace(pytest_deselected=lambda items: out.extend(items))
    sampling.pytest_collection_modifyitems(SimpleNamespace(hook=hook), items)
    kept = [item.callspec.params["lecture"] for item in items if item is not other]
    assert other in items and len(items) + len(out) == 1 + 4 * len(named)
    assert len(set(kept)) == min(len(named), sampling.LOOKED_AT)
    assert {kept.count(name) for name in kept} == {4}
