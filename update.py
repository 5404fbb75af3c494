"""Bring the newest version of the course into this folder, and lose nothing.

    python3 update.py        # or: make update

A file that you changed and that has a newer version is moved to workspace/saved/<date>/
first. Everything else of yours stays where it is. Where the course cannot simply be
moved forward, nothing is changed, and a sentence says why.

Needs git, and Python 3.11 or newer as the course does, but not .venv: an update may
have to mend what keeps .venv from being made.
"""

# Like install.py, an older Python must be able to read this file.
import contextlib
import datetime
import os
import shutil
import subprocess
import sys
from pathlib import Path

from install import Stop, check_python

ROOT = Path(__file__).resolve().parent
SAVED = Path("workspace") / "saved"
AGAIN = "then run `make update` (or `python3 update.py`) again"
# Files in git's folder that are there while something is unfinished, and the way out.
UNFINISHED = {
    "MERGE_HEAD": ("merge", "git merge --abort"),
    "rebase-merge": ("rebase", "git rebase --abort"),
    "rebase-apply": ("rebase", "git rebase --abort"),
    "CHERRY_PICK_HEAD": ("cherry-pick", "git cherry-pick --abort"),
    "REVERT_HEAD": ("revert", "git revert --abort"),
    "BISECT_LOG": ("bisection", "git bisect reset"),
}


class GitError(Exception):
    """A command of git that failed; its text is the last that git said."""


def git(*arguments, given=None) -> bytes:
    """Run git in the course's folder and return what it prints, as bytes."""
    # Else a hook that calls us would have us work in its repository.
    own = {name: v for name, v in os.environ.items() if not name.startswith("GIT_DIR")}
    for name in ("GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"):
        own.pop(name, None)
    own["LC_ALL"] = "C"
    if not sys.stdin.isatty():
        own["GIT_TERMINAL_PROMPT"] = "0"  # nobody is there to answer
    command = ["git", "-c", "core.quotePath=false", *arguments]
    feed = {"stdin": subprocess.DEVNULL} if given is None else {"input": given}
    pipe = subprocess.PIPE
    done = subprocess.run(
        command, cwd=str(ROOT), env=own, stdout=pipe, stderr=pipe, **feed
    )
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise GitError(said[-1] if said else f"git {arguments[0]} failed")
    return done.stdout


def line(*arguments) -> str:
    """What a command of git prints, as one line; empty if it fails."""
    try:
        return os.fsdecode(git(*arguments)).strip()
    except GitError:
        return ""


def names(*arguments, given=None) -> list:
    """The names that a command of git prints with -z."""
    found = git(*arguments, given=given).split(b"\0")
    return [os.fsdecode(name) for name in found if name]


# --- what stands in the way ---


def check_repository() -> None:
    """Stop unless git works here and this folder is a clone of its own."""
    if shutil.which("git") is None:
        raise Stop(f"git is missing: install it, {AGAIN}.")
    top = line("rev-parse", "--show-toplevel")
    if not top and (ROOT / ".git").exists():
        git("rev-parse", "--show-toplevel")  # says why, such as another owner
    if not top or not os.path.samefile(top, str(ROOT)):
        raise Stop(
            "This folder was not made by `git clone`, so there is nothing to update it "
            "from: get the course anew into another folder, and copy your workspace/ "
            "and what else is yours into it."
        )


def check_finished() -> None:
    """Stop if a merge or something like it waits for its end."""
    for name, (what, way_out) in UNFINISHED.items():
        if (ROOT / line("rev-parse", "--git-path", name)).exists():
            raise Stop(
                f"A {what} is unfinished here: finish it, or give it up with "
                f"`{way_out}`, {AGAIN}."
            )
    unmerged = names("diff", "--name-only", "-z", "--diff-filter=U")
    if unmerged:
        raise Stop(
            f"There is a conflict in {told(unmerged)}: choose what to keep, `git add` "
            f"it, {AGAIN}."
        )


def find_upstream() -> str:
    """Fetch, and return the commit to move to."""
    branch = line("symbolic-ref", "--quiet", "--short", "HEAD")
    default = line("symbolic-ref", "--quiet", "--short", "refs/remotes/origin/HEAD")
    course = default.partition("/")[2] or "main"
    back = f"go back to the course's branch with `git switch {course}`"
    if not branch:
        raise Stop(f"You look at one commit and are on no branch: {back}, {AGAIN}.")
    if not line("rev-parse", "--verify", "--quiet", "HEAD^{commit}"):
        raise Stop(f"The branch {branch} has no commit yet: {back}, {AGAIN}.")
    remote = line("config", f"branch.{branch}.remote")
    follows = line("config", f"branch.{branch}.merge")
    if not remote or not follows:
        raise Stop(
            f"The branch {branch} follows none of the course's: {back}, or let it "
            f"follow with `git branch --set-upstream-to=origin/{course}`, {AGAIN}."
        )
    slow = ("-c", "http.lowSpeedLimit=1000", "-c", "http.lowSpeedTime=30")
    try:
        git(*slow, "fetch", "--quiet", "--no-recurse-submodules", remote)
        still_there = git(*slow, "ls-remote", remote, follows)
    except GitError as error:
        raise Stop(
            f"The newest version could not be fetched ({error}), and nothing was "
            f"changed: see that the network works, {AGAIN}."
        ) from None
    upstream = line("rev-parse", "--verify", "--quiet", "@{upstream}^{commit}")
    if not upstream or not still_there:
        raise Stop(f"What the branch {branch} followed is gone: {back}, {AGAIN}.")
    return upstream


def check_own_commits(upstream: str) -> None:
    """Stop if there are commits here that the course does not have."""
    own = line("rev-list", "--count", f"{upstream}..HEAD")
    if own != "0":
        base = line("merge-base", "HEAD", upstream)[:10]
        if not base:
            raise Stop("This is another course's history: clone the course anew.")
        many, them = f"{own} commits here are", "them"
        if own == "1":
            many, them = "1 commit here is", "it"
        raise Stop(
            f"{many} not the course's, so its newest version cannot follow: keep "
            f"{them} on another branch (`git branch my-own`), take {them} off this "
            f"one, where the files stay as they are (`git reset {base}`), {AGAIN}."
        )


# --- what is moved aside ---


def in_the_way(upstream: str) -> tuple:
    """What is the student's and would be written over, and what only looks like it.

    Git's own answer is not enough: what it ignores, or was told to take for unchanged,
    it may write over. And it takes other line ends for a change.
    """
    tree = ["ls-tree", "-r", "-z", "--full-tree"]
    old, new = (entries(git(*tree, commit)) for commit in ("HEAD", upstream))
    coming = {
        name for name in old.keys() | new.keys() if old.get(name) != new.get(name)
    }
    staged = set(names("diff", "--cached", "--name-only", "-z", "--no-renames", "HEAD"))
    there = {name for name in coming if os.path.lexists(str(ROOT / name))}
    for name in coming:
        there |= obstacles(name)
    mine = coming & staged | changed(there, old)
    looks = set(names("diff-files", "--name-only", "-z")) & coming
    return sorted(mine), sorted(looks - mine)


def entries(listing: bytes) -> dict:
    """{name: (mode, object)} of what `git ls-tree -z` prints."""
    found = {}
    for entry in filter(None, listing.split(b"\0")):
        about, _, name = entry.partition(b"\t")
        mode, _, thing = about.decode().split(" ")
        found[os.fsdecode(name)] = (mode, thing)
    return found


def obstacles(name: str) -> set:
    """What is no folder, or a link to one, where the name needs a folder."""
    above = [ROOT / folder for folder in reversed(Path(name).parents[:-1])]
    found = [path for path in above if path.is_symlink() or path.is_file()]
    return {path.relative_to(ROOT).as_posix() for path in found[:1]}


def changed(there: set, old: dict) -> set:
    """Of the names at which something lies, those where it is not the commit's own."""
    found, files = set(), []
    executables = line("config", "--type=bool", "core.fileMode") == "true"
    for name in sorted(there):
        place, (mode, thing) = ROOT / name, old.get(name, ("", ""))
        if place.is_symlink():
            data = os.fsencode(os.readlink(str(place)))
            own = mode != "120000" or hashed(["--stdin"], data) != [thing]
        elif place.is_file():
            own = mode not in ("100644", "100755")
            if executables and not own:
                own = bool(place.stat().st_mode & 0o100) != (mode == "100755")
            if not own:
                files.append(name)
        else:  # a folder; what of it is the course's is looked at by name
            inside = (path for path in place.rglob("*") if not path.is_dir())
            own = any(path.relative_to(ROOT).as_posix() not in old for path in inside)
        if own:
            found.add(name)
    for start in range(0, len(files), 100):
        some = files[start : start + 100]
        for name, thing in zip(some, hashed(["--", *some])):  # noqa: B905
            if thing != old[name][1]:
                found.add(name)
    return found


def hashed(what: list, given=None) -> list:
    """The names that git gives to the contents of files."""
    return git("hash-object", *what, given=given).decode().split()


class Aside:
    """A folder workspace/saved/<date>/, made when there is something to keep in it."""

    def __init__(self):
        self.folder = None
        self.moved = []  # pairs of places, from and to
        self.kept = []  # what lies in it

    def path_for(self, name: str) -> Path:
        """A free place for a file; what lies in notebooks/ is kept without that."""
        if self.folder is None:
            self.folder = self.make_folder()
        short = name[len("notebooks/") :] if name.startswith("notebooks/") else name
        place = self.folder / short
        number = 2
        while os.path.lexists(place):
            place = self.folder / short
            place = place.with_name(f"{place.stem}-{number}{place.suffix}")
            number += 1
        place.parent.mkdir(parents=True, exist_ok=True)
        self.kept.append(place)
        return place

    def make_folder(self) -> Path:
        """A new folder named after today."""
        today, number = datetime.date.today().isoformat(), 1
        (ROOT / SAVED).mkdir(parents=True, exist_ok=True)
        while True:
            name = today if number == 1 else f"{today}-{number}"
            try:
                (ROOT / SAVED / name).mkdir()
                return ROOT / SAVED / name
            except FileExistsError:
                number += 1

    def keep(self, name: str) -> None:
        """Move a file here, and keep what `git add` had noted of it too."""
        place = ROOT / name
        if os.path.lexists(place):
            target = self.path_for(name)
            shutil.move(str(place), str(target))
            self.moved.append((place, target))
        self.keep_staged(name)

    def keep_staged(self, name: str) -> None:
        """Write what is staged to a file of its own, if it is nowhere else."""
        about = names("ls-files", "-z", "--stage", "--", f":(literal){name}")
        for entry in about:
            where, _, path = entry.partition("\t")
            thing = where.split(" ")[1]
            known = [line("rev-parse", "--verify", "--quiet", f"HEAD:{path}")]
            kept = [target for place, target in self.moved if place == ROOT / path]
            if kept and kept[0].is_file():
                known += hashed(["--path", path, "--", str(kept[0])])
            if thing not in known:
                self.path_for(path + ".staged").write_bytes(
                    git("cat-file", "blob", thing)
                )

    def put_back(self) -> list:
        """Undo the moves, because the update failed; return what has to stay here."""
        stay = []
        for place, target in reversed(self.moved):
            if place.is_dir() and not place.is_symlink():
                stay.append(target.relative_to(ROOT).as_posix())
                continue
            place.parent.mkdir(parents=True, exist_ok=True)
            if os.path.lexists(str(place)):
                place.unlink()  # the commit's own
            shutil.move(str(target), str(place))
        self.moved = []
        return stay


def restore(name: str) -> None:
    """Let the folder and git's index have at a name what the current commit has."""
    literal = f":(literal){name}"
    tracked = names("ls-files", "-z", "--", literal)
    listed = b"".join(os.fsencode(path) + b"\0" for path in tracked)
    for mark in ("--no-assume-unchanged", "--no-skip-worktree"):
        git("update-index", mark, "-z", "--stdin", given=listed)
    git("reset", "--quiet", "HEAD", "--", literal)
    if names("ls-tree", "-r", "-z", "--name-only", "HEAD", "--", name):
        git("checkout", "--quiet", "HEAD", "--", literal)


# --- updating ---


def told(paths: list) -> str:
    """Some names in a sentence."""
    shown = ", ".join(paths[:3]) + (f" and {len(paths) - 3} more" if paths[3:] else "")
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in shown)


def update() -> str:
    """Update the course, and return what there is to say."""
    check_repository()
    check_finished()
    upstream = find_upstream()
    if line("rev-list", "--count", f"HEAD..{upstream}") == "0":
        return "This is the newest version of the course."
    check_own_commits(upstream)
    packages = ("requirements.txt", "pyproject.toml")
    renewed = names("diff", "--name-only", "-z", "HEAD", upstream, "--", *packages)
    aside = Aside()
    try:
        mine, same = in_the_way(upstream)
        for name in mine:
            aside.keep(name)
            restore(name)
        for name in same:
            restore(name)
        merge = ("merge", "--ff-only", "--no-autostash", "--no-overwrite-ignore")
        git(*merge, "--quiet", upstream)
    except BaseException as error:
        with contextlib.suppress(GitError):  # git may have done all but the last step
            git("read-tree", "-m", "-u", upstream, "HEAD")
        stay = aside.put_back()
        if not isinstance(error, (GitError, OSError)):
            raise
        but = f", but for {told(stay)}" if stay else ""
        raise Stop(
            f"The update failed ({error}); your files are where they were{but}: "
            f"mend that, {AGAIN}."
        ) from None
    said = "The course is up to date."
    if aside.folder:
        kept = [target.relative_to(aside.folder).as_posix() for target in aside.kept]
        where = aside.folder.relative_to(ROOT).as_posix()
        said += f" What you had changed of it lies in {where}/: {told(kept)}."
    if renewed:
        said += " It needs other packages: `make lab` (or install.py) brings them."
    return said


def main() -> None:
    """Update, or end with a sentence and a status that is not zero."""
    try:
        check_python(sys.version_info)
        for stream in (sys.stdout, sys.stderr):  # a name may have other letters
            stream.reconfigure(errors="backslashreplace")
        print(update())
    except (Stop, GitError, OSError) as stop:
        sys.exit(f"update.py: {stop}")
    except KeyboardInterrupt:
        sys.exit("update.py: Interrupted; your files are where they were.")


if __name__ == "__main__":
    main()
