"""Counted days as they were written down: who confirmed, what a court said, what moved since."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext

from dakaz.records.queries import deadlines as written
from dakaz.records.queries import people_at_work
from dakaz.web.look import State
from dakaz.web.templatetags.words import day, moment

from .law_words import fact_label, standing_of, value_words

if TYPE_CHECKING:
    from dakaz.records.models import Deadline
    from dakaz.web.requests import Request


@dataclass(frozen=True, slots=True)
class Written:
    """One count as pages show it.

    Args:
        who: who looked, in sentences; also that nobody else has.
        set_words: the day a court or a lawyer named, with reason and typist; empty where there is none.
        moved: what differs from the confirmed day it stands beside, in sentences.
        may_confirm: whether this reader can confirm it now; ``wait`` says why not.
    """

    row: Deadline
    standing: State
    who: Sequence[str]
    set_words: str
    moved: Sequence[str]
    may_confirm: bool
    wait: str
    urls: dict[str, str]

    @property
    def holds(self) -> bool:
        """Whether it binds or waits to be confirmed."""
        return self.row.standing not in ("replaced", "set_aside")

    @property
    def binds(self) -> bool:
        """Whether somebody confirmed it."""
        return self.row.standing == "confirmed"


def written_lines(request: Request, rows: Sequence[Deadline]) -> list[Written]:
    """Return counts as pages show them, in the order given."""
    people = written.names_of(
        [one for row in rows for one in (row.confirmed_by, row.second_by, row.set_typed_by)]
    )
    bound = {row.rule: row for row in rows if row.standing == "confirmed"}
    return [_line(request, row, people, bound.get(row.rule)) for row in rows]


def _line(request: Request, row: Deadline, people: dict[str, str], bound: Deadline | None) -> Written:
    mine = row.standing == "half" and row.confirmed_by == request.user.user_id
    waits = row.standing in ("proposed", "half")
    return Written(
        row=row,
        standing=standing_of(row),
        who=_who(row, people),
        set_words=set_words(row, people),
        moved=moved_words(bound, row) if bound and waits else [],
        may_confirm=waits and not mine,
        wait=gettext("A colleague has to look too before it binds.") if mine else "",
        urls=urls_of(row),
    )


def urls_of(row: Deadline) -> dict[str, str]:
    """Return where a count's page is and where its forms post to."""
    names = ("confirm", "set", "aside", "done", "receipt", "ics")
    urls = {name: reverse(f"people:{name}-deadline", args=[row.pk]) for name in names}
    return {"page": reverse("people:deadline", args=[row.pk]), **urls}


def _who(row: Deadline, people: dict[str, str]) -> list[str]:
    said = []
    for user, at in ((row.confirmed_by, row.confirmed_at), (row.second_by, row.second_at)):
        if user:
            said.append(
                gettext("confirmed by %(who)s, %(at)s") % {"who": people.get(user, "?"), "at": moment(at)}
            )
    if row.standing == "confirmed" and not row.second_by and written.needs_two(row):
        said.append(
            gettext("nobody else has looked")
            if len(people_at_work.users()) > 1
            else gettext("nobody else has looked: one person works here")
        )
    if row.standing == "set_aside":
        said.append(gettext("set aside: %(why)s") % {"why": row.aside_why})
    return said


def set_words(row: Deadline, people: dict[str, str]) -> str:
    """Return the day that a court or a lawyer named, and where it comes from."""
    if not row.set_at:
        return ""
    told = {
        "who": row.get_set_by_display(),
        "day": day(row.set_day),
        "why": row.set_why,
        "typist": people.get(row.set_typed_by, "?"),
        "at": moment(row.set_at),
    }
    if row.set_day is None:
        return gettext("The day set by %(who)s was taken away: %(why)s (typed by %(typist)s, %(at)s)") % told
    return gettext("%(day)s, set by %(who)s: %(why)s (typed by %(typist)s, %(at)s)") % told


def moved_words(before: Deadline, after: Deadline) -> list[str]:
    """Return what differs between two counts, a sentence each: the facts first, then the days."""
    names = {
        "safe_day": gettext("Safe day"),
        "last_day": gettext("Last day"),
        "version": gettext("Version of the rule"),
        "pack": gettext("Edition of the law pack"),
    }
    return [
        gettext("%(what)s: %(before)s → %(after)s")
        % {
            "what": names.get(one.name) or fact_label(one.name),
            "before": value_words(one.name, one.before) if one.before else gettext("not known"),
            "after": value_words(one.name, one.after) if one.after else gettext("not known"),
        }
        for one in written.moved(before, after)
    ]
