"""The old name of hooks.feedback, for configurations that have it."""

from .old_names import forward

__getattr__ = forward(__name__, "autograder.hooks.feedback")
