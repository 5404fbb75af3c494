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
import errno
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

from install import Stop, check_python

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None
    import msvcrt

ROOT = Path(__file__).resolve().parent
SAVED = Path("workspace") / "saved"
AGAIN = "then run `make update` (or `python3 update.py`) again"
# Lies in a folder of SAVED while an update works with it, or if one was cut off.
MARK = "update-not-finished.txt"
MARK_TEXT = """\
An update of the course is running, or one was cut off and could not clean up. What
lies here is what you had changed: copy back what you want, or run the update again.
"""
FILES = ("100644", "100755")  # git's modes of files that are no links
LISTED = ("ls-files", "--stage", "-v", "-z")  # the index, without times
# What of the user's GIT_... git may know: who asks and how the network is reached.
# The rest would have it work elsewhere, or read names in another way.
KEPT = re.compile(
    r"(?!GIT_)|GIT_(SSH|ASKPASS|SSL|HTTP|PROXY|CONFIG_(?!PARAM)|EXEC_PATH|AUTHOR|"
    r"COMMITTER|ALLOW_PROTOCOL|TERMINAL_PROMPT|DISCOVERY|CEILING)"
)
# Files in git's folder that are there while something is unfinished, and the way out.
UNFINISHED = {
    "MERGE_HEAD": ("merge", "git merge --abort"),
    "rebase-merge": ("rebase", "git rebase --abort"),
    "rebase-apply/applying": ("git am", "git am --abort"),
    "rebase-apply": ("rebase", "git rebase --abort"),
    "CHERRY_PICK_HEAD": ("cherry-pick", "git cherry-pick --abort"),
    "REVERT_HEAD": ("revert", "git revert --abort"),
    "BISECT_LOG": ("bisection", "git bisect reset"),
}


class GitError(Exception):
    """A command of git that failed; its text is what git said of the reason."""


class CutOff(Exception):
    """Somebody wants the update to end: Ctrl-C, a closed terminal, a shutdown."""


def git(*arguments, given=None) -> bytes:
    """Run git in the course's folder and return what it prints, as bytes."""
    own = {name: v for name, v in os.environ.items() if KEPT.match(name)}
    own["LC_ALL"] = "C"
    if sys.stdin is None or not sys.stdin.isatty():
        own["GIT_TERMINAL_PROMPT"] = "0"  # nobody is there to answer
    # The user's hooks are for the user's own commands.
    settings = ("core.quotePath=false", "core.hooksPath=/dev/null")
    command = ["git", *(word for one in settings for word in ("-c", one)), *arguments]
    feed = {"stdin": subprocess.DEVNULL} if given is None else {"input": given}
    pipe = subprocess.PIPE
    done = subprocess.run(
        command, cwd=str(ROOT), env=own, stdout=pipe, stderr=pipe, **feed
    )
    if done.returncode:
        said = reason(done.stderr.decode("utf-8", "replace"))
        raise GitError(said or f"git {arguments[0]} failed")
    return done.stdout


def reason(said: str) -> str:
    """The first error that git tells of, with the names of files that follow it."""
    lines = [text for text in said.splitlines() if text.strip()]
    starts = [n for n, text in enumerate(lines) if re.match("fatal:|error:", text)]
    if not starts:
        return lines[-1].strip() if lines else ""
    first = lines[starts[0]].strip()
    if starts[0] and lines[0].startswith("ssh:"):
        first = f"{lines[0].strip()} {first}"
    listed = []
    for text in lines[starts[0] + 1 :]:
        if not text.startswith("\t"):
            break
        listed.append(text.strip())
    return f"{first} {told(listed)}" if listed else first.rstrip(".")


def advice(said: str, else_: str) -> str:
    """What to do about an error of git or of the system."""
    if re.search(r"No space left|Disk quota exceeded|not enough space", said):
        return "free some space on the disk"
    lock = re.search(r"'([^']*\.lock)': File exists", said)
    if lock:
        return f"if no other git works in this folder, delete the file {lock.group(1)}"
    where = (
        "cannot open|nable to create|insufficient permission|nable to (write|unlink)"
    )
    denied = re.search("Permission denied$|insufficient permission|not permitted", said)
    if re.search(r"\[Errno 13\]|could not open .* for reading: Permission", said):
        return "see that what is named may be read and written"
    if "Read-only file system" in said or (denied and re.search(where, said)):
        return "see that this folder and its .git may be written"
    if "no checkout" in said or "local changes" in said:
        return "close what you have open of the course"
    return else_


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


def lock():
    """Stop if another update works here; the lock goes when the returned file closes.

    The system holds it, so that a process that was killed leaves none.
    """
    folder = ROOT / line("rev-parse", "--git-dir")
    try:
        file = open(str(folder / "course-update"), "a", encoding="utf-8")  # noqa: SIM115
    except OSError as error:
        todo = advice(str(error), "see that it may be written")
        raise Stop(
            f"Nothing can be noted in {folder} ({error.strerror}), and nothing was "
            f"changed: {todo}, {AGAIN}."
        ) from None
    try:
        if fcntl:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        else:
            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    except OSError as error:
        # A network's disk may know no locks at all.
        if error.errno in (errno.EAGAIN, errno.EACCES, errno.EDEADLK):
            file.close()
            raise Stop("Another update is running; wait until it has ended.") from None
    return file


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
    source, remote, follows = followed(branch)
    known = line("remote").split("\n")
    if (not remote and known == [""]) or not (
        remote in known or re.search("[/:]|^$", remote)
    ):
        name = remote or "origin"
        raise Stop(
            f"This folder does not know where the course is: git has no remote {name}. "
            f"Give it the address from which you cloned (`git remote add {name} "
            f"ADDRESS`, `git fetch {name}`, `git branch "
            f"--set-upstream-to={name}/{course}`), {AGAIN}."
        )
    if not remote or not follows:
        raise Stop(
            f"The branch {source} follows none of the course's: {back}, or let it "
            f"follow with `git branch --set-upstream-to=origin/{course} {source}`, "
            f"{AGAIN}."
        )
    slow = ("-c", "http.lowSpeedLimit=1000", "-c", "http.lowSpeedTime=30")
    try:
        git(*slow, "fetch", "--quiet", "--no-recurse-submodules", remote)
        still_there = git(*slow, "ls-remote", remote, follows)
    except GitError as error:
        todo = advice(str(error), "see that the network works")
        raise Stop(
            f"The newest version could not be fetched ({error}), and nothing was "
            f"changed: {todo}, {AGAIN}."
        ) from None
    upstream = line(
        "rev-parse", "--verify", "--quiet", f"{source}@{{upstream}}^{{commit}}"
    )
    if not upstream or not still_there:
        raise Stop(f"What the branch {source} followed is gone: {back}, {AGAIN}.")
    return upstream


def followed(branch: str) -> tuple:
    """Which branch follows one elsewhere, and where; a branch may follow one here."""
    seen = []
    while branch not in seen:
        remote = line("config", f"branch.{branch}.remote")
        follows = line("config", f"branch.{branch}.merge")
        if remote != ".":
            return branch, remote, follows
        seen.append(branch)
        branch = follows[len("refs/heads/") :]
    return branch, "", ""


def check_own_commits(upstream: str) -> None:
    """Stop if there are commits here that the course does not have."""
    own = line("rev-list", "--count", f"{upstream}..HEAD")
    if own != "0":
        base = line("merge-base", "HEAD", upstream)[:10]
        if not base and line("rev-parse", "--is-shallow-repository") == "true":
            raise Stop(
                "This clone has only the newest commits of the course (it is shallow), "
                "and none of them leads to the newest version: get the others with "
                f"`git fetch --unshallow`, {AGAIN}. If that does not help, clone the "
                "course anew into another folder, and copy your workspace/ into it."
            )
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


def in_the_way(old: dict, new: dict) -> tuple:
    """What is the student's and would be written over, and what only looks like it.

    Git's own answer is not enough: what it ignores, or was told to take for unchanged,
    it may write over. And it takes other line ends for a change.
    """
    coming = differing(old, new)
    staged = set(names("diff", "--cached", "--name-only", "-z", "--no-renames", "HEAD"))
    there = {name for name in coming if os.path.lexists(str(ROOT / name))}
    for name in coming:
        there |= obstacles(name)
    mine = coming & staged | changed(there, old)
    folders = {folder for name in coming for folder in above(name)}
    mine |= {name for name in staged if name in folders or coming & set(above(name))}
    looks = set(names("diff-files", "--name-only", "-z")) & coming
    done = {name for name in mine - staged if holds(ROOT / name, name, new.get(name))}
    mine -= done  # an update that was cut off had got as far as that
    return sorted(mine), sorted((looks | done) - mine)


def differing(old: dict, new: dict) -> set:
    """The names at which two commits differ."""
    return {name for name in old.keys() | new.keys() if old.get(name) != new.get(name)}


def above(name: str) -> list:
    """The folders in which a name lies, the innermost first."""
    return [folder.as_posix() for folder in Path(name).parents[:-1]]


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
    for folder in reversed(above(name)):
        path = ROOT / folder
        if path.is_symlink() or path.is_file():
            return {folder}
    return set()


def changed(there: set, old: dict) -> set:
    """Of the names at which something lies, those where it is not the commit's own."""
    found, files = set(), []
    for name in sorted(there):
        place = ROOT / name
        if place.is_file() and not place.is_symlink():
            files.append(name)
        elif place.is_dir() and not place.is_symlink():
            # what of a folder is the course's is looked at by name
            inside = (p for p in place.rglob("*") if p.is_symlink() or not p.is_dir())
            if any(path.relative_to(ROOT).as_posix() not in old for path in inside):
                found.add(name)
        elif not holds(place, name, old.get(name)):
            found.add(name)
    for start in range(0, len(files), 100):
        some = files[start : start + 100]
        raw = hashed(["--no-filters", "--", *some])
        for name, thing in zip(some, raw):  # noqa: B905
            same = name in old and old[name] == (mode_of(ROOT / name, old[name]), thing)
            if not same and not holds(ROOT / name, name, old.get(name)):
                found.add(name)
    return found


def mode_of(path: Path, entry: tuple) -> str:
    """Git's mode of a file; the entry's, where the disk knows no such modes."""
    if line("config", "--type=bool", "core.fileMode") != "true" and entry[0] in FILES:
        return entry[0]
    return FILES[bool(path.stat().st_mode & 0o100)]


def holds(path: Path, name: str, entry) -> bool:
    """Whether a path holds what a commit has at a name: (mode, object), or None."""
    if entry is None:
        return False
    mode, thing = entry
    if path.is_symlink():
        data = os.fsencode(os.readlink(str(path)))
        return mode == "120000" and hashed(["--stdin"], data) == [thing]
    if not path.is_file() or mode_of(path, entry) != mode:
        return False
    if hashed(["--no-filters", "--", str(path)]) == [thing]:
        return True
    if hashed(["--path", name, "--", str(path)]) != [thing]:
        return False
    # A filter of the user's may leave out what was written; line ends are nothing.
    ours = git("cat-file", "--filters", f"--path={name}", thing)
    return path.read_bytes().replace(b"\r\n", b"\n") == ours.replace(b"\r\n", b"\n")


def hashed(what: list, given=None) -> list:
    """The names that git gives to the contents of files."""
    return git("hash-object", *what, given=given).decode().split()


class Aside:
    """A folder workspace/saved/<date>/, made when there is something to keep in it.

    It knows how the course's folder was before, and can bring that back.
    """

    def __init__(self, old: dict, new: dict):
        self.old, self.new = old, new
        self.folder = None
        self.moved = []  # name, place and target of what was moved
        self.kept = []  # what of the student's lies in it
        self.spare = []  # what turned out to be the course's own
        self.staged = []  # copies of what was only staged
        self.wrote = set()  # what restore() wrote where nothing was
        self.index = ROOT / line("rev-parse", "--git-path", "index")
        self.listed = git(*LISTED)
        self.index_before = None
        if self.index.exists():
            self.index_before = self.index.read_bytes(), self.index.stat()
        coming = differing(old, new)
        self.there = {name for name in coming if is_there(name)}
        folders = {folder for name in old.keys() | coming for folder in above(name)}
        self.folders = {name for name in folders if (ROOT / name).is_dir()}

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
        return place

    def make_folder(self) -> Path:
        """A new folder named after today, with a mark that an update works with it."""
        workspace = ROOT / "workspace"
        if workspace.is_symlink() and not workspace.exists():
            to = told([os.readlink(str(workspace))])
            raise Stop(f"workspace is a link to {to}, where nothing is")
        today, number = datetime.date.today().isoformat(), 1
        (ROOT / SAVED).mkdir(parents=True, exist_ok=True)
        while True:
            name = today if number == 1 else f"{today}-{number}"
            try:
                (ROOT / SAVED / name).mkdir()
                break
            except FileExistsError:
                number += 1
        self.folder = ROOT / SAVED / name
        (self.folder / MARK).write_text(MARK_TEXT, encoding="utf-8")
        return self.folder

    def keep(self, name: str, spare: bool = False) -> None:
        """Move a file here, and keep what `git add` had noted of it too.

        What is thought to be the course's own is looked at again once it is out of
        reach: a program may have saved it in the meantime.
        """
        place = ROOT / name
        moved = {before for before, _, _ in self.moved}
        if os.path.lexists(place) and not moved & set(above(name)):
            target = self.path_for(name)
            move(place, target)
            self.moved.append((name, place, target))
            entries = (self.old.get(name), self.new.get(name))
            ours = spare and any(holds(target, name, entry) for entry in entries)
            (self.spare if ours else self.kept).append(target)
        self.keep_staged(name)

    def keep_staged(self, name: str) -> None:
        """Write what is staged to a file of its own, if it is nowhere else."""
        about = names("ls-files", "-z", "--stage", "--", f":(literal){name}")
        for entry in about:
            where, _, path = entry.partition("\t")
            mode, thing, _ = where.split(" ")
            known = [self.old.get(path, ("", ""))[1]]
            for _, place, target in self.moved:
                if place == ROOT / path and target.is_file():
                    known += hashed(["--path", path, "--", str(target)])
            if thing in known or mode == "160000":  # a repository has its own
                continue
            data = git("cat-file", "blob", thing)
            if data:
                target = self.path_for(path + ".staged")
                self.staged.append(target)
                self.kept.append(target)
                target.write_bytes(data)

    def restore(self, name: str) -> None:
        """Let the folder and git's index have at a name what the commit here has.

        Nothing is written over: what came to lie there meanwhile is an error.
        """
        literal = f":(literal){name}"
        tracked = names("ls-files", "-z", "--", literal)
        for mark in ("--no-assume-unchanged", "--no-skip-worktree"):
            git("update-index", mark, "-z", "--stdin", given=joined(tracked))
        git("reset", "--quiet", "HEAD", "--", literal)
        tracked = names("ls-files", "-z", "--", literal)
        self.wrote |= {path for path in tracked if not is_there(path)}
        git("checkout-index", "-u", "-z", "--stdin", given=joined(tracked))

    def finish(self) -> None:
        """Leave only what is the student's."""
        with contextlib.suppress(OSError):
            for target in self.spare:
                target.unlink()
        self.tidy()

    def tidy(self) -> None:
        """Take the mark away, and folders in which nothing is."""
        if self.folder is None:
            return
        with contextlib.suppress(OSError):
            (self.folder / MARK).unlink()
        inner = [path for path in self.folder.rglob("*") if path.is_dir()]
        for folder in (*sorted(inner, reverse=True), self.folder, self.folder.parent):
            with contextlib.suppress(OSError):
                if not folder.is_symlink():
                    folder.rmdir()

    def put_back(self) -> list:
        """Undo it all, because the update failed; return what is not as before.

        Only what is the course's own, by its contents, is removed or written over.
        """
        trouble, gone = [], []
        moved = {name for name, _, _ in self.moved}
        for name in sorted(differing(self.old, self.new) | self.wrote, reverse=True):
            place, entries = ROOT / name, (self.old.get(name), self.new.get(name))
            untouched = name in self.there and not moved & {name, *above(name)}
            if untouched:
                entries = entries[1:]
            with troubles(trouble, name):
                if is_there(name) and any(holds(place, name, one) for one in entries):
                    place.unlink()
                    for folder in above(name):
                        if folder not in self.folders:
                            with contextlib.suppress(OSError):
                                (ROOT / folder).rmdir()
                if untouched and name in self.old and not os.path.lexists(place):
                    gone.append(name)
        with troubles(trouble, "what was staged"):
            self.put_index_back()
            for target in self.staged:
                target.unlink()
        for name in gone:
            with troubles(trouble, name):
                git("checkout-index", "-z", "--stdin", given=joined([name]))
        for name, place, target in reversed(self.moved):
            where = target.relative_to(ROOT).as_posix()
            if os.path.lexists(str(place)) and not empty(place):
                trouble.append(
                    f"{told([name])}, where something was saved meanwhile (what was "
                    f"there before lies in {told([where])})"
                )
                continue
            with troubles(trouble, f"{name} (it lies in {where})"):
                if place.is_dir() and not place.is_symlink():
                    place.rmdir()
                place.parent.mkdir(parents=True, exist_ok=True)
                move(target, place)
        self.tidy()
        return trouble

    def put_index_back(self) -> None:
        """Let git's index be what it was: what is staged, and what it is told of."""
        if self.index_before is None:
            if self.index.exists():
                self.index.unlink()
            return
        data, stat = self.index_before
        if git(*LISTED) == self.listed:
            return
        new = self.index.with_name(self.index.name + ".lock")  # as git itself does
        with open(str(new), "xb") as file:
            file.write(data)
        # git trusts what it noted of files older than that
        os.utime(str(new), ns=(stat.st_atime_ns, stat.st_mtime_ns))
        os.replace(str(new), str(self.index))


@contextlib.contextmanager
def troubles(trouble: list, name: str):
    """Go on after an error, and note it."""
    try:
        yield
    except (GitError, OSError) as error:
        trouble.append(f"{told([name])}: {error}")


def is_there(name: str) -> bool:
    """Whether something lies at a name, without a link on the way."""
    return os.path.lexists(str(ROOT / name)) and not obstacles(name)


def empty(place: Path) -> bool:
    """Whether a place is a folder in which nothing is."""
    return place.is_dir() and not place.is_symlink() and not any(place.iterdir())


def joined(paths: list) -> bytes:
    """Names as git reads them with -z."""
    return b"".join(os.fsencode(path) + b"\0" for path in paths)


def move(place: Path, target: Path) -> None:
    """Move a file or folder, to another disk if need be, and leave no half of it."""
    try:
        os.rename(str(place), str(target))
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        try:
            shutil.move(str(place), str(target))
        except OSError:
            if os.path.lexists(place) and target.is_file():
                target.unlink()
            raise


# --- updating ---


def told(paths: list) -> str:
    """Some names in a sentence."""
    shown = ", ".join(paths[:3]) + (f" and {len(paths) - 3} more" if paths[3:] else "")
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in shown)


@contextlib.contextmanager
def signals_held():
    """Only note that somebody wants an end, in the list that this yields.

    Then nothing is cut off in the middle; a git that runs is told by the terminal.
    """
    caught, before = [], {}
    for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) != signal.SIG_IGN:
            before[number] = signal.signal(number, lambda got, _: caught.append(got))
    try:
        yield caught
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def cut_off() -> list:
    """The folders in SAVED of updates that were cut off; needs the lock."""
    return sorted(mark.parent for mark in (ROOT / SAVED).glob(f"*/{MARK}"))


def update() -> str:
    """Update the course, and return what there is to say."""
    check_repository()
    with lock():
        unfinished, earlier = cut_off(), ""
        for folder in unfinished:
            inside = (path for path in folder.rglob("*") if not path.is_dir())
            kept = [path.relative_to(folder).as_posix() for path in inside]
            kept = sorted(name for name in kept if name != MARK)
            where = folder.relative_to(ROOT).as_posix()
            earlier += (
                f" An earlier update was cut off; what you had changed before it lies "
                f"in {where}/: {told(kept) or 'nothing'}. Copy back what you want."
            )
        try:
            said = bring_newest()
        except Stop as stop:
            raise Stop(f"{stop}{earlier}") from None
        except (GitError, OSError) as error:
            todo = advice(str(error), "mend that")
            raise Stop(
                f"Nothing was changed, because of an error ({error}): {todo}, {AGAIN}."
                f"{earlier}"
            ) from None
        for folder in unfinished:  # it is told now
            (folder / MARK).unlink()
        return said + earlier


def bring_newest() -> str:
    """Update the course; return what there is to say of this."""
    check_finished()
    upstream = find_upstream()
    if line("rev-list", "--count", f"HEAD..{upstream}") == "0":
        return "This is the newest version of the course."
    check_own_commits(upstream)
    packages = ("requirements.txt", "pyproject.toml")
    renewed = names("diff", "--name-only", "-z", "HEAD", upstream, "--", *packages)
    tree = ("ls-tree", "-r", "-z", "--full-tree")
    old, new = (entries(git(*tree, commit)) for commit in ("HEAD", upstream))
    mine, same = in_the_way(old, new)
    aside = Aside(old, new)
    with signals_held() as caught:
        try:
            for name in (*mine, *same):
                if caught:
                    raise CutOff
                aside.keep(name, spare=name not in mine)
                aside.restore(name)
            merge = ("merge", "--ff-only", "--no-autostash", "--no-overwrite-ignore")
            try:
                git(*merge, "--quiet", upstream)
            except GitError:  # it moves the branch last of all
                if line("rev-parse", "HEAD") != upstream:
                    raise
        except (Stop, GitError, OSError, CutOff) as error:
            trouble = aside.put_back()
            why = "it was interrupted" if caught else str(error)
            but = f", but for {'; '.join(trouble)}" if trouble else ""
            todo = advice(why, "mend that")
            raise Stop(
                f"The update failed ({why}); your files are where they were{but}: "
                f"{todo}, {AGAIN}."
            ) from None
        aside.finish()
    said = "The course is up to date."
    if aside.kept:
        kept = [target.relative_to(aside.folder).as_posix() for target in aside.kept]
        where = aside.folder.relative_to(ROOT).as_posix()
        said += f" What you had changed of it lies in {where}/: {told(kept)}."
    if renewed:
        said += " It needs other packages: `make lab` (or install.py) brings them."
    return said


def open_streams() -> None:
    """Open what the shell has closed (`<&-`): files would get those numbers."""
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # gets the lowest free number: this one
        if getattr(sys, name) is None:
            mode = "w" if number else "r"
            stream = open(os.devnull, mode, encoding="utf-8")  # noqa: SIM115
            setattr(sys, name, stream)
    for stream in (sys.stdout, sys.stderr):  # a name may have other letters
        stream.reconfigure(errors="backslashreplace")


def main() -> None:
    """Update, or end with a sentence and a status that is not zero."""
    try:
        check_python(sys.version_info)
        open_streams()
        print(update())
    except (Stop, GitError, OSError) as stop:
        sys.exit(f"update.py: {stop}")
    except KeyboardInterrupt:
        sys.exit("update.py: Interrupted; your files are where they were.")


if __name__ == "__main__":
    main()
