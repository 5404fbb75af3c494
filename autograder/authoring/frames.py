"""The stored drawings of the lectures' views: where they lie, and a list of them."""

import contextlib
import json
from pathlib import Path

STORED = Path("notebooks/nncourse/labextension/nncourse/frames")  # JupyterLab serves it


def write_index(root: Path) -> None:
    """List what is stored, as `<lecture>/<cell>`, in a file that the page reads first.

    So it asks for nothing that is not there. Where nothing can be written, as in a
    checkout that is read-only, the page asks for nothing at all.
    """
    folder = root / STORED
    with contextlib.suppress(OSError):
        folder.mkdir(exist_ok=True)
        names = [
            str(path.relative_to(folder)).removesuffix(".json.gz").replace("\\", "/")
            for path in sorted(folder.glob("*/*.json.gz"))
        ]
        text = json.dumps(names, indent=0) + "\n"
        (folder / "index.json").write_text(text, encoding="utf-8")
