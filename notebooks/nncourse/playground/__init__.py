"""A small network to train and watch: settings, data, engines and the code to read."""

from .config import Config

__all__ = ["Config"]
