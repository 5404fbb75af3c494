"""Whose machine it is must not be seen in what is built, nor decide what a test finds.

A reader's own settings change what a notebook shows: IPython's configuration and
start-up files, a matplotlibrc, Keras' floats, Jupyter's kernels, variables such as
JAX_ENABLE_X64. `without` gives an environment in which all of them are absent. Caches
stay where they are: what was downloaded once is not fetched again.
"""

import os
import re
from collections.abc import Mapping
from pathlib import Path

THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
"""More threads add up in another order, and on a busy machine wait for each other."""

# What stays is where things are, and which processor NumPy, XLA and others may use.
KEPT = {
    *("PYTHONPATH", "PYTHONHOME", "PYTHONPYCACHEPREFIX", "PYTHONDONTWRITEBYTECODE"),
    *("JAX_PLATFORMS", "JAX_COMPILATION_CACHE_DIR", "TORCH_HOME"),
}
DROPPED = re.compile(
    r"PYTHON|IPYTHON|JUPYTER|MPL|MATPLOTLIB|JAX_|KERAS_|TORCH_|PYTORCH_|TF_|SKLEARN_"
    r"|SCIPY_|NBGRADER|JUPYTEXT|DASK_|PG[A-Z]+$|NODE_OPTIONS$|COURSE_ROLE$"
    r"|(NO_COLOR|FORCE_COLOR|CLICOLOR|CLICOLOR_FORCE|PY_COLORS|COLUMNS|LINES)$"
    r"|XDG_CONFIG"
)


def without(environment: Mapping[str, str], folder: Path) -> dict[str, str]:
    """An environment like the given one, for processes that see nobody's settings.

    Args:
        environment: usually os.environ.
        folder: an empty folder, the only place where settings are looked for. A
            matplotlibrc without a line is put there.

    Returns:
        The variables; PATH, HOME, caches and the choice of a processor are the same.
    """
    (folder / "matplotlibrc").write_text("", encoding="utf-8")
    kept = {
        name: value
        for name, value in environment.items()
        if name in KEPT or not DROPPED.match(name)
    }
    own = {
        "IPYTHONDIR": folder / "ipython",
        "JUPYTER_CONFIG_DIR": folder / "jupyter",
        "JUPYTER_DATA_DIR": folder / "jupyter" / "data",
        "JUPYTER_RUNTIME_DIR": folder / "jupyter" / "runtime",
        "KERAS_HOME": folder / "keras",
        "MATPLOTLIBRC": folder / "matplotlibrc",
        "XDG_CONFIG_HOME": folder / "config",
    }
    for place in own.values():
        if place.name != "matplotlibrc":
            place.mkdir(parents=True, exist_ok=True)
    threads = dict.fromkeys(THREADS, "1")
    return threads | kept | {name: str(place) for name, place in own.items()}


def forget(folder: Path) -> None:
    """Take all settings out of this process's own environment; see `without`.

    To be called before the libraries are imported that read them.
    """
    clean = without(os.environ, folder)
    for name in os.environ.keys() - clean.keys():
        del os.environ[name]
    os.environ.update(clean)
