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


def test_each_lecture_has_its_test_in_a_browser(tmp_path):
    assert all(path.is_file() for path in sampling.LECTURES)
    (tmp_path / "source").mkdir()
    for name in ("08_capacity", "07b_dropout", "07_metric_learning", "ps07b_dropout"):
        (tmp_path / f"source/{name}.py").touch()
    tests = [path.stem for path in sampling.in_browser(tmp_path)]
    assert tests == ["test_metric_learning", "test_dropout", "test_capacity"]
