"""A sample is the same as long as the course is, and another one when that changes."""

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
