"""The old name of authoring.workspace, for configurations that have it."""

from .old_names import forward

__getattr__ = forward(__name__, "autograder.authoring.workspace")
