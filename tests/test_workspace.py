"""A problem set is copied to workspace/ once, and is the student's from then on."""

import stat
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from pathlib import Path

import pytest

from autograder.workspace import lay_out


@pytest.fixture
def course(tmp_path) -> Path:
    """A course with two released problem sets, one with a folder of data."""
    for name in ("ps01_neuron", "ps02_activations"):
        (tmp_path / "release" / name / "data").mkdir(parents=True)
        (tmp_path / "release" / name / f"{name}.ipynb").write_text(f"release of {name}")
        (tmp_path / "release" / name / "data" / "table.csv").write_text("1,2\n")
    return tmp_path


def contents(folder: Path) -> dict[str, str]:
    """The text of every file below a folder."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_text() for path in files}


def test_everything_is_copied_once(course):
    assert lay_out(course) == ["ps01_neuron", "ps02_activations"]
    assert contents(course / "workspace") == contents(course / "release")
    assert lay_out(course) == []


def test_a_changed_and_a_deleted_file_stay_so(course):
    lay_out(course)
    mine = course / "workspace" / "ps01_neuron"
    (mine / "ps01_neuron.ipynb").write_text("my answer")
    (mine / "data" / "table.csv").unlink()
    before = contents(course / "workspace")
    assert lay_out(course) == []
    assert contents(course / "workspace") == before


def test_a_new_release_does_not_reach_an_old_copy_but_a_new_problem_set_comes(course):
    lay_out(course)
    before = contents(course / "workspace")
    (course / "release" / "ps01_neuron" / "ps01_neuron.ipynb").write_text("mended")
    (course / "release" / "ps03_backprop").mkdir()
    (course / "release" / "ps03_backprop" / "ps03_backprop.ipynb").write_text("new")
    assert lay_out(course) == ["ps03_backprop"]
    added = {"ps03_backprop/ps03_backprop.ipynb": "new"}
    assert contents(course / "workspace") == before | added


@pytest.mark.parametrize("kind", ["empty folder", "file", "link that leads nowhere"])
def test_whatever_has_the_name_is_left_alone(course, kind):
    taken = course / "workspace" / "ps01_neuron"
    taken.parent.mkdir()
    if kind == "empty folder":
        taken.mkdir()
    elif kind == "file":
        taken.write_text("mine")
    else:
        taken.symlink_to(course / "nowhere")
    before = taken.lstat()
    assert lay_out(course) == ["ps02_activations"]
    assert taken.lstat().st_ino == before.st_ino
    assert not (course / "nowhere").exists()
    assert not taken.is_dir() or not any(taken.iterdir())


def test_many_calls_at_once_make_one_whole_copy(course):
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lay_out, [course] * 32))
    assert sorted(chain(*made)) == ["ps01_neuron", "ps02_activations"]
    assert contents(course / "workspace") == contents(course / "release")


def test_a_copy_that_fails_leaves_nothing_behind(course, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("autograder.workspace.shutil.copyfile", full)
    with pytest.raises(OSError, match="No space left"):
        lay_out(course)
    assert list((course / "workspace").iterdir()) == []


def test_a_copy_of_a_read_only_release_can_be_written(course):
    released = course / "release" / "ps01_neuron" / "ps01_neuron.ipynb"
    released.chmod(0o444)
    lay_out(course)
    copied = course / "workspace" / "ps01_neuron" / "ps01_neuron.ipynb"
    assert copied.stat().st_mode & stat.S_IWUSR


def test_no_release_makes_nothing(tmp_path):
    assert lay_out(tmp_path) == []
    assert not (tmp_path / "workspace").exists()


def test_a_file_in_the_place_of_the_folder_is_named(course):
    (course / "workspace").write_text("")
    with pytest.raises(NotADirectoryError, match="workspace is not a folder"):
        lay_out(course)
