"""Whatever is handed in is graded, or refused in one sentence; no text is lost."""

import base64
import contextlib
import copy
import io
import json
import os
import re
import subprocess
import time
import zipfile
from datetime import datetime
from pathlib import Path

import nbformat
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from autograder.intake import files, names, reading, rebuilding

NAME = "ps99"
STUB = "def {0}(x):\n    raise NotImplementedError()"
ANSWER = {
    "double": "def double(x):\n    return 2 * x",
    "square": "def square(x):\n    return x**2  # √",
    "why": "Because $a<b$.",
}
SOLVED = {"test-double", "test-square"}


def cell(make, name, source, solution=False, points=None):
    meta = {"grade_id": name, "schema_version": 3, "task": False, "solution": solution}
    meta |= {"grade": points is not None, "locked": not solution}
    meta |= {} if points is None else {"points": points}
    return make(source, id=name, metadata={"nbgrader": meta})


RELEASED = new_notebook(
    metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}},
    cells=[
        cell(new_markdown_cell, "intro", "# Problem set"),
        cell(new_code_cell, "imports", "import math"),
        cell(new_code_cell, "double", STUB.format("double"), solution=True),
        cell(new_code_cell, "test-double", "assert double(3) == 6", points=1),
        cell(new_code_cell, "square", STUB.format("square"), solution=True),
        cell(new_code_cell, "test-square", "assert square(3) == 9", points=2),
        cell(new_markdown_cell, "why", "YOUR ANSWER HERE", solution=True, points=3),
    ],
)


def right():
    """Cells with all answers in them, as JSON."""
    cells = json.loads(nbformat.writes(RELEASED))["cells"]
    for one in cells:
        one["source"] = ANSWER.get(one["id"], "".join(one["source"]))
    return cells


def at(cells, name):
    return next(one for one in cells if rebuilding.grade_id(one) == name)


def extra(source, kind="code"):
    return {"cell_type": kind, "metadata": {}, "source": source}


@pytest.fixture
def folder(tmp_path):
    path = tmp_path / "submitted" / "ada" / NAME
    path.mkdir(parents=True)
    return path


@pytest.fixture
def take(folder):
    """Hands in cells, other JSON, a text or bytes, and takes them in."""

    def take(handed_in, file=f"{NAME}.ipynb"):
        if isinstance(handed_in, list):
            handed_in = {"nbformat": 4, "nbformat_minor": 5, "cells": handed_in}
        if not isinstance(handed_in, bytes | str):
            handed_in = json.dumps(handed_in)
        if isinstance(handed_in, str):
            handed_in = handed_in.encode()
        (folder / file).write_bytes(handed_in)
        taken = rebuilding.take(folder, NAME, RELEASED)
        assert (folder / file).read_bytes() == handed_in
        assert (taken.notebook is None) == bool(taken.fault)
        for sentence in [*taken.notes, *filter(None, [taken.fault])]:
            assert sentence[-1] == "." and "\n" not in sentence
        return taken

    return take


def graded(taken):
    """The names of the tests that pass when the notebook is run from its top."""
    namespace, passed = {}, set()
    for one in taken.notebook.cells:
        if one.cell_type == "code":
            try:
                exec(one.source, namespace)
            except Exception:
                continue
            passed.add(rebuilding.grade_id(one))
    return {name for name in passed if name.startswith("test-")}


def assert_as_released(taken):
    """But for answers, the cells with a name are the released ones."""
    nbformat.validate(taken.notebook)
    ours = [one for one in taken.notebook.cells if rebuilding.grade_id(one)]
    assert len(ours) == len(RELEASED.cells)
    for one, released in zip(ours, RELEASED.cells, strict=True):
        answer = released.metadata.nbgrader.solution
        assert {**one, "source": ""} == {**released, "source": ""}
        assert answer or one.source == released.source
    assert taken.notebook.metadata == RELEASED.metadata
    others = [one for one in taken.notebook.cells if not rebuilding.grade_id(one)]
    assert all(one.metadata == {} for one in others)


def sources(taken):
    return [one.source for one in taken.notebook.cells]


def test_a_right_hand_in_needs_no_repair(take):
    taken = take(right())
    assert (taken.notes, taken.files) == ((), {})
    assert graded(taken) == SOLVED
    assert at(taken.notebook.cells, "why").source == ANSWER["why"]
    assert_as_released(taken)


def test_an_untouched_notebook_stays_as_it_is(take):
    taken = take(nbformat.writes(RELEASED))
    assert taken.notebook == RELEASED and taken.notes == ()


def test_the_released_notebook_is_not_changed(take):
    before = copy.deepcopy(RELEASED)
    take(right()).notebook.cells[0].metadata.clear()
    assert before == RELEASED


# --- cells ---


@pytest.mark.parametrize("name", ["intro", "imports", "test-double", "test-square"])
def test_a_deleted_cell_is_back(take, name):
    taken = take([one for one in right() if rebuilding.grade_id(one) != name])
    assert taken.notes == (f"The cell '{name}' was missing and is back.",)
    assert graded(taken) == SOLVED
    assert_as_released(taken)


def test_a_deleted_answer_is_told(take):
    taken = take([one for one in right() if rebuilding.grade_id(one) != "double"])
    assert taken.notes == (
        "The cell 'double' was missing and is back without an answer.",
    )
    assert graded(taken) == {"test-square"}
    assert_as_released(taken)


def test_a_student_s_cell_runs_before_a_test_that_was_deleted(take):
    cells = [
        c for c in right() if rebuilding.grade_id(c) not in ("double", "test-double")
    ]
    taken = take([*cells[:2], extra("double = lambda x: 2 * x"), *cells[2:]])
    assert graded(taken) == SOLVED
    assert_as_released(taken)


def test_a_doubled_cell_runs_as_it_did_for_the_student(take):
    cells = right()
    at(cells, "double")["source"] = "def double(x):\n    return 0"
    again = copy.deepcopy(at(right(), "double"))
    taken = take([*cells[:3], again, *cells[3:]])
    assert taken.notes == (
        "The cell 'double' was there more than once; the first keeps the name,"
        " and all run.",
    )
    assert graded(taken) == SOLVED, "the last definition counts"
    assert_as_released(taken)


@pytest.mark.parametrize("place", [0, 1])
def test_an_untouched_copy_never_counts(take, place):
    stub = json.loads(nbformat.writes(RELEASED))["cells"][2]
    cells = right()
    cells.insert(2 + place, stub)
    taken = take(cells)
    assert graded(taken) == SOLVED and sources(taken) == sources(take(right()))


@pytest.mark.parametrize("named", [True, False])
def test_both_halves_of_a_split_cell_run(take, named):
    cells = right()
    whole = at(cells, "double")
    half = copy.deepcopy(whole) if named else extra("")
    whole["source"] = "def twice(x):\n    return 2 * x"
    half["source"] = "double = twice"
    taken = take([*cells[:3], half, *cells[3:]])
    assert graded(taken) == SOLVED
    assert_as_released(taken)


def test_order_is_put_right(take):
    taken = take(right()[::-1])
    assert taken.notes == (
        "The cells stood in another order and are as released again.",
    )
    assert graded(taken) == SOLVED
    assert_as_released(taken)


@pytest.mark.parametrize("name", ["double", "why", "test-double", "intro"])
@pytest.mark.parametrize("kind", ["code", "markdown", "raw", "video", None, 3])
def test_another_type_is_put_right(take, name, kind):
    cells = right()
    old, at(cells, name)["cell_type"] = at(cells, name)["cell_type"], kind
    taken = take(cells)
    said = (f"The cell '{name}' had another type and is mended.",)
    assert taken.notes == (() if kind == old else said)
    assert graded(taken) == SOLVED
    assert at(taken.notebook.cells, "why").source == ANSWER["why"]
    assert_as_released(taken)


@pytest.mark.parametrize(
    "change",
    [
        {"points": 525},
        {"points": None},
        {"grade": False},
        {"locked": 1.5},
        {"solution": True},
        {"task": True},
        {"schema_version": 1},
        {"schema_version": 99},
    ],
    ids=json.dumps,
)
def test_settings_are_put_right(take, change):
    cells = right()
    at(cells, "test-double")["metadata"]["nbgrader"].update(change)
    taken = take(cells)
    assert taken.notes == ("The cell 'test-double' had other settings and is mended.",)
    assert_as_released(taken)


def test_other_metadata_is_dropped_without_a_word(take):
    cells = right()
    cells[0]["metadata"]["tags"] = ["raises-exception"]
    cells.append(extra("1 / 0") | {"metadata": {"tags": ["skip-execution"]}})
    taken = take({"cells": cells, "metadata": {"kernelspec": {"name": "bash"}}})
    assert taken.notes == ()
    assert_as_released(taken)


@pytest.mark.parametrize(
    "one, other", [("double", "square"), ("double", "test-square")]
)
def test_swapped_names_are_put_right(take, one, other):
    cells = right()
    a, b = at(cells, one), at(cells, other)
    a["metadata"], b["metadata"] = b["metadata"], a["metadata"]
    taken = take(cells)
    assert at(taken.notebook.cells, one).source == ANSWER[one]
    assert graded(taken) == SOLVED and len(taken.notes) == 1
    assert_as_released(taken)


def test_invented_names_are_ignored(take):
    cell = extra("y = 1") | {
        "metadata": {"nbgrader": {"grade_id": "bonus", "points": 9}}
    }
    taken = take([*right(), cell])
    assert "y = 1" in sources(taken) and "does not have" in taken.notes[0]
    assert_as_released(taken)


@pytest.mark.parametrize(
    "meta", [None, 1, [], {"grade_id": ["double"]}, {"nbgrader": 0}]
)
@pytest.mark.parametrize("level", ["metadata", "nbgrader"])
def test_without_names_answers_are_found_by_their_functions(take, meta, level):
    cells = right()
    for one in cells:
        one["metadata"] = meta if level == "metadata" else {"nbgrader": meta}
    taken = take(cells)
    assert graded(taken) == SOLVED
    assert ANSWER["why"] in sources(taken)
    assert_as_released(taken)


def test_an_answer_below_an_untouched_stub_stays_where_it_is(take):
    """What it needs may stand between them."""
    cells = json.loads(nbformat.writes(RELEASED))["cells"]
    more = extra("from functools import cache"), extra("@cache\n" + ANSWER["double"])
    taken = take([*cells[:3], *more, *cells[3:]])
    assert graded(taken) == {"test-double"} and taken.notes == ()


def test_a_changed_test_is_put_back_and_its_text_stays(take):
    cells = right()
    at(cells, "test-double")["source"] = "double(7)"
    taken = take(cells)
    assert "'test-double' may not be changed" in taken.notes[0]
    found = sources(taken)
    assert found[found.index("double(7)") - 1] == "assert double(3) == 6"
    assert_as_released(taken)


def test_blanks_and_line_ends_are_no_change(take):
    cells = right()
    for one in cells:
        one["source"] = one["source"].replace("\n", "  \r\n") + "\r\n\r\n"
    taken = take(cells)
    assert taken.notes == () and graded(taken) == SOLVED
    assert "\r" not in nbformat.writes(taken.notebook)


def test_a_student_s_own_cells_stay_where_they_stood(take):
    cells = right()
    more = [extra(f"a = {i}", "code" if i % 2 else "markdown") for i in range(8)]
    mixed = [one for pair in zip(more, cells, strict=False) for one in pair]
    taken = take([*mixed, more[-1]])
    assert taken.notes == ()
    assert sources(taken) == [one["source"] for one in [*mixed, more[-1]]]
    assert_as_released(taken)


def test_pictures_in_a_text_stay(take):
    cells, picture = right(), {"image/png": "iVBORw0KGgo="}
    at(cells, "why")["attachments"] = {
        "a.png": {**picture, "text/html": "<script>"},
        "b.png": {"image/png": '" onerror="alert(1)'},
        "c.png": ["iVBORw0KGgo="],
    }
    taken = take(cells)
    assert at(taken.notebook.cells, "why").attachments == {
        "a.png": picture,
        "b.png": {},
    }
    nbformat.validate(taken.notebook)


def test_too_much_is_left_out_and_told(take, monkeypatch):
    monkeypatch.setattr(rebuilding, "MAX_TEXT", 100)
    monkeypatch.setattr(rebuilding, "MAX_EXTRA", 3)
    few = [extra(f"b = {i}") for i in range(5)]
    long, many = take([*right(), extra("#" * 101), *few]).notes
    assert "more than 100 characters were left out (1)" in long
    assert many.startswith("Of the extra cells, 2 were left out")


@pytest.mark.parametrize("source", [None, 3, {}, ["def f(", None, "): 0"]])
def test_a_text_of_another_kind_is_read_as_far_as_it_is_text(take, source):
    taken = take([*right(), extra(source)])
    assert graded(taken) == SOLVED
    assert ("def f(): 0" in sources(taken)) == isinstance(source, list)


def test_deep_nesting_does_no_harm(take):
    """Python reads some hundred levels; then the file is refused."""
    meta = {"nbgrader": {"grade_id": "double", "points": "DEEP"}}
    odd = {"cell_type": "DEEP", "attachments": "DEEP", "metadata": meta, "source": "y"}
    text, refused = json.dumps({"cells": [*right(), odd]}), []
    for depth in range(100, 1100, 50):
        taken = take(text.replace('"DEEP"', "[" * depth + "]" * depth))
        refused.append(bool(taken.fault))
        assert taken.fault or graded(taken) == SOLVED
    assert not refused[0] and refused == sorted(refused)


@pytest.mark.parametrize("odd", [1, None, "cell", [], {}, {"cell_type": "code"}])
def test_what_is_no_cell_is_passed_over(take, odd):
    taken = take([odd, *right(), odd])
    assert taken.notes == () and graded(taken) == SOLVED


def test_notes_are_the_first_cell(take):
    taken = take(right()[1:], f"{NAME} <i>.ipynb")
    first = taken.notebook.cells[0].source
    assert len(taken.notes) == 2 and "<i>" not in first and "&lt;i&gt;" in first
    assert [line[2:] for line in first.splitlines()[3:]] == [taken.notes[1]]


# --- files ---


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe\x00",
        nbformat.writes(RELEASED)[:300],
        "[" * 100_000,
        '{"cells":' * 100_000,
        "<html>Sign in</html>",
    ],
    ids=["empty", "binary", "cut off", "deep", "deeper", "html"],
)
def test_what_is_not_json_is_refused(take, content):
    assert take(content).fault.startswith("ps99.ipynb is not JSON, as a notebook is: t")


@pytest.mark.parametrize(
    "content",
    [[1], {}, "null", '"cells"', "3", {"cells": {}}, {"worksheets": [1]}],
    ids=json.dumps,
)
def test_other_json_is_refused(take, content):
    content = json.dumps(content) if isinstance(content, list) else content
    assert take(content).fault.startswith("ps99.ipynb is not a notebook: take a fresh")


@pytest.mark.parametrize("cells", [[], [extra("x = 1")], [extra("")]])
def test_another_notebook_is_refused(take, cells):
    assert take(cells).fault.startswith("ps99.ipynb has no cell of this problem set: ")


@pytest.mark.parametrize("version", [3, 2])
def test_an_old_format_is_converted(take, version):
    old = nbformat.convert(nbformat.from_dict({**RELEASED, "cells": right()}), 3)
    for one in old.worksheets[0].cells:
        one.get("metadata", {}).pop("collapsed", None)
    old.nbformat = version
    taken = take(json.dumps(old))
    assert taken.notes == (
        "The notebook was saved in an old format and was converted.",
    )
    assert graded(taken) == SOLVED
    assert_as_released(taken)


@pytest.mark.parametrize("version", [None, "four", 4.5, 5, [], -1])
def test_the_version_of_a_notebook_with_cells_does_not_matter(take, version):
    taken = take({"nbformat": version, "cells": right()})
    assert taken.notes == () and graded(taken) == SOLVED


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32-le"])
def test_other_encodings_are_read(take, encoding):
    text = json.dumps({"cells": right()}, ensure_ascii=False)
    taken = take(text.encode(encoding))
    assert taken.notes == () and "√" in at(taken.notebook.cells, "square").source


def test_bytes_that_are_no_characters_are_told(take):
    text = json.dumps({"cells": right()}, ensure_ascii=False)
    taken = take(text.encode().replace("√".encode(), b"\xff"))
    assert graded(taken) == SOLVED and "no characters" in taken.notes[0]


def test_odd_numbers_and_half_characters_do_no_harm(take, folder):
    cells = right()
    at(cells, "double")["execution_count"] = math_and_more = float("nan")
    at(cells, "double")["source"] += "  # \ud800"
    text = json.dumps({"cells": cells, "nbformat": 4, "odd": math_and_more})
    taken = take(text.replace('"nbformat": 4', '"nbformat": ' + "9" * 5000))
    assert graded(taken) == SOLVED
    nbformat.write(taken.notebook, folder / "again.ipynb")


def test_a_missing_notebook_is_named(folder):
    taken = rebuilding.take(folder, NAME, RELEASED)
    want = "There is no file ps99.ipynb: hand in the notebook under this name."
    assert taken.fault == want
    assert rebuilding.take(folder / "nowhere", NAME, RELEASED).fault == want


@pytest.mark.parametrize("file", ["PS99 (1).IPYNB", "inner/ps99.ipynb", "x\n.ipynb"])
def test_a_misnamed_notebook_is_found(take, folder, file):
    (folder / "inner").mkdir()
    taken = take(right(), file)
    assert graded(taken) == SOLVED
    assert "in its place: ps99.ipynb is not there." in taken.notes[0]


def test_the_notebook_with_answers_counts(take):
    take(right(), "ps99-copy.ipynb")
    for other in (nbformat.writes(RELEASED), "cut off"):
        taken = take(other)
        assert graded(taken) == SOLVED
        assert taken.notes[0].startswith("ps99-copy.ipynb was graded in its place: ")
    taken = take(right()[1:])
    assert taken.notes[-1] == "The notebook ps99-copy.ipynb was not graded."


def test_a_large_file_is_refused(take, monkeypatch):
    monkeypatch.setattr(reading, "MAX_NOTEBOOK", 2**20)
    assert "more than 1 MB: clear the outputs" in take(" " * (2**20 + 1)).fault


def test_links_are_not_followed(folder, tmp_path):
    secret = tmp_path / "submitted" / "bob" / NAME
    secret.mkdir(parents=True)
    (secret / f"{NAME}.ipynb").write_text(
        json.dumps({"cells": right()}), encoding="utf-8"
    )
    (folder / f"{NAME}.ipynb").symlink_to(secret / f"{NAME}.ipynb")
    assert "is no file" in rebuilding.take(folder, NAME, RELEASED).fault
    (folder / f"{NAME}.ipynb").unlink()
    (folder / "inner").symlink_to(secret)
    assert "There is no file" in rebuilding.take(folder, NAME, RELEASED).fault
    folder.with_name("whole").symlink_to(secret)
    assert (
        "is a link" in rebuilding.take(folder.with_name("whole"), NAME, RELEASED).fault
    )


def test_a_notebook_that_is_no_file_is_refused(folder):
    os.mkfifo(folder / f"{NAME}.ipynb")
    assert "is no file" in rebuilding.take(folder, NAME, RELEASED).fault


def test_safe_files_go_along_and_others_are_told(take, folder, monkeypatch):
    monkeypatch.setattr(files, "MAX_FILE", 1000)
    for name in ("data/x.csv", "my_module.py", "numpy.txt"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("1,2", encoding="utf-8")
    for name in (".hidden/a", ".DS_Store", "__pycache__/a.pyc"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).touch()
    safe = ["data/x.csv", "my_module.py", "numpy.txt"]
    taken = take(right())
    assert (sorted(map(str, taken.files)), taken.notes) == (safe, ())

    (folder / "numpy").mkdir()
    for name in ("numpy.py", "random.py", "numpy/__init__.py"):
        (folder / name).touch()
    (folder / "large").write_bytes(b"0" * 1001)
    (folder / "link").symlink_to("/etc/passwd")
    (folder / "folder").symlink_to("/etc")
    (folder / "dangling").symlink_to("nowhere")
    os.mkfifo(folder / "pipe")
    with open(os.fsencode(folder) + b"/\xff.txt", "wb"):
        pass
    taken = take(right())
    assert sorted(map(str, taken.files)) == safe
    (note,) = taken.notes
    assert re.fullmatch(r"The files .* and 4 more were left out\.", note)


def test_files_in_the_notebook_s_own_folder_lie_beside_it(take, folder):
    (folder / "work/data").mkdir(parents=True)
    for name in ("work/helpers.py", "work/data/x.csv", "helpers.py", "other.csv"):
        (folder / name).write_text(name, encoding="utf-8")
    for name in ("work/numpy.py", "work/timestamp.txt"):
        (folder / name).touch()
    taken = take(right(), f"work/{NAME}.ipynb")
    assert {str(path): data.decode() for path, data in taken.files.items()} == {
        "helpers.py": "work/helpers.py",
        "data/x.csv": "work/data/x.csv",
        "other.csv": "other.csv",
    }
    assert "numpy.py" in taken.notes[-1] and "left out" in taken.notes[-1]


def test_files_that_are_more_than_a_sandbox_takes_are_left_out(
    take, folder, monkeypatch
):
    monkeypatch.setattr(files, "MAX_ALL", 1000)
    for number in range(3):
        (folder / f"{number}.csv").write_bytes(b"0" * 400)
    taken = take(right())
    assert len(taken.files) == 2 and graded(taken) == SOLVED
    assert taken.notes == ("The file 2.csv was left out.",)


def test_when_it_was_handed_in_is_read_or_told(take, folder):
    assert take(right()).handed_in is None and take(right()).notes == ()
    when = folder / "timestamp.txt"
    when.write_text("2026-03-01 13:00:00 +0100", encoding="utf-8")
    taken = take(right())
    assert taken.handed_in == datetime(2026, 3, 1, 12) and taken.notes == ()
    assert taken.files == {}
    for text in ("soon", "1" * 30 + "a", "0001-01-01 00:00:00 UTC", "9" * 9_000_000):
        when.write_text(text, encoding="utf-8")
        taken = take(right())
        assert taken.handed_in is None and taken.files == {}
        (note,) = taken.notes
        assert note.startswith("timestamp.txt holds no time that is understood ('")
        assert note.endswith("a person has to say whether this is late.")
        assert len(note) < 150
    when.unlink()
    when.symlink_to("/etc/hostname")
    assert "no time that is understood ('')" in take(right()).notes[0]


def test_what_hides_the_program_or_the_notebook_is_left_out(take, folder):
    take(right(), f"{NAME} (1).ipynb")
    (folder / f"{NAME}.ipynb").mkdir()
    for name in ("__main__.py", f"{NAME}.ipynb/x.csv"):
        (folder / name).touch()
    taken = rebuilding.take(folder, NAME, RELEASED)
    assert graded(taken) == SOLVED and taken.files == {}
    assert "were left out" in taken.notes[-1]


def test_folders_in_one_another_without_end_are_not_entered(take, folder):
    deep = os.open(folder, os.O_RDONLY)
    for _ in range(1100):  # a path of that length cannot be said at once
        os.mkdir("d", dir_fd=deep)
        below = os.open("d", os.O_RDONLY, dir_fd=deep)
        os.close(deep)
        deep = below
    os.close(deep)
    taken = take(right())
    assert graded(taken) == SOLVED and taken.files == {}
    subprocess.run(["rm", "-r", folder / "d"], check=True)  # pytest cannot


PARTS = st.sampled_from(
    [
        *(f"{NAME}.ipynb", f"{NAME} (1).ipynb", f"{NAME}.ipynb.txt", "a.zip", "x", ""),
        *("timestamp.txt", "__main__.py", "__init__.py", "numpy", "numpy.py", "a\nb"),
        *("\u202e.csv", ".hidden", "data", "-rf", "%s", "{}", "CON", "a" * 200),
    ]
)
KINDS_OF_FILE = st.sampled_from(["folder", "link", "pipe", "shut", "right"])


@given(
    files=st.dictionaries(
        st.lists(PARTS, min_size=1, max_size=4).map("/".join),
        KINDS_OF_FILE | st.binary(max_size=60),
        max_size=8,
    )
)
@settings(max_examples=60)
def test_no_folder_is_a_crash(tmp_path_factory, files):
    folder = tmp_path_factory.mktemp("fuzz")
    for name, what in files.items():
        path = folder / name.strip("/")
        with contextlib.suppress(OSError):  # a file stands where a folder should
            path.parent.mkdir(parents=True, exist_ok=True)
            match what:
                case bytes():
                    path.write_bytes(what)
                case "folder":
                    path.mkdir()
                case "link":
                    path.symlink_to("/")
                case "pipe":
                    os.mkfifo(path)
                case "shut":
                    path.touch(0o000)
                case "right":
                    whole = {"nbformat": 4, "nbformat_minor": 5, "cells": right()}
                    path.write_text(json.dumps(whole), encoding="utf-8")
    taken = rebuilding.take(folder, NAME, RELEASED)
    assert bool(taken.fault) != bool(taken.notebook)
    assert all((folder / file).is_file() for file in taken.files)


def test_a_thousand_files_are_too_many(take, folder):
    for number in range(1000):
        (folder / f"{number}.csv").touch()
    taken = take(right())
    assert len(taken.files) == files.MAX_FILES and graded(taken) == SOLVED


def test_a_notebook_that_is_gone_meanwhile_is_refused(folder):
    with pytest.raises(reading.RefusedError, match="cannot be read"):
        list(reading.readings(folder, Path("nowhere.ipynb")))


# --- words that belong to nobody ---

ESSAY = "Any labels fit: flip coins, and measure on new images."


def without(cells, *names):
    return [one for one in cells if rebuilding.grade_id(one) not in names]


def unmarked(cells):
    return [one | {"metadata": {}} for one in cells]


def stub_of(name):
    return copy.deepcopy(at(json.loads(nbformat.writes(RELEASED))["cells"], name))


def essays():
    """Hand-ins whose essay is not in its cell."""
    cells, code = without(right(), "why"), without(right(), "why")
    for kind in ("markdown", "raw", "code"):
        yield f"a new {kind} cell", [*cells, extra(ESSAY, kind)]
        yield f"{kind} on top", [extra(ESSAY, kind), *cells, stub_of("why")]
        yield f"{kind} below", [*cells, stub_of("why"), extra(ESSAY, kind)]
        yield f"{kind} above", [*cells, extra(ESSAY, kind), stub_of("why")]
    yield "no metadata", unmarked([*cells, extra(ESSAY, "markdown")])
    renamed = at(right(), "why") | {"source": ESSAY}
    renamed["metadata"]["nbgrader"]["grade_id"] = "old-name"
    yield "another name", [*cells, renamed]
    for text in (f"# {ESSAY}", f'"""{ESSAY}"""', f"print('{ESSAY}')", f'a = "{ESSAY}"'):
        yield text[:6], [*code, stub_of("why"), extra(text)]
    inside = right()
    at(inside, "why")["source"] = stub_of("why")["source"]
    at(inside, "intro")["source"] += f"\n\n{ESSAY}"
    yield "in a text", inside


@pytest.mark.parametrize("name, cells", list(essays()))
def test_an_essay_reaches_who_marks_it(take, name, cells):
    taken = take(cells)
    assert ESSAY in at(taken.notebook.cells, "why").source
    assert any("a person reads" in note for note in taken.notes)
    assert graded(taken) == SOLVED
    assert_as_released(taken)


def test_an_essay_in_two_cells_is_read_whole(take):
    parts = extra("It fits any labels.", "markdown"), extra("Flip coins.", "raw")
    taken = take([*without(right(), "why"), *parts])
    why = at(taken.notebook.cells, "why").source
    assert why == "It fits any labels.\n\nFlip coins."
    assert why.split("\n\n")[1] in sources(taken)


@pytest.mark.parametrize(
    "text, kind",
    [
        ("x = double(3)\nprint(x)", "code"),
        ("# test\nassert double(2) == 4", "code"),
        ("plt.plot(x, label='some words of it')", "code"),
        ("Ada Lovelace, 3 March", "markdown"),
        ("---", "markdown"),
    ],
)
def test_what_is_no_essay_is_not_taken_for_one(take, text, kind):
    cells = right()
    at(cells, "why")["source"] = stub = "YOUR ANSWER HERE"
    taken = take([extra(text, kind), *cells])
    assert taken.notes == ()
    assert at(taken.notebook.cells, "why").source == stub


def test_words_beside_an_answer_stay_there(take):
    taken = take([*right(), extra(ESSAY, "markdown")])
    assert taken.notes == () and sources(taken)[-1] == ESSAY


@pytest.mark.parametrize(
    "piece",
    ["a", "1", "a ", "\n", "'", '"""', "![", "<img ", "![a](", "](attachment:", "a ="],
)
@pytest.mark.parametrize("kind", ["code", "markdown"])
def test_no_text_keeps_the_intake_busy(take, piece, kind):
    text = "\nx" + piece * (150_000 // len(piece))
    start = time.process_time()
    take([*without(right(), "why"), extra(text, kind)])
    assert time.process_time() - start < 20


# --- pictures ---

PNG = b"\x89PNG\r\n\x1a\n" + bytes(1000)


def essay_with(take, text, **more):
    cells = right()
    at(cells, "why").update(source=text, **more)
    return at(take(cells).notebook.cells, "why")


@pytest.mark.parametrize("whole", [True, False])
def test_a_long_picture_in_a_text_becomes_an_attachment(take, whole):
    data = base64.b64encode(PNG * 300).decode() if whole else "A" * 300_000
    cell = essay_with(take, f"Words.\n\n![p](data:image/png;base64,{data})")
    assert cell.source == "Words.\n\n![p](attachment:inline-1)"
    assert list(cell.attachments["inline-1"]) == (["image/png"] if whole else [])


def test_a_picture_beside_the_notebook_becomes_an_attachment(take, folder):
    (folder / "a b.png").write_bytes(PNG)
    (folder / "c.png").write_bytes(b"\x89PNG")
    text = "![p](a%20b.png) ![q](./c.png) ![r](d.png) <img src='a%20b.png'>"
    cell = essay_with(take, text)
    assert [bool(data) for data in cell.attachments.values()] == [True, False, True]
    assert "d.png" in cell.source and cell.source.count("attachment:") == 3


@pytest.mark.parametrize("kind", ["image/jpg", "image/webp", "image/x-anything"])
def test_a_picture_is_what_its_bytes_say(take, kind):
    given = {"a\u202f1.png": {kind: base64.b64encode(PNG).decode()}}
    cell = essay_with(take, "![p](attachment:a.png)", attachments=given)
    assert list(cell.attachments["a\u202f1.png"]) == ["image/png"]


def test_of_a_text_that_is_too_long_the_beginning_is_kept(take, monkeypatch):
    monkeypatch.setattr(rebuilding, "MAX_TEXT", 1000)
    taken = take([*right(), extra("Words. " * 1000, "markdown")])
    assert len(sources(taken)[-1]) == 1001 and "the rest was left out" in taken.notes[0]


# --- answers in other cells, and in another order ---

BOTH = f"{ANSWER['double']}\n\n{ANSWER['square']}"


@pytest.mark.parametrize("kept", ["double", "square"])
@pytest.mark.parametrize("left", [True, False])
def test_answers_in_fewer_cells_count(take, kept, left):
    cells = right()
    at(cells, kept)["source"] = BOTH
    (other,) = {"double", "square"} - {kept}
    if left:
        at(cells, other)["source"] = stub_of(other)["source"]
    else:
        cells = without(cells, other)
    taken = take(cells)
    assert graded(taken) == SOLVED
    assert_as_released(taken)


@pytest.mark.parametrize("marked", [True, False])
def test_a_notebook_with_nothing_but_answers_counts(take, marked):
    whole = at(right(), "double") | {"source": BOTH}
    taken = take([whole, at(right(), "why")] if marked else unmarked([whole]))
    assert graded(taken) == SOLVED
    assert_as_released(taken)


@pytest.mark.parametrize("text", ["double = lambda x: 2 * x", ANSWER["double"]])
@pytest.mark.parametrize("place", [0, 2, 4, 7])
def test_a_definition_is_not_replaced_by_a_stub(take, text, place):
    for cells in (right(), without(right(), "double")):
        if len(cells) == 7:
            at(cells, "double")["source"] = stub_of("double")["source"]
        cells.insert(place, extra(text))
        taken = take(cells)
        assert graded(taken) == SOLVED
        assert_as_released(taken)


def test_helpers_run_in_the_order_in_which_they_ran(take):
    """In the file, by the numbers beside the cells, or before the tests."""
    cells = right()
    at(cells, "double")["source"] = "def double(x):\n    return times(x, 2)"
    helper = "def times(x, y):\n    return x * y\n\n"
    at(cells, "square")["source"] = helper + "def square(x):\n    return times(x, x)"
    square = at(cells, "square")
    moved = [*cells[:2], square, *without(cells[2:], "square")]
    taken = take(moved)
    assert graded(taken) == SOLVED
    assert taken.notes[-1].endswith("your code runs in your order.")
    assert_as_released(taken)
    assert graded(take(cells)) == SOLVED, "they ran before the tests were run again"
    for number, name in enumerate(["square", "double"], start=1):
        at(cells, name)["execution_count"] = number
    assert graded(take(cells)) == SOLVED


def test_an_answer_that_a_person_marks_stays_in_its_cell():
    slots = [
        rebuilding.order.Slot(n, "", True, False, True, True, False, True, None)
        for n in "ab"
    ]
    assert [p.name for p in rebuilding.order.best(slots, [])[0]] == ["a", "b"]


@pytest.mark.parametrize(
    "text", ["(" * 9000, "x" + ".a" * 60_000, "f(" * 300, "\0", "%%bash\nls", "def f("]
)
def test_no_text_stops_the_search_for_names(text):
    sources = ["def f(x):\n    return g(x)", text]
    found = names.of(sources)
    assert found[1] is None and found[0] in (None, {"binds": {"f": ["g"]}, "now": []})


# --- several files ---


def test_the_newer_of_two_downloads_counts(take):
    old = right()
    at(old, "double")["source"] = "def double(x):\n    return 0"
    take(old, "ps99 (1).ipynb")
    taken = take(right(), "ps99 (2).ipynb")
    assert graded(taken) == SOLVED
    first, last = taken.notes
    assert first.startswith("ps99 (2).ipynb was graded in its place: ")
    assert last == "The notebook ps99 (1).ipynb was not graded."
    assert graded(take(old)) == SOLVED, "the first download has no number"


def test_what_a_file_says_of_itself_counts_more_than_its_name(take):
    for day, file, cells in [("02", "ps99 (1)", right()), ("01", "ps99 (2)", right())]:
        when = {"execution": {"iopub.status.idle": f"2026-03-{day}T10:00:00Z"}}
        at(cells, "double")["metadata"] |= when
        if day == "01":
            at(cells, "double")["source"] = "def double(x):\n    return 0"
        taken = take(cells, f"{file}.ipynb")
    assert graded(taken) == SOLVED


def test_a_fresh_download_does_not_replace_the_answers(take):
    take(nbformat.writes(RELEASED), "ps99 (7).ipynb")
    assert graded(take(right())) == SOLVED


@pytest.mark.parametrize("file", ["ps99.ipynb.txt", "ps99.IPYNB.json"])
def test_a_second_ending_does_not_matter(take, file):
    assert graded(take(right(), file)) == SOLVED


def zipped(name, content):
    with io.BytesIO() as made:
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("__MACOSX/._ps99.ipynb", "no")
            archive.writestr(name, content)
        return made.getvalue()


def test_a_notebook_in_an_archive_is_read(take, monkeypatch):
    taken = take(zipped("ps99/ps99.ipynb", json.dumps({"cells": right()})), "a.zip")
    assert graded(taken) == SOLVED
    assert "The notebook was read from a.zip." in " ".join(taken.notes)
    assert "no notebook in a.zip" in take(zipped("a.txt", "x"), "a.zip").fault
    assert "a.zip cannot be opened" in take(b"PK\3\4", "a.zip").fault
    monkeypatch.setattr(reading, "MAX_NOTEBOOK", 2**20)
    bomb = zipped("ps99.ipynb", b" " * 2**24)
    assert "no notebook" in take(bomb, "a.zip").fault


def test_files_in_an_archive_go_along_with_its_notebook(take, folder):
    with zipfile.ZipFile(folder / "a.zip", "w") as archive:
        archive.writestr(f"ada/{NAME}.ipynb", json.dumps({"cells": right()}))
        old = f"ada/.ipynb_checkpoints/{NAME}-checkpoint.ipynb"
        archive.writestr(old, json.dumps({"cells": right()}))
        archive.writestr("ada/helpers.py", "1")
        archive.writestr("ada\\data\\x.csv", "2")
        archive.writestr("ada/data", "a file in the place of a folder")
        for name in ("../../up.py", "/abs.py", "ada/random.py", "ada/" + 300 * "a"):
            archive.writestr(name, "no")
        archive.writestr("ada/large", b"0" * (files.MAX_FILE + 1))
    taken = rebuilding.take(folder, NAME, RELEASED)
    assert graded(taken) == SOLVED
    found = {str(path): data for path, data in taken.files.items()}
    assert found == {"helpers.py": b"1", "data/x.csv": b"2"}
    *_, last = taken.notes
    assert last.startswith("The files") and "random.py" in last and "large" in last


def test_the_files_that_were_seen_are_named(folder):
    (folder / "answers.pdf").touch()
    fault = rebuilding.take(folder, NAME, RELEASED).fault
    assert fault.startswith("There is no file ps99.ipynb, only answers.pdf: hand in")


def test_what_a_windows_editor_wrote_is_read(take):
    cells = right()
    at(cells, "double")["source"] = "def double(größe):\n    return 2 * größe"
    text = json.dumps({"cells": cells}, ensure_ascii=False).replace("√", "v")
    taken = take(text.encode("cp1252"))
    assert graded(taken) == SOLVED and "Windows-1252" in taken.notes[0]


# --- anything ---

NAMES = [*(rebuilding.grade_id(one) for one in RELEASED.cells), "invented"]
TEXTS = st.text(max_size=30) | st.sampled_from(
    [*ANSWER.values(), *(one.source for one in RELEASED.cells), "def double(x): 0"]
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda more: st.lists(more) | st.dictionaries(st.text(), more),
    max_leaves=5,
)
PLACE = st.integers(0, 30)
EXAMPLES = settings(max_examples=200, deadline=None, database=None, derandomize=True)


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    return tmp_path_factory.mktemp("any") / f"{NAME}.ipynb"


@st.composite
def changed(draw):
    """The cells of a right hand-in after up to twelve changes."""
    cells = right()
    for _ in range(draw(st.integers(0, 12))):
        place = draw(PLACE) % (len(cells) + 1)
        here = cells[place - 1] if cells and place else extra("")
        meta = here.get("metadata")
        match draw(st.integers(0, 7)):
            case 0:
                del cells[place : place + 1]
            case 1:
                cells.insert(draw(PLACE) % (len(cells) + 1), copy.deepcopy(here))
            case 2:
                cells.insert(
                    draw(PLACE), cells.pop(place % len(cells)) if cells else {}
                )
            case 3:
                here["cell_type"] = draw(
                    st.sampled_from(["code", "markdown", "raw", 1])
                )
            case 4:
                here["source"] = draw(TEXTS)
            case 5:
                here["metadata"] = draw(JSON | st.just(extra("")))
            case 6:
                cells.insert(place, extra(draw(TEXTS)))
            case 7 if isinstance(meta, dict) and isinstance(meta.get("nbgrader"), dict):
                key = draw(st.sampled_from(["grade_id", "points", "locked", "grade"]))
                meta["nbgrader"][key] = draw(st.sampled_from(NAMES) | JSON)
    return cells


def flat(text):
    """A text as the intake may keep it: line ends, and no half characters."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.encode(errors="replace").decode()


@EXAMPLES
@given(cells=changed())
def test_no_change_loses_a_text_or_moves_a_test(path, cells):
    path.write_text(json.dumps({"nbformat": 4, "cells": cells}), encoding="utf-8")
    taken = rebuilding.take(path.parent, NAME, RELEASED)
    if taken.notebook is None:
        assert "has no cell of this problem set" in taken.fault
        assert not any(rebuilding.grade_id(one) in NAMES[:-1] for one in cells)
        return
    assert_as_released(taken)
    nbformat.writes(taken.notebook).encode()
    kept = {" ".join(text.split()) for text in sources(taken)}
    kept |= {" ".join(one.source.split()) for one in RELEASED.cells}
    assert {" ".join(flat(one["source"]).split()) for one in cells} - kept <= {""}


@EXAMPLES
@given(content=st.binary() | JSON.map(json.dumps).map(str.encode))
def test_no_file_is_a_crash(path, content):
    path.write_bytes(content)
    assert rebuilding.take(path.parent, NAME, RELEASED).fault


@EXAMPLES
@given(more=st.dictionaries(st.sampled_from(list(extra(""))), JSON), where=PLACE)
def test_no_cell_is_a_crash(path, more, where):
    cells = right()
    cells.insert(where % len(cells), more | {"attachments": more})
    path.write_text(json.dumps({"cells": cells}), encoding="utf-8")
    assert_as_released(rebuilding.take(path.parent, NAME, RELEASED))
