"""Names that modules had before; configurations of running courses still name them."""

import importlib
import logging
from collections.abc import Callable
from typing import Any

log = logging.getLogger(__name__)


def forward(old: str, new: str) -> Callable[[str], Any]:
    """A module's `__getattr__` that gives what another module has, with one warning.

    Args:
        old: the module's name.
        new: that of the module where its contents are now.
    """
    warned: list[str] = []

    def get(name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if not warned:
            warned.append(old)
            log.warning("%s is now %s: change your configuration.", old, new)
        return getattr(importlib.import_module(new), name)

    return get
