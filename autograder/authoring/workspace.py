"""What the course's folder needs before JupyterLab opens it, whatever else lies in it.

A student's own copies of the problem sets are workspace/<ps>/, made from release/<ps>/.
A copy is made once and is the student's from then on: nothing here writes into it.
"""

import json
import os
import re
import shutil
import stat
import tempfile
import warnings
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbformat.reader import NotJSONError
from nbformat.sign import NotebookNotary

from . import frames

ROLES = ("student", "instructor")


def role_in(environment: Mapping[str, str]) -> str:
    """Who works here: what COURSE_ROLE says, and `student` where it says nothing.

    Raises:
        ValueError: it is something else; the message is one sentence.
    """
    role = environment.get("COURSE_ROLE") or "student"
    if role not in ROLES:
        raise ValueError(f"COURSE_ROLE is {role!r}: it can be {' or '.join(ROLES)}.")
    return role


def prepare(root: Path, role: str) -> list[str]:
    """Sign the course's notebooks and lay out the problem sets, as far as possible.

    Signed notebooks show their stored pictures; what moves in them is listed anew. One
    file that cannot be used keeps no other from it, and nothing here keeps JupyterLab
    from starting.

    Args:
        root: the course's folder.
        role: `student`, or `instructor`, whose lists want a folder exchange/.

    Returns:
        A sentence for each thing that could not be done, which names the file.
    """
    notebooks: list[Path] = []
    sentences = []
    for folder, pattern, without in (
        ("notebooks", "*.ipynb", "no lecture can be opened"),
        ("release", "*/*.ipynb", "no problem set can be copied"),
    ):
        try:
            if not (root / folder).is_dir():
                sentences.append(f"{folder} is missing, or no folder: {without}.")
            notebooks += sorted((root / folder).glob(pattern))
        except OSError as error:
            why = _why(error)
            sentences.append(f"{folder}/{pattern} could not be looked for: {why}.")
    broken, unsigned = _trust(notebooks, root)
    sentences += unsigned
    for path, why in broken.items():
        sentences.append(f"{_name(path, root)} was skipped: {why}.")
    sentences += _lay_out_whole(root, broken)
    frames.write_index(root)
    if role == "instructor":
        try:  # nbgrader's lists want it to exist
            (root / "exchange").mkdir(exist_ok=True)
        except OSError as error:
            sentences.append(f"exchange could not be made: {_why(error)}.")
    return sentences


def broken_settings(root: Path, role: str) -> list[str]:
    """A sentence for each file of a role's settings that JupyterLab cannot read.

    With one of them, JupyterLab would show an error in place of each page.
    """
    sentences = []
    for path in sorted((root / "assets" / "jupyterlab" / role).glob("*.json")):
        try:
            if path.exists() and not (path.is_file() or path.is_dir()):
                raise OSError("it is no file")  # reading a pipe would wait for ever
            whole = isinstance(json.loads(path.read_text(encoding="utf-8")), dict)
            why = "" if whole else "it is no JSON object"
        except OSError as error:
            why = _why(error)
        except ValueError:
            why = "it is not JSON"
        except RecursionError:
            why = "it is nested too deeply"
        if why:
            sentences.append(f"{_name(path, root)} was skipped: {why}.")
    return sentences


# --- signing ---


def _trust(paths: list[Path], root: Path) -> tuple[dict[Path, str], list[str]]:
    """Sign notebooks; return why some cannot be read, and a sentence for each unsigned.

    What keeps all of them unsigned is one sentence.
    """
    broken: dict[Path, str] = {}
    whole: dict[Path, NotebookNode] = {}
    for path in paths:
        try:
            whole[path] = _read(path)
        except _Unusable as error:
            broken[path] = str(error)
    unsigned: dict[Path, str] = {}
    try:
        with NotebookNotary() as notary:
            for path, nb in whole.items():
                try:
                    notary.sign(nb)
                except Exception as error:
                    unsigned[path] = f"{type(error).__name__}: {_why(error)}"
    except Exception as error:  # the reader's own settings can be wrong in any way
        unsigned = dict.fromkeys(whole, f"{type(error).__name__}: {_why(error)}")
    hidden = "stay hidden until cells are run"
    if len(unsigned) == len(whole) and len(reasons := set(unsigned.values())) == 1:
        return broken, [f"Stored pictures {hidden} ({reasons.pop()})."]
    return broken, [
        f"Stored pictures of {_name(path, root)} {hidden} ({why})."
        for path, why in unsigned.items()
    ]


class _Unusable(Exception):
    """Why a file is no notebook that can be opened."""


def _read(path: Path) -> NotebookNode:
    """A notebook as JupyterLab reads it; raises _Unusable."""
    try:
        if path.is_symlink() and not path.exists():
            raise _Unusable("it is a link that leads nowhere")
        if path.is_dir():
            raise _Unusable("it is a folder")
        if not path.is_file():  # reading a pipe would wait for ever
            raise _Unusable("it is no file")
        data = path.read_bytes()
    except OSError as error:
        raise _Unusable(_why(error)) from None
    if not data.strip():
        raise _Unusable("it is empty")
    if data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        raise _Unusable("it begins with a byte order mark")
    if re.search(rb"^(<{7}|>{7})( |\r?$)", data, re.MULTILINE):
        raise _Unusable("it holds marks of a merge, such as <<<<<<<")
    try:
        with warnings.catch_warnings(action="ignore"):  # of cells without an id
            nb = nbformat.convert(nbformat.reader.reads(data.decode("utf-8")), 4)
            nbformat.validate(nb)
    except UnicodeDecodeError:
        raise _Unusable("it is not text in UTF-8") from None
    except NotJSONError:
        raise _Unusable("it is not JSON, as a notebook is") from None
    except Exception:  # JSON of any other shape
        raise _Unusable("it is not a notebook of format 4 or older") from None
    return nb


def _why(error: Exception) -> str:
    """What an error says, on one line, without a full stop at the end."""
    if isinstance(error, shutil.Error):  # of several files; the first will do
        source, _, words = error.args[0][0]
        words = f"{Path(source).name}: {words}"
    else:
        words = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return " ".join(words.split())[:200].rstrip(".")


def _name(path: Path, root: Path) -> str:
    """The name of a file in the course's folder, on one line, for any terminal."""
    name = path.relative_to(root).as_posix()
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in name)


# --- copying ---


def lay_out(root: Path) -> list[str]:
    """Copy each released problem set that the student does not have yet.

    Whatever has the name of a problem set in workspace/ stays as it is: a folder, also
    an empty one or one made from an older release, a file, a link that leads nowhere.
    Calls may run at the same time; each problem set appears whole or not at all.

    A problem set without its notebook, or with a link, is not copied: a link may lead
    out of it, or back into it without an end.

    Args:
        root: the course's folder, which holds release/ and gets workspace/.

    Returns:
        The names of the problem sets that this call made, sorted.

    Raises:
        NotADirectoryError: `workspace` exists and is not a folder.
        OSError: it cannot be copied, for example because the disk is full.
    """
    made = [
        folder.name
        for folder in _released(root)
        if _copy_once(folder, _workspace(root) / folder.name)
    ]
    return made


def _lay_out_whole(root: Path, broken: Collection[Path]) -> list[str]:
    """Lay out each problem set that is whole; a sentence for each reason against it."""
    reasons: dict[str, list[str]] = {}
    try:
        released = _released(root)
    except OSError as error:
        return [f"release could not be looked into: {_why(error)}."]
    for folder in released:
        # A copy of a broken notebook would stay when the release is whole again.
        if folder / f"{folder.name}.ipynb" not in broken:
            try:
                _copy_once(folder, _workspace(root) / folder.name, broken)
            except OSError as error:
                reasons.setdefault(_why(error), []).append(_name(folder, folder.parent))
    return [
        f"No copy in workspace could be made of {', '.join(names)}: {why}."
        for why, names in reasons.items()
    ]


def _released(root: Path) -> list[Path]:
    return sorted(path for path in root.glob("release/[!.]*") if path.is_dir())


def _workspace(root: Path) -> Path:
    workspace = root / "workspace"
    if os.path.lexists(workspace) and not workspace.is_dir():
        raise NotADirectoryError(
            f"{workspace} is not a folder: rename it, to make room for problem sets."
        )
    return workspace


def copy_folder(source: Path, target: Path, **options: Any) -> Path:
    """Copy a folder, also a read-only one, so that the owner can write the copy.

    Args:
        source: the folder.
        target: where the copy comes.
        options: of shutil.copytree.

    Returns:
        The target; its owner can write all that is in it.
    """
    shutil.copytree(source, target, **options)
    for folder, _, names in os.walk(target):
        for path in (Path(folder), *(Path(folder, name) for name in names)):
            if not path.is_symlink():
                path.chmod(path.stat().st_mode | stat.S_IWUSR)
    return target


def _copy_once(source: Path, target: Path, without: Collection[Path] = ()) -> bool:
    """Copy a folder to a name that is free; return whether this call did it."""

    def left_out(folder: str, names: list[str]) -> set[str]:
        broken = {name for name in names if Path(folder, name) in without}
        ignored = broken | ({".ipynb_checkpoints"} & set(names))
        for name in sorted(set(names) - ignored):
            if Path(folder, name).is_symlink():
                raise OSError(f"{name} is a link: put there what it leads to")
        return ignored

    if os.path.lexists(target):
        return False
    if not (source / f"{source.name}.ipynb").is_file():  # the copy would stay so
        raise FileNotFoundError(f"{source.name}.ipynb is missing")
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".making-", dir=target.parent) as making:
        whole = Path(making) / target.name
        copy_folder(source, whole, copy_function=shutil.copyfile, ignore=left_out)
        try:
            whole.rename(target)
        except OSError:
            if os.path.lexists(target):  # another call was faster
                return False
            raise
    return True
