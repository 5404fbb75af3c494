"""The old name of hooks.execute, for configurations that have it."""

from .old_names import forward

__getattr__ = forward(__name__, "autograder.hooks.execute")
