"""Every column of every table is in the register, and what it says of it fits the table."""

from __future__ import annotations

from django.apps import apps

from dakaz.records.fields import DAYS, REGISTER, Erased, Needle
from dakaz.records.models import Record, Retention
from dakaz.records.queries.erasing_links import Fate, leading_to


def tables():
    return {kind._meta.model_name: kind for kind in apps.get_app_config("records").get_models()}


def test_every_column_of_every_table_is_in_the_register_and_nothing_else():
    assert {*REGISTER} == {*tables()}
    for name, kind in tables().items():
        columns = {field.name for field in kind._meta.concrete_fields}
        assert {*REGISTER[name]} == columns, f"say in records/fields what {name} keeps and why"


def test_columns_people_write_words_into_are_never_called_plain_where_they_speak_of_somebody():
    speaks = {"note", "words", "text", "description", "summary", "answer", "asked", "believed"}
    of_nobody = {"series", "check"}
    for name, fields in REGISTER.items():
        assert not [one for one in speaks & {*fields} if fields[one] is None and name not in of_nobody], name


def test_a_link_to_somebody_is_called_a_part_exactly_where_erasing_takes_it_out_of_others_records():
    party = tables()["party"]
    for kind, link, fate in leading_to(party):
        field = REGISTER[kind._meta.model_name][link.name]
        if field and fate in (Fate.CUT, Fate.LOOSENED):
            assert field.erased is Erased.PART, (kind, link.name)
        if issubclass(kind, Record) and field and field.erased is Erased.PART:
            assert fate in (Fate.CUT, Fate.LOOSENED), (kind, link.name)


def test_every_class_of_keeping_has_its_days_or_says_that_it_has_none():
    assert {*DAYS} == {*Retention.values}


def test_names_numbers_and_ways_to_reach_somebody_are_looked_for():
    needles = {
        (name, one): field.needle
        for name, fields in REGISTER.items()
        for one, field in fields.items()
        if field
    }
    assert needles["name", "text"] is Needle.NAME
    assert needles["document", "number"] is Needle.NUMBER
    assert needles["contactway", "value"] is Needle.CONTACT
