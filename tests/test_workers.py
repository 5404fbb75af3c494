"""What is slow to start is started by one worker."""

from types import SimpleNamespace

from tests.support import workers


def test_a_file_is_whole_and_so_are_all_pages():
    scope = workers.Scheduling._split_scope
    assert scope(None, "notebooks/a.ipynb::Cell 1") == "notebooks/a.ipynb"
    assert scope(None, "tests/test_a.py::test[a::b]") == "tests/test_a.py"
    pages = {"tests/browser/test_a.py::test", "tests/browser/test_b.py::Test::test"}
    assert len({scope(None, page) for page in pages}) == 1


def test_another_way_of_dealing_out_stays(monkeypatch):
    monkeypatch.setattr(workers, "Scheduling", lambda config, log: "ours")
    for way, made in {"loadfile": "ours", "load": None, "no": None}.items():
        config = SimpleNamespace(getvalue={"dist": way}.get)
        assert workers.pytest_xdist_make_scheduler(config, None) == made
