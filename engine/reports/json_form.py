"""Frozen dataclasses ↔ JSON values, by their type hints alone.

What an older or newer version wrote is read as far as it can be: keys that are not known any more are passed over, and
fields that came later take their default.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

Value = TypeVar("Value")

_PLAIN = (str, int, float, bool, type(None))


class NotReadable(ValueError):
    """A JSON value does not have the shape of the type. The message names the place."""


def to_json(value: object) -> Any:
    """A JSON value: dataclasses as objects, tuples as lists, days and moments as ISO text, ranges as [start, stop]."""
    if isinstance(value, _PLAIN):
        return value
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: to_json(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple | list):
        return [to_json(item) for item in value]
    if isinstance(value, Mapping):
        return {str(key): to_json(item) for key, item in value.items()}
    if isinstance(value, range):
        return [value.start, value.stop]
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"no JSON form for {type(value).__name__}")


def from_json(kind: type[Value], value: object) -> Value:
    """The value of the type that `to_json` wrote.

    Raises:
        NotReadable: the JSON value has another shape.
    """
    return cast(Value, _read(kind, value, kind.__name__))


def _read(kind: Any, value: object, where: str) -> Any:
    origin, arguments = get_origin(kind), get_args(kind)
    if kind is Any:
        return value
    if origin in (Union, types.UnionType):
        return _read_one_of(arguments, value, where)
    if origin is typing.Literal:
        if value not in arguments:
            raise NotReadable(f"{where}: {value!r}")
        return value
    if origin is tuple:
        return _read_tuple(arguments, _of(list, value, where), where)
    if origin is not None and issubclass(origin, Mapping):
        return {key: _read(arguments[1], item, f"{where}.{key}") for key, item in _of(dict, value, where).items()}
    if is_dataclass(kind):
        return _read_object(kind, _of(dict, value, where), where)
    if kind is range:
        return range(*_of(list, value, where))
    if kind in (date, datetime):
        try:
            return kind.fromisoformat(_of(str, value, where))
        except ValueError as error:
            raise NotReadable(f"{where}: {value!r}") from error
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if kind is type(None):
        kind = types.NoneType
    return _of(kind, value, where)


def _read_one_of(kinds: tuple[Any, ...], value: object, where: str) -> Any:
    if value is None and types.NoneType in kinds:
        return None
    for kind in kinds:
        if kind is not types.NoneType:
            try:
                return _read(kind, value, where)
            except NotReadable:
                continue
    raise NotReadable(where)


def _read_tuple(kinds: tuple[Any, ...], items: list[Any], where: str) -> tuple[Any, ...]:
    if len(kinds) == 2 and kinds[1] is Ellipsis:
        return tuple(_read(kinds[0], item, f"{where}[{place}]") for place, item in enumerate(items))
    if len(items) != len(kinds):
        raise NotReadable(f"{where}: {len(items)} values for {len(kinds)}")
    return tuple(_read(kind, item, f"{where}[{n}]") for n, (kind, item) in enumerate(zip(kinds, items, strict=True)))


def _read_object(kind: Any, found: dict[str, Any], where: str) -> Any:
    read = {}
    hints = _hints(kind)
    for field in fields(kind):
        if field.name in found:
            read[field.name] = _read(hints[field.name], found[field.name], f"{where}.{field.name}")
        elif field.default is MISSING and field.default_factory is MISSING:
            raise NotReadable(f"{where} lacks {field.name}")
    return kind(**read)


def _of(kind: Any, value: object, where: str) -> Any:
    if not isinstance(value, kind) or (kind in (int, float) and isinstance(value, bool)):
        raise NotReadable(f"{where} is {type(value).__name__}, not {getattr(kind, '__name__', kind)}")
    return value


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)
