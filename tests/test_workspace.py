"""What JupyterLab needs is prepared; a problem set is copied to workspace/ once."""

import json
import os
import runpy
import shutil
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from pathlib import Path

import nbformat
import pytest
from nbformat.sign import NotebookNotary

from autograder.authoring.frames import STORED
from autograder.authoring.workspace import (
    broken_settings,
    copy_folder,
    lay_out,
    prepare,
    role_in,
)

ROOT = Path(__file__).parents[1]


@pytest.fixture
def course(tmp_path) -> Path:
    """A course with two released problem sets, one with a folder of data."""
    for name in ("ps01_neuron", "ps02_activations"):
        (tmp_path / "release" / name / "data").mkdir(parents=True)
        (tmp_path / "release" / name / f"{name}.ipynb").write_text(
            f"release of {name}", encoding="utf-8"
        )
        (tmp_path / "release" / name / "data" / "table.csv").write_text(
            "1,2\n", encoding="utf-8"
        )
    return tmp_path


def contents(folder: Path) -> dict[str, str]:
    """The text of every file below a folder."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in files
    }


def test_everything_is_copied_once(course):
    assert lay_out(course) == ["ps01_neuron", "ps02_activations"]
    assert contents(course / "workspace") == contents(course / "release")
    assert lay_out(course) == []


def test_a_changed_and_a_deleted_file_stay_so(course):
    lay_out(course)
    mine = course / "workspace" / "ps01_neuron"
    (mine / "ps01_neuron.ipynb").write_text("my answer", encoding="utf-8")
    (mine / "data" / "table.csv").unlink()
    before = contents(course / "workspace")
    assert lay_out(course) == []
    assert contents(course / "workspace") == before


def test_a_new_release_does_not_reach_an_old_copy_but_a_new_problem_set_comes(course):
    lay_out(course)
    before = contents(course / "workspace")
    (course / "release" / "ps01_neuron" / "ps01_neuron.ipynb").write_text(
        "mended", encoding="utf-8"
    )
    (course / "release" / "ps03_backprop").mkdir()
    (course / "release" / "ps03_backprop" / "ps03_backprop.ipynb").write_text(
        "new", encoding="utf-8"
    )
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
        taken.write_text("mine", encoding="utf-8")
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

    monkeypatch.setattr("autograder.authoring.workspace.shutil.copyfile", full)
    with pytest.raises(OSError, match="No space left"):
        lay_out(course)
    assert list((course / "workspace").iterdir()) == []


def test_a_copy_of_a_read_only_release_can_be_written(course):
    released = course / "release" / "ps01_neuron" / "ps01_neuron.ipynb"
    released.chmod(0o444)
    for folder in (released.parent, released.parent / "data"):
        folder.chmod(0o555)
    lay_out(course)
    copied = course / "workspace" / "ps01_neuron"
    for path in (copied, *copied.rglob("*")):
        assert path.stat().st_mode & stat.S_IWUSR, path


def test_no_release_makes_nothing(tmp_path):
    assert lay_out(tmp_path) == []
    assert not (tmp_path / "workspace").exists()


def test_a_file_in_the_place_of_the_folder_is_named(course):
    (course / "workspace").write_text("", encoding="utf-8")
    with pytest.raises(NotADirectoryError, match="workspace is not a folder"):
        lay_out(course)


# --- prepare ---

NOTEBOOK = nbformat.writes(
    nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1", id="a")])
)


@pytest.fixture
def opened(tmp_path, monkeypatch) -> Path:
    """A course with two lectures and two problem sets, and a reader's own folder."""
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "data"))
    root = tmp_path / "course"
    for name in ("01_neuron", "02_activations"):
        for path in (f"notebooks/{name}.ipynb", f"release/ps{name}/ps{name}.ipynb"):
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(NOTEBOOK, encoding="utf-8")
    return root


def trusted(path: Path) -> bool:
    with NotebookNotary() as notary:
        return notary.check_signature(nbformat.read(path, as_version=4))


def put(path: Path, content: bytes) -> None:
    path.write_bytes(content)


MERGED = "<<<<<<< HEAD\n1\n=======\n2\n>>>>>>> 1f2e\n"
# How a file comes to be unreadable, and what is said of it.
UNREADABLE = {
    "empty": (lambda p: put(p, b""), "it is empty"),
    "blank": (lambda p: put(p, b" \n"), "it is empty"),
    "half": (lambda p: put(p, NOTEBOOK[:99].encode()), "it is not JSON"),
    "merged": (lambda p: put(p, (MERGED + NOTEBOOK).encode()), "it holds marks of a m"),
    "BOM": (lambda p: put(p, b"\xef\xbb\xbf" + NOTEBOOK.encode()), "byte order mark"),
    "UTF-16": (lambda p: put(p, NOTEBOOK.encode("utf-16")), "byte order mark"),
    "Latin-1": (lambda p: put(p, b'{"\xe4": 1}'), "it is not text in UTF-8"),
    "list": (lambda p: put(p, b"[]"), "it is not a notebook of format 4"),
    "number": (lambda p: put(p, b"1"), "it is not a notebook of format 4"),
    "no cells": (lambda p: put(p, b'{"nbformat": 4}'), "it is not a notebook of form"),
    "deep": (lambda p: put(p, b"[" * 99_999), "it is not a notebook of format 4"),
    "format 5": (
        lambda p: put(p, json.dumps(json.loads(NOTEBOOK) | {"nbformat": 5}).encode()),
        "it is not a notebook of format 4 or older",
    ),
    "folder": (lambda p: p.mkdir(), "it is a folder"),
    "dangling": (lambda p: p.symlink_to("nowhere"), "it is a link that leads nowhere"),
    "loop": (lambda p: p.symlink_to(p.name), "it is a link that leads nowhere"),
    "pipe": (os.mkfifo, "it is no file"),
}


@pytest.mark.parametrize("what", UNREADABLE)
@pytest.mark.parametrize("folder", ["notebooks", "release/ps02_activations"])
def test_an_unreadable_notebook_is_named_and_skipped(opened, folder, what, capfd):
    make, why = UNREADABLE[what]
    make(opened / folder / "00_broken.ipynb")
    (sentence,) = prepare(opened, "student")
    assert sentence.startswith(f"{folder}/00_broken.ipynb was skipped: ")
    assert why in sentence and sentence.endswith(".") and "\n" not in sentence
    assert all(trusted(path) for path in opened.glob("notebooks/0[12]*.ipynb"))
    for name in ("ps01_neuron", "ps02_activations"):
        made = opened / "workspace" / name
        assert [path.name for path in made.iterdir()] == [f"{name}.ipynb"]
    assert capfd.readouterr() == ("", ""), "the sentence is all there is to say"


def test_what_macos_leaves_is_named_and_skipped(opened):
    for path in ("notebooks/._01_neuron.ipynb", "release/ps01_neuron/._a.ipynb"):
        (opened / path).write_bytes(b"\0\5\x16\7\0\2\0\0Mac OS X        ")
    assert [sentence.split()[0] for sentence in prepare(opened, "student")] == [
        "notebooks/._01_neuron.ipynb",
        "release/ps01_neuron/._a.ipynb",
    ]
    assert trusted(opened / "notebooks/01_neuron.ipynb")


def test_a_broken_release_is_not_copied_until_it_is_whole(opened):
    released = opened / "release/ps01_neuron/ps01_neuron.ipynb"
    released.write_text(MERGED, encoding="utf-8")
    assert len(prepare(opened, "student")) == 1
    assert os.listdir(opened / "workspace") == ["ps02_activations"]
    released.write_text(NOTEBOOK, encoding="utf-8")
    assert prepare(opened, "student") == []
    assert (opened / "workspace/ps01_neuron/ps01_neuron.ipynb").exists()


@pytest.mark.parametrize("name", ["table.csv", "data/table.csv"])
@pytest.mark.parametrize("to", ["nowhere", ".", "../..", "ps01_neuron.ipynb"])
def test_a_problem_set_with_a_link_is_not_copied_and_keeps_no_other_from_it(
    opened, name, to
):
    link = opened / "release/ps01_neuron" / name
    link.parent.mkdir(exist_ok=True)
    link.symlink_to(to)
    (sentence,) = prepare(opened, "student")
    assert sentence.startswith("No copy in workspace could be made of ps01_neuron: ")
    assert sentence.endswith("table.csv is a link: put there what it leads to.")
    assert os.listdir(opened / "workspace") == ["ps02_activations"]


def test_a_problem_set_without_its_notebook_is_not_copied_until_it_is_there(opened):
    released = opened / "release/ps01_neuron/ps01_neuron.ipynb"
    released.rename(released.with_name("other.ipynb"))
    (sentence,) = prepare(opened, "student")
    said = "No copy in workspace could be made of ps01_neuron: "
    assert sentence == said + "ps01_neuron.ipynb is missing."
    assert os.listdir(opened / "workspace") == ["ps02_activations"]
    released.write_text(NOTEBOOK, encoding="utf-8")
    assert prepare(opened, "student") == []
    assert (opened / "workspace/ps01_neuron/ps01_neuron.ipynb").exists()
    released.unlink()
    assert prepare(opened, "student") == [], "the student has a copy already"


@pytest.mark.parametrize("where", ["metadata", "source"])
def test_a_notebook_that_cannot_be_signed_keeps_no_other_from_it(opened, where):
    odd = json.loads(NOTEBOOK)
    if where == "metadata":
        odd["metadata"]["a"] = "\ud800"
    else:
        odd["cells"][0]["source"] = "\ud800"
    path = opened / "notebooks/00_odd.ipynb"
    path.write_text(json.dumps(odd), encoding="utf-8")
    (sentence,) = prepare(opened, "student")
    assert sentence.startswith("Stored pictures of notebooks/00_odd.ipynb stay hidden")
    assert "surrogates not allowed" in sentence and sentence.isprintable()
    for whole in opened.glob("*/**/*.ipynb"):
        assert whole == path or trusted(whole)


@pytest.mark.parametrize("name", ["notebooks", "release"])
@pytest.mark.parametrize("kind", ["missing", "file"])
def test_a_folder_of_the_course_that_is_not_there_is_one_sentence(opened, name, kind):
    shutil.rmtree(opened / name)
    if kind == "file":
        (opened / name).write_text("", encoding="utf-8")
    (sentence,) = prepare(opened, "student")
    assert sentence.startswith(f"{name} is missing, or no folder: no ")
    assert name == "notebooks" or trusted(opened / "notebooks/01_neuron.ipynb")


@pytest.mark.parametrize("role", ["student", "instructor"])
def test_only_an_instructor_needs_the_exchange(opened, role):
    assert prepare(opened, role) == []
    assert (opened / "exchange").exists() == (role == "instructor")


@pytest.mark.parametrize("name", ["workspace", "exchange"])
def test_a_file_in_the_place_of_a_folder_is_one_sentence(opened, name):
    (opened / name).write_text("", encoding="utf-8")
    (sentence,) = prepare(opened, "instructor")
    assert name in sentence
    assert trusted(opened / "notebooks/01_neuron.ipynb")


def test_signatures_that_cannot_be_kept_are_one_sentence(opened, monkeypatch):
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(opened / "notebooks/01_neuron.ipynb/x"))
    (sentence,) = prepare(opened, "student")
    assert sentence.startswith("Stored pictures stay hidden until cells are run (")
    assert (opened / "workspace/ps01_neuron/ps01_neuron.ipynb").exists()


def test_a_name_that_no_terminal_can_show_is_told_in_other_letters(opened):
    (opened / "notebooks" / os.fsdecode(b"a\xff\nb.ipynb")).mkdir()
    (sentence,) = prepare(opened, "student")
    assert sentence == r"notebooks/a\udcff\nb.ipynb was skipped: it is a folder."


UNPRIVILEGED = """
import ctypes, sys
from pathlib import Path
from autograder.authoring.workspace import prepare
# Root may read and write all, but for this: no capabilities, capset(2), version 3.
header, none = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()
assert ctypes.CDLL(None).capset(header, none) == 0
print(*prepare(Path(sys.argv[1]), "student"), sep="\\n")
"""


@pytest.mark.skipif(sys.platform != "linux", reason="takes root's rights by capset")
def test_files_without_permission_to_read_or_write_are_named(opened):
    (opened / "notebooks/02_activations.ipynb").chmod(0)
    opened.chmod(0o555)
    run = subprocess.run(
        [sys.executable, "-c", UNPRIVILEGED, str(opened)],
        env=os.environ | {"JUPYTER_DATA_DIR": str(opened / "data"), "HOME": "/"},
        capture_output=True,
        encoding="utf-8",
        cwd=ROOT,
    )
    opened.chmod(0o755)
    assert run.stdout.splitlines() == [
        "Stored pictures stay hidden until cells are run "
        "(PermissionError: Permission denied).",
        "notebooks/02_activations.ipynb was skipped: Permission denied.",
        "No copy in workspace could be made of ps01_neuron, ps02_activations: "
        "Permission denied.",
    ], run.stderr


# --- the configuration ---


@pytest.mark.parametrize(
    "content, why",
    {
        MERGED: "it is not JSON",
        "[]": "it is no JSON object",
        "": "it is not JSON",
        "[" * 99_999: "it is nested too deeply",
        None: "it is no file",
    }.items(),
    ids=range(5),
)
def test_settings_that_jupyterlab_cannot_read_are_named(tmp_path, content, why):
    copy_folder(ROOT / "assets/jupyterlab", tmp_path / "assets/jupyterlab")
    broken = tmp_path / "assets/jupyterlab/student/page_config.json"
    if content is None:  # reading a pipe would wait for ever
        broken.unlink()
        os.mkfifo(broken)
    else:
        broken.write_text(content, encoding="utf-8")
    assert broken_settings(tmp_path, "instructor") == []
    (sentence,) = broken_settings(tmp_path, "student")
    assert sentence.endswith(f"student/page_config.json was skipped: {why}.")


def configured(root: Path) -> dict:
    """What jupyter_lab_config.py of a folder sets."""
    from traitlets.config import Config

    config = Config()
    runpy.run_path(root / "jupyter_lab_config.py", {"get_config": lambda: config})
    return config.LabApp


@pytest.mark.parametrize("given", [None, "", "student", "instructor"])
def test_who_is_no_instructor_is_a_student(opened, given, monkeypatch):
    if given is None:
        monkeypatch.delenv("COURSE_ROLE", raising=False)
    else:
        monkeypatch.setenv("COURSE_ROLE", given)
    shutil.copy(ROOT / "jupyter_lab_config.py", opened)
    role = given or "student"
    assert role_in(os.environ) == role
    settings = configured(opened).app_settings_dir
    assert settings == str(opened / "assets/jupyterlab" / role)


def test_another_role_is_refused_in_a_sentence(opened, monkeypatch):
    monkeypatch.setenv("COURSE_ROLE", "teacher")
    shutil.copy(ROOT / "jupyter_lab_config.py", opened)
    with pytest.raises(SystemExit, match="COURSE_ROLE is 'teacher': it can be student"):
        configured(opened)


def test_what_cannot_be_read_takes_nothing_from_the_configuration(opened, monkeypatch):
    monkeypatch.delenv("COURSE_ROLE", raising=False)
    shutil.copy(ROOT / "jupyter_lab_config.py", opened)
    copy_folder(ROOT / "assets/jupyterlab", opened / "assets/jupyterlab")
    (opened / "notebooks/03.ipynb").write_text("", encoding="utf-8")
    (opened / "assets/jupyterlab/student/overrides.json").write_text("{", "utf-8")
    lab = configured(opened)
    assert lab.default_url == "/lab/tree/notebooks/start.md"
    assert "app_settings_dir" not in lab


# --- what moves without a kernel ---


def listed(course) -> list[str]:
    return json.loads((course / STORED / "index.json").read_text("utf-8"))


def test_the_stored_frames_are_listed_anew_at_each_start(course):
    (course / STORED).parent.mkdir(parents=True)
    prepare(course, "student")
    assert listed(course) == []
    for cell in ("b1", "a0"):
        (course / STORED / "01_neuron").mkdir(exist_ok=True)
        (course / STORED / "01_neuron" / f"{cell}.json.gz").write_bytes(b"")
    prepare(course, "student")
    assert listed(course) == ["01_neuron/a0", "01_neuron/b1"]
    shutil.rmtree(course / STORED / "01_neuron")
    prepare(course, "student")
    assert listed(course) == []


def test_a_course_without_the_page_s_part_has_no_list(course):
    prepare(course, "student")
    assert not (course / STORED).exists()
