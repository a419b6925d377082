"""JSON-stat 2.0: values and flags stand in sparse objects, numbered over all dimensions, row-major."""

from __future__ import annotations

import json
from math import prod
from typing import Any

from dakaz.errors import N_, BadInput
from dakaz.figures.readers.cells import Disclosure, lines_of, with_flags
from dakaz.figures.readers.eurostat_text import _notes, rounding_of
from dakaz.figures.values import Row, Table, Vintage, sha256

_TIMES = ("time", "TIME_PERIOD", "year", "period")
NO_VALUES = N_("%(file)s holds no values: dimension “%(name)s” is empty. A code asked for does not exist.")


def is_json_stat(text: str) -> bool:
    """Say whether a text begins as a JSON-stat data set does."""
    return text.lstrip()[:1] == "{" and '"dimension"' in text and '"size"' in text


def read_json_stat(
    content: bytes,
    name: str,
    *,
    dataset: str = "",
    rounding: Disclosure | None = None,
    invented: bool = False,
) -> Table:
    """Read a JSON-stat 2.0 data set; a missing key is a missing value, never zero.

    Args:
        content: the file.
        name: its name.
        dataset: the data set that was asked for; refused when the file is another one.
        rounding: how numbers are blurred; found from the data set when missing.
        invented: the numbers are no statistics.

    Raises:
        BadInput: it is no JSON-stat, another data set, or a dimension is empty.
    """
    body = _body(content, name)
    found = str(body.get("extension", {}).get("id", ""))
    if dataset and found.upper() != dataset.upper():
        raise BadInput(
            N_("%(file)s is data set %(found)s, not %(asked)s."), file=name, found=found, asked=dataset
        )
    rounding = rounding or rounding_of(found)
    names = [str(one) for one in body["id"]]
    axes = [_codes(body["dimension"][one]["category"]) for one in names]
    for one, size, axis in zip(names, body["size"], axes, strict=True):
        if size == 0 or size != len(axis):
            raise BadInput(NO_VALUES, file=name, name=one)
    time = next((one for one in _TIMES if one in names), None)
    if time is None:
        raise BadInput(N_("%(file)s has no dimension of time."), file=name)
    rows = _rows(body, names.index(time), axes, rounding)
    labels = {
        one: {str(k): str(v) for k, v in body["dimension"][one]["category"].get("label", {}).items()}
        for one in names
    }
    vintage = Vintage(
        name, sha256(content), "json-stat-2", found, str(body.get("updated", "")), _source(body), invented
    )
    dimensions = tuple(one for one in names if one != time)
    return Table(dimensions, ("value",), tuple(rows), vintage, labels, _notes(rounding))


def _body(content: bytes, name: str) -> dict[str, Any]:
    try:
        body = json.loads(lines_of(content, name))
    except ValueError:
        raise BadInput(N_("%(file)s is not complete JSON."), file=name) from None
    missing = [key for key in ("id", "size", "dimension", "value") if key not in body]
    if missing or body.get("class", "dataset") != "dataset":
        raise BadInput(
            N_("%(file)s is no JSON-stat data set; %(names)s is missing."),
            file=name,
            names=", ".join(missing),
        )
    if len(body["id"]) != len(body["size"]):
        raise BadInput(N_("%(file)s names other dimensions than it measures."), file=name)
    return dict(body)


def _source(body: dict[str, Any]) -> str:
    source = str(body.get("source", ""))
    return "Eurostat" if source == "ESTAT" else source


def _codes(category: dict[str, Any]) -> list[str]:
    index = category.get("index", category.get("label", {}))
    if isinstance(index, dict) and "index" in category:
        return [str(code) for code, _ in sorted(index.items(), key=lambda one: one[1])]
    return [str(code) for code in index]


def _rows(body: dict[str, Any], time: int, axes: list[list[str]], rounding: Disclosure) -> list[Row]:
    values, status = _sparse(body["value"]), _sparse(body.get("status") or {})
    size = prod(len(axis) for axis in axes)
    present = sorted(values.keys() | status.keys())
    if present and not 0 <= present[0] <= present[-1] < size:
        raise BadInput(N_("A value stands outside the data set's size."))
    found = []
    for at in present:
        codes = _codes_at(at, axes)
        value = values.get(at)
        cell = with_flags("" if value is None else str(value), str(status.get(at) or ""), rounding)
        rest = tuple(code for place, code in enumerate(codes) if place != time)
        found.append(Row(codes[time], rest, (cell,), at))
    return found


def _codes_at(at: int, axes: list[list[str]]) -> list[str]:
    """Return the codes of a place in row-major order; the last dimension runs fastest."""
    codes = []
    for axis in reversed(axes):
        at, here = divmod(at, len(axis))
        codes.append(axis[here])
    return codes[::-1]


def _sparse(given: Any) -> dict[int, Any]:
    if isinstance(given, list):
        return {at: value for at, value in enumerate(given) if value is not None}
    if isinstance(given, dict):
        return {int(at): value for at, value in given.items()}
    return {}
