"""Every question the queries know, asked with everything one could ask it about, and all of each answer."""

from __future__ import annotations

import importlib
import inspect
import itertools
import math
import pkgutil
import random
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from django.apps import apps
from django.core.exceptions import ObjectDoesNotExist
from django.db import models

from dakaz import report as room
from dakaz.errors import DakazError
from dakaz.records import guard, queries
from dakaz.records.guard import SeenBy
from dakaz.records.models import Case, Claim, Item, Testimony
from dakaz.records.queries.bulk import KINDS as BULK
from dakaz.records.queries.counting import COUNTABLE
from dakaz.records.queries.counts_released import Question

ANY_RECORD = ("Case", "Decision", "Party", "Item")
DAY = date(2024, 10, 28)
ALWAYS: dict[str, list[Any]] = {"page": [1], "day": [DAY], "today": [DAY], "first": [DAY], "limit": [9]}
SORTS = "title code date dated speaker case authority source by to added kind on -source -case -authority"


def questions() -> Iterator[tuple[str, Any]]:
    """Yield every public function of the queries that asks for somebody."""
    for module in pkgutil.iter_modules(queries.__path__):
        if module.name != "tests":
            found = importlib.import_module(f"{queries.__name__}.{module.name}")
            for name, function in inspect.getmembers(found, inspect.isfunction):
                own = function.__module__ == found.__name__ and not name.startswith("_")
                if own and "seen_by" in inspect.signature(function).parameters:
                    yield f"{module.name}.{name}", function


# What a row tells, while one question is answered: the same row, found again with the same links fetched.
_told: dict[Any, str] = {}


def asked(function: Any, seen_by: SeenBy, known: Mapping[str, list[Any]], *, few: int) -> list[str]:
    """Return the answers to a question, as text, for what it can be asked about.

    Args:
        few: how many combinations are drawn where there are more: a question of many parts has thousands.
    """
    _told.clear()
    parameters = list(inspect.signature(function).parameters.values())[1:]
    names, choices = [], []
    for one in parameters:
        if one.kind in (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD):
            continue
        values = list(_values(one, seen_by, known))
        if values:
            names.append(one.name)
            choices.append(values)
    return [
        _answer(function, seen_by, dict(zip(names, one, strict=True))) for one in _combinations(choices, few)
    ]


def _combinations(choices: list[list[Any]], few: int) -> Iterable[tuple[Any, ...]]:
    """Every combination where there are few; else every value of each, and a draw of the combinations."""
    if math.prod(len(one) for one in choices) <= few:
        return itertools.product(*choices)
    draw = random.Random(20241028)
    longest = max(len(one) for one in choices)
    every_value = zip(*(itertools.islice(itertools.cycle(one), longest) for one in choices), strict=True)
    return [*every_value, *(tuple(draw.choice(one) for one in choices) for _ in range(few))]


def _values(one: inspect.Parameter, seen_by: SeenBy, known: Mapping[str, list[Any]]) -> Iterable[Any]:
    if one.name == "sort":
        return known["sort"]
    if kinds := _kinds(str(one.annotation)):
        return [row for kind in kinds for row in guard.visible(kind._default_manager.order_by("pk"), seen_by)]
    if (exactly := f"{one.name}: {one.annotation}") in known:
        return known[exactly]
    if one.name in known:
        as_text = one.annotation == "str"
        return [str(value) for value in known[one.name]] if as_text else known[one.name]
    if one.default is not inspect.Parameter.empty:
        return []
    found: list[Any] | None = ALWAYS.get(one.name) or known.get(str(one.annotation))
    assert found, f"say in things_to_ask what to ask as {one.name}: {one.annotation}"
    return found


def _kinds(annotation: str) -> list[Any]:
    """The tables a parameter takes a row of."""
    tables = {table.__name__: table for table in apps.get_app_config("records").get_models()}
    names = ANY_RECORD if annotation == "Record" else annotation.split(" | ")
    return [tables[name] for name in names if name in tables]


def things_to_ask(ids: list[Any], words: str) -> dict[str, list[Any]]:
    """Return what questions can be asked about, by the name of the parameter."""
    texts = [str(one) for one in ids]
    counts = [f"{{{{ count({table}) }}}}" for table in COUNTABLE]
    outline = "\n\n".join(["---\ntitle: T\nlanguage: en\n---", *counts, f"Told [@{words}]."])
    return {
        "uuid.UUID": ids,
        "uuid.UUID | str": ids,
        "str": [words],
        "int": [1],
        "date": [DAY],
        "Iterable[str]": [texts],
        "Sequence[str]": [texts],
        "Sequence[uuid.UUID]": [ids],
        "Kind": list(BULK.values()),
        "identifier": ids,
        "case_id": ids,
        "item_id": ids,
        "subject": [None, *ids],
        "subjects": [ids],
        "identifiers": [texts],
        "parties": [[]],
        "rows": [_rows_of(Case, ids)],
        "Iterable[Item]": [_rows_of(Item, ids)],
        "Sequence[Claim]": [_rows_of(Claim, ids)],
        "Iterable[Testimony]": [_rows_of(Testimony, ids)],
        "Sequence[Testimony]": [_rows_of(Testimony, ids)],
        "chosen": [texts[0]],
        "chosen: Mapping[str, str]": [{}],
        "sort": ["", *SORTS.split()],
        "filters": [{}, {"kind": "text"}, *({name: one} for name in ("source", "case") for one in texts)],
        "cite": [words],
        "code": [words],
        "key": [words],
        "typed": [words],
        "query": [words, "open"],
        "keys": [frozenset({words})],
        "table": list(COUNTABLE),
        "where": [{}],
        "expression": [f"count({table})" for table in COUNTABLE],
        "audience": ["lawyer", "court"],
        "name": ["party", "case", "decision", "event", "testimony"],
        "of": list(COUNTABLE),
        "sides": [("kind",)],
        "question": [Question(table, ("kind",), 10) for table in COUNTABLE],
        "as_of": [DAY.isoformat()],
        "needs": [room.needs(room.parse(outline))],
    }


def _rows_of(kind: Any, ids: list[Any]) -> list[Any]:
    return list(kind._default_manager.filter(pk__in=ids).order_by("pk"))


def _answer(function: Any, seen_by: SeenBy, values: dict[str, Any]) -> str:
    try:
        answer = function(seen_by, **values)
        return f"{sorted(values)}: {told(answer)}"
    except DakazError as refused:
        return f"{type(refused).__name__}: {refused}"


def told(value: Any, depth: int = 4) -> str:
    """Return everything an answer says, each link of each row followed both ways."""
    if isinstance(value, models.Model):
        state = value._state
        fetched = (*getattr(state, "fields_cache", ()), *value.__dict__.get("_prefetched_objects_cache", ()))
        found_again = (type(value), value.pk, depth, getattr(state, "reader", None), fetched)
        if found_again not in _told:
            _told[found_again] = _row_told(value, depth)
        return _told[found_again]
    if isinstance(value, str | bytes):
        return repr(value)
    if isinstance(value, Mapping):
        return str([(told(key, depth), told(each, depth)) for key, each in value.items()])
    if is_dataclass(value):
        return str([(one.name, told(getattr(value, one.name), depth)) for one in fields(value)])
    if isinstance(value, Iterable):
        return str([told(each, depth) for each in value])
    return repr(value)


def _row_told(row: models.Model, depth: int) -> str:
    said = [f"{one.attname}={getattr(row, one.attname)!r}" for one in row._meta.concrete_fields]
    if depth > 0:
        for one in row._meta.get_fields():
            if one.one_to_many or (one.one_to_one and one.auto_created):
                said.append(f"{one.get_accessor_name()}={_behind(row, one.get_accessor_name(), depth)}")
            elif one.is_relation:
                said.append(f"{one.name}={_behind(row, one.name, depth)}")
    extra = {name: value for name, value in row.__dict__.items() if name in ("held", "made", "head")}
    return f"<{type(row).__name__} {' '.join(said)} {extra}>"


def _behind(row: models.Model, name: str, depth: int) -> str:
    try:
        found = getattr(row, name)
    except ObjectDoesNotExist:
        return "nothing"
    if hasattr(found, "all"):
        return f"{found.count()} {found.exists()} {told(list(found.order_by('pk')), depth - 2)}"
    return told(found, depth - 1)
