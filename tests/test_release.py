"""What students get is what the sources make, and gives nothing away."""

import os
import re
import subprocess
import sys
from base64 import b64decode
from io import BytesIO
from pathlib import Path

import nbformat
import numpy as np
import pytest
from matplotlib.image import imread

from autograder.authoring import build
from autograder.authoring.workspace import copy_folder

ROOT = Path(__file__).parents[1]
PROBLEM_SETS = build.problem_sets(ROOT)
LECTURES = build.lectures(ROOT)
GIVEN = {".ipynb", ".csv", ".npz"}
REGION = re.compile(
    r"### BEGIN (?:SOLUTION|HIDDEN TESTS)\n(.*?)### END (?:SOLUTION|HIDDEN TESTS)",
    re.DOTALL,
)


def stem(path):
    return path.stem


def committed(path):
    """Whether a file is one of the course, and not JupyterLab's copy of it."""
    return path.is_file() and ".ipynb_checkpoints" not in path.parts


RELEASED = [path for path in sorted((ROOT / "release").rglob("*")) if committed(path)]


# --- drift ---


@pytest.mark.parametrize("text", PROBLEM_SETS, ids=stem)
def test_release_is_what_the_source_makes(text, tmp_path):
    copy_folder(ROOT / "source" / text.stem, tmp_path / "source" / text.stem)
    build.build_problem_set(text, tmp_path)
    for folder in ("source", "release"):
        made, kept = (root / folder / text.stem for root in (tmp_path, ROOT))
        files = [path.relative_to(kept) for path in kept.rglob("*") if committed(path)]
        assert sorted(files) == sorted(
            path.relative_to(made) for path in made.rglob("*") if path.is_file()
        )
        for name in files:
            same = (made / name).read_bytes() == (kept / name).read_bytes()
            assert same, f"{folder}/{text.stem}/{name}: run `make build`"


def test_every_problem_set_is_released():
    names = [text.stem for text in PROBLEM_SETS]
    for folder in ("source", "release"):
        found = sorted(path.name for path in (ROOT / folder).iterdir() if path.is_dir())
        assert found == names, f"{folder}/ holds other folders than source/ps*.py make"


@pytest.mark.parametrize("text", PROBLEM_SETS, ids=stem)
def test_a_problem_set_leads_back(text):
    """From its copy in workspace/, which lies as deep as release/."""
    place = ROOT / "release" / text.stem
    intro = nbformat.read(place / f"{text.stem}.ipynb", as_version=4).cells[0].source
    links = re.findall(r"\]\((.*?)\)", intro)
    assert {(place / link).resolve() for link in links} >= {
        ROOT / "notebooks" / f"{text.stem.removeprefix('ps')}.ipynb",
        ROOT / "notebooks" / "start.md",
    }


@pytest.mark.parametrize("text", LECTURES, ids=stem)
def test_lecture_is_what_the_source_makes(text):
    kept = nbformat.read(ROOT / f"notebooks/{text.stem}.ipynb", as_version=4)
    made = [*build.read(text).cells, build.ways(text, ROOT)]
    assert [(c.cell_type, c.id, c.source, c.metadata) for c in kept.cells] == [
        (c.cell_type, c.id, c.source, c.metadata) for c in made
    ], "run `make build`"
    assert all(c.execution_count for c in kept.cells if c.cell_type == "code")


def test_every_way_leads_to_a_page():
    """Forward from the first lecture to the last, and back, by the last cells alone."""
    links = {
        text.stem: re.findall(r"\]\((.*?)\)", build.ways(text, ROOT).source)
        for text in [*LECTURES, *build.extras(ROOT)]
    }
    for name, targets in links.items():
        assert "start.md" in targets
        for target in targets:
            if "workspace" not in target:
                assert (ROOT / "notebooks" / target).is_file(), f"{name}: {target}"
    order = [f"{text.stem}.ipynb" for text in LECTURES]
    for here, name in enumerate(order):
        others = [t for t in links[name.removesuffix(".ipynb")] if t in order]
        assert others == order[max(here - 1, 0) : here] + order[here + 1 : here + 2]
        problem_set = f"ps{name.removesuffix('.ipynb')}"
        link = f"../workspace/{problem_set}/{problem_set}.ipynb"
        assert link in links[name.removesuffix(".ipynb")]


def test_start_page_is_what_the_sources_make(tmp_path):
    copy_folder(ROOT / "source", tmp_path / "source")
    (tmp_path / "notebooks").mkdir()
    made = build.build_start(tmp_path).read_bytes()
    assert made == (ROOT / "notebooks/start.md").read_bytes(), "run `make build`"


@pytest.fixture(scope="module")
def built_twice(tmp_path_factory):
    """The shortest lecture, built and run in two places at the same time."""
    text = min(LECTURES, key=lambda path: path.stat().st_size)
    command = [sys.executable, "-m", "autograder", "build", text.stem]
    roots, runs = [], []
    for place in ("here", "there"):
        root = tmp_path_factory.mktemp(place)
        copy_folder(ROOT / "notebooks/nncourse", root / "notebooks/nncourse")
        copy_folder(ROOT / "source", root / "source")
        here = os.environ | {"PYTHONPATH": str(ROOT)}
        roots.append(root)
        runs.append(subprocess.Popen(command, cwd=root, env=here))
    assert [run.wait() for run in runs] == [0, 0]
    return [root / "notebooks" / f"{text.stem}.ipynb" for root in roots]


@pytest.mark.kernel
def test_the_same_text_gives_the_same_bytes(built_twice):
    here, there = built_twice
    assert here.read_bytes() == there.read_bytes()
    assert b'"outputs": [\n' in here.read_bytes(), "the outputs are in it"


@pytest.mark.kernel
def test_pictures_are_what_the_source_makes(built_twice):
    """nbval compares texts and drawings; the pixels are compared here.

    By sight, not by bytes: another platform packs the same pixels in another way.
    """
    made = pictures(built_twice[0])
    kept = pictures(ROOT / "notebooks" / built_twice[0].name)
    assert len(made) == len(kept) > 0
    for ours, saved in zip(made, kept, strict=True):
        assert ours.shape == saved.shape, "run `make build`"
        assert np.mean(np.abs(ours - saved)) < 1e-3, "run `make build`"


def pictures(path):
    """The pixels of every PNG in a notebook, between 0 and 1."""
    cells = nbformat.read(path, as_version=4).cells
    outputs = [out for cell in cells for out in cell.get("outputs", [])]
    found = [out["data"].get("image/png") for out in outputs if "data" in out]
    return [imread(BytesIO(b64decode(png)), format="png") for png in found if png]


# --- leaks ---


@pytest.mark.parametrize("path", RELEASED, ids=lambda path: path.name)
def test_only_notebooks_and_data_are_released(path):
    assert path.suffix in GIVEN, f"{path} is not for students"


@pytest.mark.parametrize("text", PROBLEM_SETS, ids=stem)
def test_release_gives_nothing_away(text):
    given = "\n".join(
        path.read_text(encoding="utf-8") for path in RELEASED if path.suffix == ".ipynb"
    )
    for word in ("SOLUTION", "HIDDEN TESTS"):
        assert word not in given
    released = ROOT / "release" / text.stem / f"{text.stem}.ipynb"
    cells = nbformat.read(released, as_version=4).cells
    shown = "\n".join(cell.source for cell in cells)
    secret = secrets(text.read_text(encoding="utf-8"))
    assert len(secret) > 20, "the secrets were not found in the source"
    assert [line for line in secret if line in shown] == []


@pytest.mark.parametrize("text", PROBLEM_SETS, ids=stem)
def test_every_solution_is_a_stub(text):
    released = ROOT / "release" / text.stem / f"{text.stem}.ipynb"
    stub = {"code": "raise NotImplementedError()", "markdown": "YOUR ANSWER HERE"}
    for cell in nbformat.read(released, as_version=4).cells:
        if cell.metadata.get("nbgrader", {}).get("solution"):
            assert stub[cell.cell_type] in cell.source


def test_secrets_are_found_though_no_entry_can_be_read():
    for text in PROBLEM_SETS:
        content = text.read_text(encoding="utf-8")
        broken = re.sub(r"^(# %%.*)\}$", r"\1", content, flags=re.MULTILINE)
        assert broken.count("}\n") < content.count("}\n")
        assert secrets(broken) == secrets(content)


def secrets(content: str) -> set[str]:
    """The lines of a problem set that no student may see, unless they also stand open.

    These are solutions, hidden tests, and the whole of an answer that a person marks.
    They are found in the plain text: where an entry for nbgrader cannot be read, the
    build has taken the answer for a text like others.
    """
    hidden, shown = [], []
    for part in re.split(r"^# %%", content, flags=re.MULTILINE)[1:]:
        marker, _, body = part.partition("\n")
        lines = body.splitlines()
        words = all(line.startswith("#") for line in lines if line)
        if words and re.search("solution|points", marker):
            hidden += [line.removeprefix("#") for line in lines]
        else:
            hidden += REGION.findall(body)
            open_lines = REGION.sub("", body).splitlines()
            shown += [x.removeprefix("#") if words else x for x in open_lines]
    lines = {line.strip() for part in hidden for line in part.splitlines()}
    open_text = "\n".join(shown)
    return {line for line in lines if len(line) > 12 and line not in open_text}
