"""A student's own copies of the problem sets: workspace/<ps>/, made from release/<ps>/.

A copy is made once and is the student's from then on: nothing here writes into it.
"""

import os
import shutil
import tempfile
from pathlib import Path


def lay_out(root: Path) -> list[str]:
    """Copy each released problem set that the student does not have yet.

    Whatever has the name of a problem set in workspace/ stays as it is: a folder, also
    an empty one or one made from an older release, a file, a link that leads nowhere.
    Calls may run at the same time; each problem set appears whole or not at all.

    Args:
        root: the course's folder, which holds release/ and gets workspace/.

    Returns:
        The names of the problem sets that this call made, sorted.

    Raises:
        NotADirectoryError: `workspace` exists and is not a folder.
        OSError: it cannot be written, for example because the disk is full.
    """
    workspace = root / "workspace"
    if os.path.lexists(workspace) and not workspace.is_dir():
        raise NotADirectoryError(
            f"{workspace} is not a folder: rename it, to make room for problem sets."
        )
    released = sorted(path for path in root.glob("release/[!.]*") if path.is_dir())
    return [path.name for path in released if _copy_once(path, workspace / path.name)]


def _copy_once(source: Path, target: Path) -> bool:
    """Copy a folder to a name that is free; return whether this call did it."""
    if os.path.lexists(target):
        return False
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".making-", dir=target.parent) as making:
        whole = Path(making) / target.name
        # The contents only: a read-only release gives copies that can be written.
        shutil.copytree(
            source,
            whole,
            copy_function=shutil.copyfile,
            ignore=shutil.ignore_patterns(".ipynb_checkpoints"),
        )
        try:
            whole.rename(target)
        except OSError:
            if os.path.lexists(target):  # another call was faster
                return False
            raise
    return True
