"""Values: the standard library's data classes, made in a tenth of the time.

``from learning_loop.model.values import dataclass, field, fields, replace`` stands wherever one would import them from `dataclasses`, and
type checkers are told that it is the same. Of a run that changes one page, making some two hundred data classes the standard way took
a third: it compiles seven functions for each. Here a class compiles one, its constructor, and that at its first use.

What differs: that a value is frozen is held by the type checker, which is part of the tests, and not once more while the program
runs. So values are made and unpickled at full speed too. What our values do not use (InitVar, post-init, weak references) is not here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataclasses import dataclass, field, fields, is_dataclass, replace
else:
    from dataclasses import MISSING, Field, field, fields, is_dataclass, replace
    from dataclasses import dataclass as _standard
    from operator import attrgetter

    def dataclass(*, frozen=False, slots=True, kw_only=False, order=False):
        """Make a class a value with slots, as `dataclasses.dataclass` does with ``slots=True``."""
        if not slots:
            raise TypeError("values have slots")
        return lambda cls: _made(cls, frozen=frozen, kw_only=kw_only, order=order)

    @_standard
    class _Example:
        field: int

    _FIELD = fields(_Example)[0]._field_type
    """What marks a field as one, for the functions of the standard library."""

    def _made(cls, *, frozen, kw_only, order):
        known = {}
        for base in reversed(cls.__mro__[1:]):
            known.update(getattr(base, "__dataclass_fields__", {}))
        body = dict(cls.__dict__)
        own = [
            name
            for name, annotation in body.get("__annotations__", {}).items()
            if not str(annotation).startswith(("ClassVar", "typing.ClassVar"))
        ]
        for name in own:
            known[name] = _field(name, body["__annotations__"][name], body.pop(name, MISSING), kw_only)
        inherited = {slot for base in cls.__mro__[1:] for slot in base.__dict__.get("__slots__", ())}
        body.pop("__dict__", None)
        body.pop("__weakref__", None)
        body["__slots__"] = tuple(name for name in own if name not in inherited)
        body["__dataclass_fields__"] = known
        body["__match_args__"] = tuple(name for name, one in known.items() if not one.kw_only)
        written = set(body)
        body |= {name: made for name, made in _methods(tuple(known), frozen, order).items() if name not in written}
        made = type(cls)(cls.__name__, cls.__bases__, body)
        made.__qualname__ = cls.__qualname__
        if "__init__" not in written:
            made.__init__ = _constructor(made)
        return made

    def _field(name, annotation, default, kw_only):
        one = default if isinstance(default, Field) else field(default=default)
        one.name, one.type, one._field_type = name, annotation, _FIELD
        if one.kw_only is MISSING:
            one.kw_only = kw_only
        return one

    def _methods(names, frozen, order):
        values = attrgetter(*names) if names else lambda one: ()

        def equal(one, other):
            return values(one) == values(other) if one.__class__ is other.__class__ else NotImplemented

        def shown(one):
            return f"{one.__class__.__qualname__}({', '.join(f'{name}={getattr(one, name)!r}' for name in names)})"

        made = {"__eq__": equal, "__repr__": shown, "__hash__": (lambda one: hash(values(one))) if frozen else None}
        if order:
            made["__lt__"] = lambda one, other: (
                values(one) < values(other) if one.__class__ is other.__class__ else NotImplemented
            )
        return made

    def _constructor(cls):
        """Give a constructor that makes way for the compiled one at its first call."""

        def first(self, *given, **named):
            cls.__init__ = made = _compiled(cls.__dataclass_fields__)
            made(self, *given, **named)

        return first

    def _compiled(known):
        names = {"_MISSING": MISSING}
        plain, named, lines = [], [], []
        for name, one in known.items():
            value, parameter = name, name
            if one.default is not MISSING:
                names[f"_{name}"] = one.default
                parameter = f"{name}=_{name}"
            elif one.default_factory is not MISSING:
                names[f"_{name}"] = one.default_factory
                parameter, value = f"{name}=_MISSING", f"_{name}() if {name} is _MISSING else {name}"
            (named if one.kw_only else plain).append(parameter)
            lines.append(f" self.{name}={value}")
        parameters = ",".join(["self", *plain, *(["*", *named] if named else [])])
        code = "\n".join([f"def __init__({parameters}):", *(lines or [" pass"])])
        exec(code, names)  # noqa: S102 - of the fields' names alone, as the standard library does
        return names["__init__"]


__all__ = ["dataclass", "field", "fields", "is_dataclass", "replace"]
