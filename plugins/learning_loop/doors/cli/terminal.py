"""What the commands are given of the terminal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import Any

from learning_loop.model.problem import Problem

Tell = Callable[[Sequence[Problem], str], str]
"""Prints problems, with the name of the folder that they are in, and gives their number in words."""

Progress = Callable[[], AbstractContextManager[Any]]
"""Shows how far the work is."""
