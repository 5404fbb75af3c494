"""update.py: brings the newest version, and loses nothing that a student has done.

The course is a small bare repository on this disk.
"""

import ast
import datetime
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TODAY = f"workspace/saved/{datetime.date.today().isoformat()}"
COURSE = {
    ".gitignore": "/workspace/\n*.log\n",
    "notebooks/01_neuron.ipynb": "one\n",
    "notebooks/02_layer.ipynb": "two\n",
    "notebooks/start.md": "start\n",
    "release/ps01/ps01.ipynb": "set\n",
    "requirements.txt": "numpy\n",
    "run": "#!/bin/sh\n",
}
NEWEST = "The course is up to date."


class Clone:
    """A student's clone of a course, and the author's, from which news come."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.bare, self.author = folder / "course.git", folder / "author"
        self.root = folder / "student"
        self.git("init", "--quiet", "--bare", "-b", "main", str(self.bare), at=folder)
        self.git("clone", "--quiet", str(self.bare), str(self.author), at=folder)
        self.git("checkout", "--quiet", "-b", "main", at=self.author)
        for name in ("update.py", "install.py"):
            shutil.copy(ROOT / name, self.author)
        self.publish(COURSE)
        self.git("clone", "--quiet", str(self.bare), str(self.root), at=folder)

    def git(self, *arguments: str, at: Path | None = None, check: bool = True) -> str:
        done = subprocess.run(
            ["git", *arguments],
            cwd=at or self.root,
            env=self.environment(),
            capture_output=True,
            encoding="utf-8",
        )
        assert not check or done.returncode == 0, done.stderr
        return done.stdout.strip()

    def environment(self) -> dict[str, str]:
        """Ours, without the user's settings of git."""
        who = dict.fromkeys(("GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME"), "a")
        who |= dict.fromkeys(("GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL"), "a@b.c")
        none = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
        return os.environ | who | none | {"HOME": str(self.folder)}

    def publish(self, files: dict[str, str | None]) -> None:
        """Have the author commit and push files; None deletes one."""
        for name, text in files.items():
            path = self.author / name
            if text is None:
                self.git("rm", "--quiet", "-r", name, at=self.author)
                continue
            if path.is_file() != path.exists():
                self.git("rm", "--quiet", "-r", name, at=self.author)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        self.git("add", "--all", "--force", at=self.author)
        self.git("commit", "--quiet", "-m", "news", at=self.author)
        self.git("push", "--quiet", "origin", "HEAD:main", at=self.author)

    def publish_anew(self) -> None:
        """Have the author begin again, with a history of its own."""
        self.git("commit", "--quiet", "-m", "anew", at=self.author)
        self.git("push", "--quiet", "--force", "origin", "HEAD:main", at=self.author)

    def write(self, name: str, text: str) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def read(self, name: str) -> str:
        return (self.root / name).read_text(encoding="utf-8")

    def update(self, code: int = 0) -> str:
        """Run update.py; return the sentences that it says."""
        done = subprocess.run(
            [sys.executable, "update.py"],
            cwd=self.root,
            env=self.environment(),
            capture_output=True,
            encoding="utf-8",
            stdin=subprocess.DEVNULL,
        )
        assert done.returncode == code, done.stdout + done.stderr
        assert "Traceback" not in done.stderr
        said = (done.stderr if code else done.stdout).splitlines()
        assert len(said) == 1 and (done.stdout if code else done.stderr) == ""
        return said[0]

    def state(self) -> dict[str, bytes]:
        """Every file of the student, with git's own knowledge of them."""
        found = {
            path.relative_to(self.root).as_posix(): path.read_bytes()
            for path in self.root.rglob("*")
            if path.is_file() and ".git" not in path.relative_to(self.root).parts
        }
        found["HEAD"] = self.git("rev-parse", "HEAD").encode()
        found["status"] = self.git("status", "--porcelain").encode()
        return found

    def is_newest(self) -> bool:
        return self.git("rev-parse", "HEAD") == self.git(
            "rev-parse", "HEAD", at=self.author
        )


@pytest.fixture(scope="session")
def made(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("course")
    Clone(folder)
    return folder


@pytest.fixture
def clone(made, tmp_path) -> Clone:
    """A copy of the clones: making them anew takes a second."""
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    clone = Clone.__new__(Clone)
    clone.folder, clone.bare = tmp_path, tmp_path / "course.git"
    clone.author, clone.root = tmp_path / "author", tmp_path / "student"
    for root in (clone.author, clone.root):
        clone.git("remote", "set-url", "origin", str(clone.bare), at=root)
    return clone


def test_an_old_python_reads_as_far_as_its_sentence():
    tree = ast.parse((ROOT / "update.py").read_text("utf-8"), feature_version=(3, 6))
    for node in ast.walk(tree):
        notes = (getattr(node, "annotation", None), getattr(node, "returns", None))
        assert {type(note) for note in notes} <= {type(None), ast.Name, ast.Constant}


def test_what_was_not_changed_is_renewed(clone):
    clone.publish({"notebooks/01_neuron.ipynb": "new\n", "notebooks/03.ipynb": "3\n"})
    assert clone.update() == NEWEST
    assert clone.read("notebooks/01_neuron.ipynb") == "new\n"
    assert clone.read("notebooks/03.ipynb") == "3\n"
    assert clone.is_newest() and not (clone.root / "workspace").exists()


def test_without_news_nothing_happens(clone):
    clone.write("notebooks/01_neuron.ipynb", "run and saved\n")
    before = clone.state()
    assert clone.update() == "This is the newest version of the course."
    assert clone.state() == before


def test_a_lecture_that_was_run_is_kept_aside(clone):
    clone.write("notebooks/01_neuron.ipynb", "run and saved\n")
    clone.write("notebooks/02_layer.ipynb", "run and saved too\n")
    clone.publish({"notebooks/01_neuron.ipynb": "new\n"})
    assert clone.update() == (
        f"{NEWEST} What you had changed of it lies in {TODAY}/: 01_neuron.ipynb."
    )
    assert clone.read(f"{TODAY}/01_neuron.ipynb") == "run and saved\n"
    assert clone.read("notebooks/01_neuron.ipynb") == "new\n"
    assert clone.read("notebooks/02_layer.ipynb") == "run and saved too\n", "not new"
    assert clone.is_newest()
    assert clone.git("status", "--porcelain") == "M notebooks/02_layer.ipynb"


def test_the_second_time_on_a_day_gets_another_folder(clone):
    for number, folder in enumerate((TODAY, f"{TODAY}-2")):
        clone.write("notebooks/01_neuron.ipynb", f"run {number}\n")
        clone.publish({"notebooks/01_neuron.ipynb": f"new {number}\n"})
        assert f"{folder}/: 01_neuron.ipynb." in clone.update()
    assert clone.read(f"{TODAY}/01_neuron.ipynb") == "run 0\n"
    assert clone.read(f"{TODAY}-2/01_neuron.ipynb") == "run 1\n"


def test_what_lies_elsewhere_is_kept_with_its_folder(clone):
    clone.write("release/ps01/ps01.ipynb", "solved here\n")
    clone.publish({"release/ps01/ps01.ipynb": "mended\n"})
    assert "release/ps01/ps01.ipynb" in clone.update()
    assert clone.read(f"{TODAY}/release/ps01/ps01.ipynb") == "solved here\n"


@pytest.mark.parametrize("how", ["staged", "assumed unchanged", "skipped", "deleted"])
def test_what_git_would_not_call_changed_is_kept_too(clone, how):
    name = "notebooks/01_neuron.ipynb"
    if how == "assumed unchanged":
        clone.git("update-index", "--assume-unchanged", name)
    if how == "skipped":
        clone.git("update-index", "--skip-worktree", name)
    clone.write(name, "mine\n")
    if how == "staged":
        clone.git("add", name)
    if how == "deleted":
        clone.git("rm", "--quiet", "--force", name)
    clone.publish({name: "new\n"})
    said = clone.update()
    assert clone.read(name) == "new\n" and clone.is_newest()
    assert clone.git("status", "--porcelain") == ""
    if how == "deleted":
        assert said == NEWEST
    else:
        assert clone.read(f"{TODAY}/01_neuron.ipynb") == "mine\n"


def test_what_was_staged_and_then_changed_again_is_kept_twice(clone):
    name = "notebooks/01_neuron.ipynb"
    clone.write(name, "first\n")
    clone.git("add", name)
    clone.write(name, "second\n")
    clone.publish({name: "new\n"})
    assert "01_neuron.ipynb, 01_neuron.ipynb.staged" in clone.update()
    assert clone.read(f"{TODAY}/01_neuron.ipynb") == "second\n"
    assert clone.read(f"{TODAY}/01_neuron.ipynb.staged") == "first\n"


@pytest.mark.parametrize("name", ["notebooks/mine.ipynb", "my.log", "workspace/a.txt"])
@pytest.mark.parametrize("staged", [False, True])
def test_an_own_file_of_a_name_that_comes_is_kept(clone, name, staged):
    clone.write(name, "mine\n")
    if staged:
        clone.git("add", "--force", name)
    clone.publish({name: "the course's\n"})
    clone.update()
    assert clone.read(name) == "the course's\n" and clone.is_newest()
    kept = name.removeprefix("notebooks/")
    assert clone.read(f"{TODAY}/{kept}") == "mine\n"


def test_own_files_of_other_names_stay(clone):
    own = {"notebooks/mine.ipynb": "a\n", "workspace/ps01/x": "b\n", "new.log": "c\n"}
    for name, text in own.items():
        clone.write(name, text)
    clone.git("add", "notebooks/mine.ipynb")
    clone.publish({"notebooks/start.md": "new\n"})
    assert clone.update() == NEWEST
    assert {name: clone.read(name) for name in own} == own
    assert clone.git("status", "--porcelain") == "A  notebooks/mine.ipynb"


def test_what_the_course_deletes_or_renames_is_kept_if_it_was_changed(clone):
    clone.write("notebooks/02_layer.ipynb", "mine\n")
    news = {"notebooks/02_layer.ipynb": None, "notebooks/02_mlp.ipynb": "two\n"}
    clone.publish(news)
    clone.update()
    assert clone.read(f"{TODAY}/02_layer.ipynb") == "mine\n"
    assert not (clone.root / "notebooks/02_layer.ipynb").exists()
    assert clone.read("notebooks/02_mlp.ipynb") == "two\n"


def test_a_file_in_the_place_of_a_folder_is_kept(clone):
    clone.write("extra", "mine\n")
    clone.publish({"extra/deep/data.csv": "1\n"})
    clone.update()
    assert clone.read(f"{TODAY}/extra") == "mine\n"
    assert clone.read("extra/deep/data.csv") == "1\n"


def test_a_folder_in_the_place_of_a_file_is_kept(clone):
    clone.write("extra/mine.txt", "mine\n")
    (clone.root / "notebooks/01_neuron.ipynb").unlink()
    clone.write("notebooks/01_neuron.ipynb/mine.txt", "mine too\n")
    clone.publish({"extra": "file\n", "notebooks/01_neuron.ipynb": "new\n"})
    clone.update()
    assert clone.read("extra") == "file\n"
    assert clone.read("notebooks/01_neuron.ipynb") == "new\n"
    assert clone.read(f"{TODAY}/extra/mine.txt") == "mine\n"
    assert clone.read(f"{TODAY}/01_neuron.ipynb/mine.txt") == "mine too\n"


def test_a_folder_that_becomes_a_file_leaves_what_was_added_to_it(clone):
    clone.write("release/ps01/own.txt", "mine\n")
    clone.publish({"release/ps01": "file\n"})
    clone.update()
    assert clone.read("release/ps01") == "file\n" and clone.is_newest()
    assert clone.read(f"{TODAY}/release/ps01/own.txt") == "mine\n"


def test_a_folder_with_nothing_but_a_link_is_kept(clone):
    (clone.root / "extra").mkdir()
    (clone.root / "extra/link").symlink_to("..")
    clone.publish({"extra": "file\n"})
    clone.update()
    assert clone.read("extra") == "file\n" and clone.is_newest()
    assert os.readlink(clone.root / TODAY / "extra/link") == ".."


@pytest.mark.parametrize("target", ["../elsewhere", "nowhere"])
def test_links_are_kept_and_not_followed(clone, target):
    (clone.folder / "elsewhere").mkdir()
    for name in ("notebooks", "release/ps01/ps01.ipynb"):
        place = clone.root / name
        shutil.rmtree(place) if place.is_dir() else place.unlink()
        place.symlink_to(target)
    clone.publish({"notebooks/start.md": "new\n", "release/ps01/ps01.ipynb": "new\n"})
    clone.update()
    assert clone.is_newest() and clone.git("status", "--porcelain") == ""
    assert clone.read("notebooks/start.md") == "new\n"
    for name in ("notebooks", "release/ps01/ps01.ipynb"):
        assert os.readlink(clone.root / TODAY / name) == target
    assert list((clone.folder / "elsewhere").iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="no such modes there")
def test_a_changed_mode_is_no_reason_to_stop(clone):
    (clone.root / "run").chmod(0o755)
    clone.publish({"run": "#!/bin/bash\n"})
    clone.update()
    assert clone.read("run") == "#!/bin/bash\n" and clone.is_newest()


def test_a_name_with_other_letters_is_kept_and_told(clone):
    name = os.fsdecode("notebooks/mit Leerzeichen, ä\u2192\n*.ipynb".encode())
    clone.publish({name: "old\n"})
    clone.update()
    clone.write(name, "mine\n")
    clone.publish({name: "new\n"})
    said = clone.update()
    assert "mit Leerzeichen, " in said
    assert clone.read(f"{TODAY}/{name.removeprefix('notebooks/')}") == "mine\n"


def test_windows_line_ends_are_no_change(clone):
    clone.git("config", "core.autocrlf", "true")
    (clone.root / "notebooks/01_neuron.ipynb").write_bytes(b"one\r\n")
    clone.publish({"notebooks/01_neuron.ipynb": "new\n"})
    assert clone.update() == NEWEST
    assert (clone.root / "notebooks/01_neuron.ipynb").read_bytes() == b"new\r\n"


def test_new_packages_are_told(clone):
    clone.publish({"requirements.txt": "numpy\njax\n"})
    assert "It needs other packages: `make lab`" in clone.update()


# --- where nothing can be done, nothing is changed ---


def stays(clone: Clone, *words: str) -> None:
    """Updating stops with a sentence and changes nothing."""
    before = clone.state()
    said = clone.update(code=1)
    assert said.startswith("update.py: ") and said.endswith(".")
    for word in words:
        assert word in said
    assert clone.state() == before


@pytest.fixture
def changed(clone) -> Clone:
    """A clone with a lecture that was run, of which there is a newer one."""
    clone.write("notebooks/01_neuron.ipynb", "run and saved\n")
    clone.write("notebooks/mine.ipynb", "mine\n")
    clone.publish({"notebooks/01_neuron.ipynb": "new\n", "notebooks/mine.ipynb": "3\n"})
    return clone


def test_a_local_commit(changed):
    changed.git("commit", "--quiet", "--all", "-m", "mine")
    changed.write("notebooks/02_layer.ipynb", "run and saved\n")
    base = changed.git("rev-parse", "HEAD~1")[:10]
    stays(changed, "1 commit here is not the course's", f"`git reset {base}`")
    changed.git("branch", "my-own")  # what the sentence says
    changed.git("reset", "--quiet", base)
    assert "01_neuron.ipynb, mine.ipynb" in changed.update()
    assert changed.read(f"{TODAY}/01_neuron.ipynb") == "run and saved\n"
    assert changed.read("notebooks/02_layer.ipynb") == "run and saved\n"
    assert changed.git("show", "my-own:notebooks/01_neuron.ipynb") == "run and saved"


def test_another_course(changed):
    changed.git("checkout", "--quiet", "--orphan", "new", at=changed.author)
    changed.publish_anew()
    stays(changed, "This is another course's history")


def test_a_local_commit_alone_is_no_reason_to_stop(clone):
    clone.write("notebooks/01_neuron.ipynb", "run and saved\n")
    clone.git("commit", "--quiet", "--all", "-m", "mine")
    before = clone.state()
    assert clone.update() == "This is the newest version of the course."
    assert clone.state() == before


def test_a_detached_head(changed):
    changed.git("checkout", "--quiet", "--detach")
    stays(changed, "on no branch", "`git switch main`")


@pytest.mark.parametrize("what", ["merge", "cherry-pick", "revert", "rebase", "stash"])
def test_something_unfinished(clone, what):
    name = "notebooks/01_neuron.ipynb"
    clone.write(name, "mine\n")
    if what == "stash":
        clone.git("stash", "--quiet")
    else:
        clone.git("commit", "--quiet", "--all", "-m", "mine")
    if what == "revert":
        clone.write(name, "mine again\n")
        clone.git("commit", "--quiet", "--all", "-m", "mine again")
    clone.publish({name: "new\n"})
    clone.git("fetch", "--quiet")
    if what == "stash":
        clone.git("merge", "--quiet", "--ff-only", "origin/main")
    command = {
        "merge": ["merge", "origin/main"],
        "cherry-pick": ["cherry-pick", "origin/main"],
        "revert": ["revert", "--no-edit", "HEAD~1"],
        "rebase": ["rebase", "origin/main"],
        "stash": ["stash", "pop"],
    }[what]
    clone.git(*command, check=False)
    assert "<<<<<<<" in clone.read(name)
    words = ("conflict", name) if what == "stash" else (what, f"`git {what} --abort`")
    stays(clone, *words)


def test_no_network(changed):
    changed.git("remote", "set-url", "origin", str(changed.folder / "gone.git"))
    stays(changed, "could not be fetched", "see that the network works")


def test_a_branch_that_follows_none(changed):
    changed.git("checkout", "--quiet", "-b", "mine")
    stays(changed, "The branch mine follows none", "git switch main")


def test_a_branch_whose_upstream_is_gone(changed):
    changed.git("push", "--quiet", "origin", "main:other", at=changed.author)
    changed.git("fetch", "--quiet")
    changed.git("branch", "--quiet", "--set-upstream-to=origin/other")
    changed.git("push", "--quiet", "origin", "--delete", "other", at=changed.author)
    stays(changed, "What the branch main followed is gone")


@pytest.mark.parametrize("inside", ["nothing", "another repository"])
def test_a_zip_download(changed, inside):
    if inside == "another repository":
        changed.git("init", "--quiet", at=changed.folder)
    shutil.rmtree(changed.root / ".git")
    said = changed.update(code=1)
    assert "This folder was not made by `git clone`" in said
    assert changed.read("notebooks/01_neuron.ipynb") == "run and saved\n"


def test_without_git(changed, monkeypatch):
    monkeypatch.setenv("PATH", str(changed.folder / "nothing"))
    assert "git is missing: install it" in changed.update(code=1)


def test_a_repository_that_git_cannot_read(changed):
    (changed.root / ".git/config").write_text("[", encoding="utf-8")
    assert "bad config line" in changed.update(code=1)


@pytest.mark.parametrize("what", ["index", "branch", "workspace"])
def test_an_update_that_fails_midway_puts_everything_back(changed, what):
    if what == "workspace":
        changed.write("workspace", "a file\n")
    else:  # somebody else works with it, so git thinks
        lock = {"index": "index.lock", "branch": "refs/heads/main.lock"}[what]
        (changed.root / ".git" / lock).write_text("", encoding="utf-8")
    before = changed.state()
    assert "your files are where they were:" in changed.update(code=1)
    assert changed.state() == before


# --- what happens while it works ---

needs_sh = pytest.mark.skipif(
    os.name == "nt", reason="git is wrapped in a shell script"
)
HALF = """
for name in notebooks/01_neuron.ipynb notebooks/mine.ipynb; do
  $REAL show origin/main:$name > $name
done
"""  # as far as a merge may have come
FAIL = "printf 'hint: no\\nerror: it broke\\n' >&2; exit 1\n"


@pytest.fixture
def before(clone, monkeypatch):
    """Run a script in the student's folder once, before a command of git's there."""
    folder, real = clone.folder / "wrapped", shutil.which("git")
    folder.mkdir()
    (folder / "git").write_text(
        f"""#!/bin/sh
REAL={real}; HERE={folder}
for word in "$@"; do
  if [ "$PWD" = "{clone.root}" ] && [ -f $HERE/before-$word ]; then
    mv $HERE/before-$word $HERE/now; . $HERE/now; break
  fi
done
exec $REAL "$@"
""",
        encoding="utf-8",
    )
    (folder / "git").chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")

    def run_before(command: str, script: str) -> None:
        (folder / f"before-{command}").write_text(script, encoding="utf-8")

    return run_before


def start(clone: Clone, *, shell: str = "") -> subprocess.Popen:
    command = [sys.executable, "update.py"]
    if shell:
        command = ["sh", "-c", f"exec '{sys.executable}' update.py {shell}"]
    return subprocess.Popen(
        command,
        cwd=clone.root,
        env=clone.environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )


@needs_sh
@pytest.mark.parametrize("killed", [False, True])
def test_of_two_updates_at_once_one_does_nothing(changed, before, killed):
    ready, go = changed.folder / "ready", changed.folder / "go"
    before("merge", f"touch {ready}; until [ -e {go} ]; do sleep 0.05; done\n")
    first = start(changed)
    deadline = time.monotonic() + 60
    while not ready.exists():
        assert first.poll() is None and time.monotonic() < deadline
        time.sleep(0.05)
    stays(changed, "Another update is running; wait until it has ended.")
    if killed:
        (changed.folder / "wrapped/before-merge").unlink(missing_ok=True)
        first.kill()
        first.wait()
        (changed.folder / "wrapped/git").unlink()
        assert "An earlier update was cut off" in changed.update()
    go.touch()
    out, _ = first.communicate(timeout=60)
    assert killed or "01_neuron.ipynb, mine.ipynb" in out
    assert changed.is_newest()
    assert changed.read(f"{TODAY}/01_neuron.ipynb") == "run and saved\n"
    assert changed.read(f"{TODAY}/mine.ipynb") == "mine\n"


@needs_sh
def test_what_is_saved_between_the_move_and_the_merge_is_kept(changed, before):
    name = "notebooks/01_neuron.ipynb"
    before("merge", f"echo saved by Jupyter > {name}\n")
    said = changed.update(code=1)
    assert f"but for {name}, where something was saved meanwhile" in said
    assert f"(what was there before lies in {TODAY}/01_neuron.ipynb): close" in said
    assert changed.read(name) == "saved by Jupyter\n"
    assert changed.read(f"{TODAY}/01_neuron.ipynb") == "run and saved\n"
    assert changed.read("notebooks/mine.ipynb") == "mine\n"
    assert f"{TODAY}-2/: 01_neuron.ipynb, mine.ipynb." in changed.update()
    assert changed.read(f"{TODAY}-2/01_neuron.ipynb") == "saved by Jupyter\n"


@needs_sh
def test_what_is_saved_while_it_looks_is_kept(clone, before):
    name = "notebooks/02_layer.ipynb"
    clone.publish({name: "new\n"})
    before("diff-files", f"echo saved by Jupyter > {name}\n")
    assert "02_layer.ipynb" in clone.update()
    assert clone.read(name) == "new\n" and clone.is_newest()
    assert clone.read(f"{TODAY}/02_layer.ipynb") == "saved by Jupyter\n"


@needs_sh
def test_what_comes_to_lie_in_a_place_is_not_written_over(changed, before):
    name = "notebooks/01_neuron.ipynb"
    before("checkout-index", f"echo saved by Jupyter > {name}\n")
    assert f"but for {name}, where something was" in changed.update(code=1)
    assert changed.read(name) == "saved by Jupyter\n"
    assert changed.read(f"{TODAY}/01_neuron.ipynb") == "run and saved\n"


@pytest.mark.parametrize(
    ("name", "comes"),
    [
        ("notebooks/mine.ipynb", "notebooks/mine.ipynb"),
        ("extra", "extra/deep/data.csv"),
        ("extra/deep/mine", "extra"),
    ],
)
def test_what_is_only_staged_is_kept(clone, name, comes):
    clone.write(name, "only staged\n")
    clone.git("add", name)
    (clone.root / name).unlink()
    clone.publish({comes: "the course's\n"})
    assert ".staged" in clone.update()
    short = name.removeprefix("notebooks/")
    assert clone.read(f"{TODAY}/{short}.staged") == "only staged\n"
    assert clone.read(comes) == "the course's\n" and clone.is_newest()
    assert clone.git("status", "--porcelain") == ""


@needs_sh
@pytest.mark.parametrize("script", ["", HALF])
def test_a_merge_that_fails_leaves_no_trace(changed, before, script):
    changed.write("extra", "only staged\n")
    changed.git("add", "extra")
    (changed.root / "extra").unlink()
    (changed.root / "notebooks/02_layer.ipynb").unlink()
    news = {"extra": None, "notebooks/02_layer.ipynb": "2\n", "requirements.txt": None}
    changed.publish({"extra": "theirs\n"})
    del news["extra"]
    changed.publish(news | {"new/deep/file": "new\n"})
    half = "mkdir -p new/deep; echo new > new/deep/file; rm -f requirements.txt\n"
    before("merge", (script and script + half) + FAIL)
    state = changed.state()
    said = changed.update(code=1)
    assert "(error: it broke); your files are where they were: mend that" in said
    assert changed.state() == state
    assert not (changed.root / "new").exists()
    assert not (changed.root / "workspace/saved").exists() or not list(
        (changed.root / "workspace/saved").iterdir()
    )


@pytest.fixture
def no_signal_ignored():
    """Whoever starts the tests with nohup, or behind &, has some signals ignored."""
    names = {"SIGHUP", "SIGINT"} & set(signal.Signals.__members__)
    numbers = [signal.Signals[name] for name in names]
    ignored = [n for n in numbers if signal.getsignal(n) == signal.SIG_IGN]
    for number in ignored:
        signal.signal(number, signal.SIG_DFL)
    yield
    for number in ignored:
        signal.signal(number, signal.SIG_IGN)


@needs_sh
@pytest.mark.usefixtures("no_signal_ignored")
@pytest.mark.parametrize("name", ["TERM", "HUP", "INT"])
def test_a_signal_ends_it_and_leaves_no_trace(changed, before, name):
    before("merge", f"kill -{name} $PPID; {HALF}{FAIL}")
    state = changed.state()
    said = changed.update(code=1)
    assert "(it was interrupted); your files are where they were:" in said
    assert changed.state() == state


@needs_sh
@pytest.mark.parametrize("script", ["", HALF])
def test_after_a_kill_the_next_run_tells_of_what_was_moved(changed, before, script):
    before("merge", f"{script}kill -9 $PPID; exit 1\n")
    process = start(changed)
    process.communicate(timeout=60)
    assert process.returncode == -9
    lock = changed.root / ".git/index.lock"
    lock.touch()
    before("fetch", FAIL)
    cut = (
        f"An earlier update was cut off; what you had changed before it lies in {TODAY}"
    )
    for code, again in ((1, "(error: it broke)"), (1, "index.lock"), (0, NEWEST)):
        said = changed.update(code=code)
        assert again in said and f"{cut}/: 01_neuron.ipynb, mine.ipynb. Copy" in said
        if again == "index.lock":
            assert f"delete the file {lock}" in said
            lock.unlink()
    assert changed.is_newest() and changed.git("status", "--porcelain") == ""
    assert changed.read(f"{TODAY}/01_neuron.ipynb") == "run and saved\n"
    assert [path.name for path in (changed.root / "workspace/saved").iterdir()] == [
        TODAY[-10:]
    ]
    assert changed.update() == "This is the newest version of the course."


# --- the right sentence ---


@needs_sh
@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("fatal: write error: No space left on device", "free some space on the disk"),
        (
            "error: insufficient permission for adding an object to repository "
            "database .git/objects\\nfatal: failed to write object",
            "see that this folder and its .git may be written",
        ),
        ("error: cannot open .git/FETCH_HEAD: Permission denied", "may be written"),
        (
            "ssh: connect to host a port 1: Connection refused\\nfatal: Could not read "
            "from remote repository.\\n\\nand the repository exists.",
            "Connection refused fatal: Could not read from remote repository), and",
        ),
        (
            "git@a: Permission denied (publickey).\\nfatal: Could not read from remote",
            "see that the network works",
        ),
    ],
)
def test_the_advice_fits_what_git_says(changed, before, said, words):
    before("fetch", f"printf '{said}\\n' >&2; exit 128\n")
    stays(changed, words, "could not be fetched")


def test_files_that_git_lists_are_named(clone):
    sys.path.insert(0, str(ROOT))
    try:
        from update import reason
    finally:
        sys.path.remove(str(ROOT))
    said = "hint: x\nerror: These would be overwritten:\n\ta b\n\tc\nAborting\n"
    assert reason(said) == "error: These would be overwritten: a b, c"
    assert reason("") == "" and reason("one\ntwo\n") == "two"


def test_an_unfinished_am(clone):
    clone.write("notebooks/01_neuron.ipynb", "mine\n")
    clone.git("commit", "--quiet", "--all", "-m", "mine")
    clone.git("format-patch", "--quiet", "-1", "-o", "..")
    clone.git("am", "--quiet", "../0001-mine.patch", check=False)
    stays(clone, "A git am is unfinished", "`git am --abort`")


@pytest.mark.parametrize("how", ["remove", "by hand"])
def test_a_removed_remote(changed, how):
    if how == "remove":
        changed.git("remote", "remove", "origin")
    else:
        changed.git("config", "--remove-section", "remote.origin")
    stays(changed, "git has no remote origin", "`git remote add origin ADDRESS`")
    for command in (
        ("remote", "add", "origin", str(changed.bare)),
        ("fetch", "--quiet", "origin"),
        ("branch", "--quiet", "--set-upstream-to=origin/main"),
    ):
        changed.git(*command)
    assert "01_neuron.ipynb" in changed.update()


def test_a_shallow_clone_of_what_was_written_anew(clone):
    clone.publish({"notebooks/01_neuron.ipynb": "new\n"})
    shutil.rmtree(clone.root)
    url = clone.bare.as_uri()
    clone.git("clone", "-q", "--depth=1", url, str(clone.root), at=clone.folder)
    clone.git("reset", "--quiet", "--soft", "HEAD~1", at=clone.author)
    clone.publish_anew()
    stays(clone, "it is shallow", "`git fetch --unshallow`")


def test_a_branch_that_follows_one_of_this_clone(changed):
    changed.git("checkout", "--quiet", "-b", "my", "--track", "main")
    assert "01_neuron.ipynb, mine.ipynb" in changed.update()
    assert changed.is_newest()
    assert changed.read("notebooks/01_neuron.ipynb") == "new\n"


@needs_sh
@pytest.mark.parametrize("shell", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_closed_streams(changed, shell):
    done = start(changed, shell=shell)
    said, error = done.communicate(timeout=60)
    assert done.returncode == 0 and error == ""
    assert changed.is_newest() and (NEWEST in said) == (">&-" not in shell.split())
    assert changed.read(f"{TODAY}/01_neuron.ipynb") == "run and saved\n"


def test_a_workspace_that_is_a_link_to_nowhere(changed):
    (changed.root / "workspace").symlink_to("nowhere")
    stays(changed, "workspace is a link to nowhere, where nothing is")


def test_the_environment_of_git_and_hooks_do_not_matter(changed, monkeypatch):
    for name in ("LITERAL_PATHSPECS", "DIR", "INDEX_FILE", "OBJECT_DIRECTORY", "TRACE"):
        monkeypatch.setenv(f"GIT_{name}", "1")
    for name in ("post-merge", "post-checkout", "reference-transaction"):
        hook = changed.root / ".git/hooks" / name
        hook.parent.mkdir(exist_ok=True)
        hook.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
        hook.chmod(0o755)
    assert "01_neuron.ipynb, mine.ipynb" in changed.update()
    assert changed.read(f"{TODAY}/01_neuron.ipynb") == "run and saved\n"
    assert changed.read("notebooks/01_neuron.ipynb") == "new\n"


def test_what_a_filter_leaves_out_is_kept(clone):
    """Such as nbstripout: git then calls a notebook that was run unchanged."""
    name = "notebooks/01_neuron.ipynb"
    (clone.root / ".git/info").mkdir(exist_ok=True)
    attributes = clone.root / ".git/info/attributes"
    attributes.write_text("*.ipynb filter=n\n", encoding="utf-8")
    clone.git("config", "filter.n.clean", "head -n 1")
    clone.write(name, "one\noutputs\n")
    clone.publish({name: "new\n"})
    assert "01_neuron.ipynb" in clone.update()
    assert clone.read(f"{TODAY}/01_neuron.ipynb") == "one\noutputs\n"
    assert clone.read(name) == "new\n"
