"""Attribute docstrings as field descriptions, read only when somebody asks for the reference: reading source costs time at every start."""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from pydantic import BaseModel


def describe_fields(base: type[BaseModel]) -> None:
    """Give every field of every model that is made from ``base`` its attribute docstring as its description."""
    models = list(_models(base))
    for model in models:
        for owner in reversed(model.__mro__):
            if issubclass(owner, BaseModel) and issubclass(owner, base):
                for name, docstring in _docstrings(owner).items():
                    model.model_fields[name].description = docstring
    for model in models:
        model.model_rebuild(force=True)


def _models(base: type[BaseModel]) -> Iterator[type[BaseModel]]:
    for model in base.__subclasses__():
        yield model
        yield from _models(model)


@cache
def _docstrings(model: type[BaseModel]) -> dict[str, str]:
    """Give the attribute docstrings that stand in a class's own source."""
    (tree,) = ast.parse(textwrap.dedent(inspect.getsource(model))).body
    assert isinstance(tree, ast.ClassDef)
    return {
        field.target.id: inspect.cleandoc(text.value.value)
        for field, text in pairwise(tree.body)
        if isinstance(field, ast.AnnAssign)
        and isinstance(field.target, ast.Name)
        and isinstance(text, ast.Expr)
        and isinstance(text.value, ast.Constant)
        and isinstance(text.value.value, str)
    }
