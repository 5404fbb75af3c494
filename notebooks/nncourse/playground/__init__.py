"""A small network to build, train and watch: the widget, and two engines that train."""

from .trainers import JaxTrainer, NumpyTrainer
from .widget import Playground

__all__ = ["JaxTrainer", "NumpyTrainer", "Playground"]
