"""A foreign key that leads a reader only to what they may see; the rule itself is in ``sight``.

Rows that ``guard`` gives out know their reader. Following a link from such a row, by name, by id or
backwards, finds what that reader may see and nothing else; the rows found know their reader in turn.
In a guarded query the same holds for every join, so that no order, filter, sum or count tells more.
Rows nobody reads for somebody (``verify``, the log's digests) follow their links as they are.
"""

from __future__ import annotations

from typing import Any, TypeVar

from django.db import models
from django.db.models.fields.related_descriptors import (
    ForeignKeyDeferredAttribute,
    ForwardManyToOneDescriptor,
    ReverseManyToOneDescriptor,
)
from django.db.models.fields.related_lookups import RelatedExact, RelatedIn, RelatedIsNull
from django.db.models.lookups import Lookup
from django.utils.functional import cached_property

from .sight import Seen, may_see, reader_of, shown_to, through

_To = TypeVar("_To")
_From = TypeVar("_From")


class _Id(ForeignKeyDeferredAttribute):
    """``row.case_id``: empty when it names something this reader may not see."""

    def __get__(self, row: Any, kind: Any = None) -> Any:
        value = super().__get__(row, kind)
        if row is None or value is None:
            return value
        field: Any = self.field
        return value if field.leads_to_something_for(row, value) else None


class _Forward(ForwardManyToOneDescriptor):  # type: ignore[type-arg]
    """``row.case``: None when this reader may not see it."""

    def __get__(self, row: Any, kind: Any = None) -> Any:
        if row is None:
            return self
        reader = reader_of(row)
        if reader is not None and getattr(row, self.field.attname) is None:
            return None
        target: Any = super().__get__(row, kind)
        return target if reader is None or target is None else shown_to(target, reader)


class _Reverse(ReverseManyToOneDescriptor):  # type: ignore[type-arg]
    """``case.decisions``: those that this reader may see."""

    @cached_property
    def related_manager_cls(self) -> Any:
        plain: Any = super().related_manager_cls

        class Manager(plain):  # type: ignore[misc]  # made by Django for each relation
            def get_queryset(self) -> Any:
                rows = super().get_queryset()
                reader = reader_of(self.instance)
                if reader is None:
                    return rows
                if rows._result_cache is None:
                    return through(rows, reader)
                # fetched ahead, before anybody asked for whom
                seen = [shown_to(row, reader) for row in rows._result_cache if may_see(row, reader)]
                rows._result_cache = seen
                return rows

        return Manager


class _Backwards(models.ManyToOneRel):
    """The same link, joined from where it leads to."""

    def get_extra_restriction(self, alias: str | None, related_alias: str | None) -> Any:
        """Join only what the query's reader may see."""
        return Seen.of_alias(self.related_model, alias)


class Link(models.ForeignKey[_To, _From]):
    """A foreign key between rows of which some are not for everybody."""

    rel_class = _Backwards
    descriptor_class = _Id
    forward_related_accessor_class = _Forward
    related_accessor_class = _Reverse

    def deconstruct(self) -> Any:
        """Say that the column is an ordinary foreign key's: only reading it differs."""
        name, _, args, options = super().deconstruct()
        return name, "django.db.models.ForeignKey", args, options

    def get_extra_restriction(self, alias: str | None, related_alias: str | None) -> Any:
        """Join only what the query's reader may see."""
        return Seen.of_alias(self.related_model, alias)

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """Write what the row holds: what its reader may not see is not lost when they change the rest."""
        del add
        return model_instance.__dict__.get(self.attname)

    def leads_to_something_for(self, row: models.Model, value: Any) -> bool:
        """Say whether a row's reader may see what this link leads to.

        A row whose link must not be empty is not shown at all to those who may not see where it leads.
        """
        reader = reader_of(row)
        if reader is None or not self.null:
            return True
        if self.is_cached(row):
            target = self.get_cached_value(row)
            return target is not None and may_see(target, reader)
        known: dict[tuple[str, Any], bool] = row._state.__dict__.setdefault("links_seen", {})
        if (self.attname, value) not in known:
            target_kind: Any = self.related_model
            found = through(target_kind._base_manager.filter(pk=value), reader).exists()
            known[self.attname, value] = found
        return known[self.attname, value]


class _OnlySeen(Lookup):
    """Asking which rows lead to this one: none, when the reader may not see it."""

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        sql, params = super().as_sql(compiler, connection)
        if getattr(compiler.query, "reader", None) is None:
            return sql, params
        column, _ = self.process_lhs(compiler, connection)
        more, others = Seen.behind_column(compiler, connection, self.lhs.output_field.related_model, column)
        both = f"({sql} OR NOT {more})" if self.asks_for_nothing else f"({sql} AND {more})"
        return both, [*params, *others]

    @property
    def asks_for_nothing(self) -> bool:
        """Whether rows are sought that lead nowhere."""
        return False


@Link.register_lookup
class SeenExact(_OnlySeen, RelatedExact):
    """``filter(case=…)``."""


@Link.register_lookup
class SeenIn(_OnlySeen, RelatedIn):
    """``filter(case__in=…)``."""


@Link.register_lookup
class SeenIsNull(_OnlySeen, RelatedIsNull):
    """``filter(case=None)``: also what leads where the reader does not see."""

    @property
    def asks_for_nothing(self) -> bool:
        """Whether rows are sought that lead nowhere."""
        return bool(self.rhs)
