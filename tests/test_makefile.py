"""The Makefile keeps what README.md promises, and says what it cannot do."""

import os
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
PHONY = re.search(r"^\.PHONY: (.+)$", MAKEFILE, re.MULTILINE)[1].split()
TARGETS = [name for name in PHONY if name != "FORCE"]


def make(*arguments: str) -> subprocess.CompletedProcess:
    """Run make in the course's folder, without the flags of a make that runs us."""
    env = {k: v for k, v in os.environ.items() if k not in {"MAKEFLAGS", "MAKELEVEL"}}
    return subprocess.run(
        ["make", "PYTHON=python3", *arguments],
        cwd=ROOT,
        env=env,
        capture_output=True,
        encoding="utf-8",
    )


def test_each_target_that_the_readme_names_exists():
    named = set(re.findall(r"\bmake ([a-z]+)\b", code_of(ROOT / "README.md")))
    assert {"lab", "test"} <= named, "README.md names the two commands"
    assert named <= set(TARGETS)


def code_of(page: Path) -> str:
    """What a Markdown page sets as code: `make lab` is a command, "make a" is not."""
    text = page.read_text(encoding="utf-8")
    blocks = re.findall(r"^(?:    .*|```[\s\S]*?^```)$", text, re.MULTILINE)
    return "\n".join(blocks + re.findall(r"`[^`\n]+`", text))


@pytest.mark.parametrize("target", TARGETS)
def test_each_target_has_something_to_do(target):
    done = make("--dry-run", target)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()
    assert re.search(rf"^{target}:.*\n\t\S", MAKEFILE, re.MULTILINE), "no recipe"


def test_make_alone_explains_the_targets():
    said = make().stdout
    for target in TARGETS:
        assert re.search(rf"^ +{target}\t\S", said, re.MULTILINE), target


@pytest.mark.parametrize(
    "target", [name for name in TARGETS if name not in ("help", "lock", "update")]
)
def test_each_target_first_sets_up_the_environment(target):
    done = make("--dry-run", "--what-if=requirements.txt", target)
    assert done.stdout.startswith("python3 install.py")


def test_an_update_needs_no_environment():
    done = make("--dry-run", "--what-if=requirements.txt", "update")
    assert done.stdout == "python3 update.py\n"


@pytest.mark.parametrize("text", ["07b_drop_out", "ps07b_drop_out"])
def test_one_text_is_built_with_its_pair_and_tested(tmp_path, text):
    names = ("source/07_drop", "source/ps07_drop", "source/08_drop_out")
    mine = ("source/07b_drop_out", "source/ps07b_drop_out", "tests/test_views_drop_out")
    for name in (*names, *mine, "tests/test_views_drop"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / f"{name}.py").touch()
    (tmp_path / "source/ps07b_drop_out").mkdir()
    for name in ("requirements.txt", "pyproject.toml"):
        (tmp_path / name).touch()
    said = make(
        "-f", ROOT / "Makefile", "-C", tmp_path, "--dry-run", "one", f"TEXT={text}"
    )
    lines = said.stdout.replace("\\\n", "").splitlines()
    assert "autograder build 07b_drop_out ps07b_drop_out" in lines
    (tests,) = (line.split()[1:] for line in lines if line.startswith("pytest"))
    assert tests == ["source/ps07b_drop_out", "tests/test_views_drop_out.py"]
    assert any(line.endswith("-k 07b_drop_out || [ $? = 5 ]  # none") for line in lines)


def test_a_text_that_is_not_there_is_told_in_a_sentence():
    done = make("-o", ".venv/ready", "one", "TEXT=07_regularisation")
    assert done.returncode != 0
    sentence, end = done.stderr.splitlines()
    assert sentence.startswith("There is no source/07_regularisation.py: say 07_regula")
    assert end.startswith("make: ***")


def test_types_are_checked_without_a_cache_where_nothing_can_be_written():
    """mypy would end with an internal error. Nobody but root may write into /."""
    nobody = {"user": 65534} if os.geteuid() == 0 else {}
    for folder, option, who in (
        (ROOT, "", {}),
        (Path("/"), "--cache-dir=/dev/null", nobody),
    ):
        lint = subprocess.run(
            ["make", "-f", "-", "--dry-run", "--old-file=.venv/ready", "lint"],
            input=MAKEFILE,
            cwd=folder,
            capture_output=True,
            encoding="utf-8",
            **who,
        )
        assert f"mypy {option}".strip() in map(str.strip, lint.stdout.splitlines())


def test_the_role_and_other_arguments_reach_jupyterlab():
    said = make("--dry-run", "lab", "ROLE=instructor", "LAB_ARGS=--port 8890").stdout
    assert "COURSE_ROLE=instructor jupyter lab" in said
    assert "--port 8890" in said


def test_an_unknown_role_is_refused_in_one_sentence():
    done = make("--dry-run", "lab", "ROLE=teacher")
    assert done.returncode != 0
    assert done.stdout == ""
    (sentence,) = done.stderr.splitlines()
    assert "There is no role 'teacher': use ROLE=student or ROLE=instructor" in sentence
