"""The authority's clock: how long applications wait, which are over their term, by month and by authority.

The term is the law room's (``deadlines`` of audience *authority*); here only days are compared.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from django.db.models import Case, ExpressionWrapper, F, IntegerField, Q, QuerySet, When
from django.db.models.functions import Cast, Coalesce, ExtractDay, ExtractMonth, ExtractYear, Substr
from django.db.models.lookups import GreaterThan
from django.utils.translation import gettext_lazy as _

from dakaz.errors import N_, BadInput
from dakaz.records import guard
from dakaz.records.guard import SeenBy
from dakaz.records.models import Audience, Deadline, InvolvementRole

from .deadlines import OVER
from .law_of_decisions import sure_day
from .listing import Listing, listed

COLUMNS = {
    "since": "application__date",
    "end": "end",
    "decided": "done",
    "case": "case__code",
    "asked": "application__asked_for",
}
STATES = ("over", "waiting", "late", "in_time")


def clocks() -> QuerySet[Deadline]:
    """Return every clock of an authority that holds, each with the ``end`` of its term.

    Those that a later count replaced, and those set aside, do not hold.
    """
    rows = Deadline.objects.filter(audience=Audience.AUTHORITY, application__isnull=False)
    return rows.exclude(standing__in=OVER).annotate(end=Coalesce("last_day", "on"))


def in_state(state: str, day: date) -> Q:
    """Return what a clock fulfils that stands so on ``day``.

    Args:
        state: ``over`` its term and undecided, ``waiting`` undecided within it, decided ``late``, decided
            ``in_time``; anything else means all.
    """
    undecided = Q(done=None) | Q(done__gt=day)
    known = {
        "over": undecided & Q(end__lt=day),
        "waiting": undecided & Q(end__gte=day),
        "late": Q(done__lte=day, done__gt=F("end")),
        "in_time": Q(done__lte=day) & Q(done__lte=F("end")),
    }
    return known.get(state, Q())


def listing(
    seen_by: SeenBy,
    *,
    day: date,
    state: str = "",
    month: str = "",
    sort: str = "since",
    page: int = 1,
    size: int = 50,
) -> Listing[Deadline]:
    """Return clocks, those that wait longest first.

    Args:
        month: of the application, as 2024-10; empty for all.
    """
    rows = clocks().filter(in_state(state, day))
    rows = rows.filter(application__date__startswith=month) if month else rows
    with_all = rows.select_related("case", "application__case")
    seen = guard.visible(with_all, seen_by).prefetch_related("application__involvements__party")
    return listed(seen, columns=COLUMNS, sort=sort, page=page, size=size)


def authorities_of(found: Deadline) -> list[str]:
    """Return the labels of the authorities an application was made to, as far as they were written down."""
    if found.application is None:
        return []
    parts = found.application.involvements.all()
    return [part.party.label for part in parts if part.role == InvolvementRole.AUTHORITY]


@dataclass(frozen=True, slots=True)
class Waited:
    """How long an application waits, or waited until it was decided.

    Args:
        since: the day of the application.
        until: the day of the decision, or the asking day.
        end: the last day of the authority's term.
        decided: whether it was decided by the asking day.
    """

    since: date
    until: date
    end: date
    decided: bool

    @property
    def days(self) -> int:
        """Calendar days waited."""
        return max(0, (self.until - self.since).days)

    @property
    def months(self) -> int:
        """Whole months waited: one is over on the same day of the next, or after a month that lacks it."""
        begun = (self.until.year - self.since.year) * 12 + self.until.month - self.since.month
        return max(0, begun - (self.until.day < self.since.day))

    @property
    def over(self) -> int:
        """Calendar days over the term; 0 within it."""
        return max(0, (self.until - self.end).days)


def waited(found: Deadline, *, day: date) -> Waited | None:
    """Return how long an application waits on ``day``; None where its own day is not known."""
    since = sure_day(found.application.date) if found.application else None
    end = found.last_day or found.on
    return None if since is None else _waited(since, end, found.done, day)


def _waited(since: date, end: date, done: date | None, day: date) -> Waited:
    decided = done is not None and done <= day
    return Waited(since, done if decided and done else day, end, decided)


@dataclass(frozen=True, slots=True)
class Month:
    """The applications of one month.

    Args:
        month: as 2024-10.
        made: how many.
        waiting, over: undecided within and over the authority's term.
        in_time, late: decided within and after it.
        days: the middle number of days waited (median), decided or not.
    """

    month: str
    made: int
    waiting: int
    over: int
    in_time: int
    late: int
    days: float


def by_month(seen_by: SeenBy, *, day: date) -> Sequence[Month]:
    """Return applications by month, the newest first, as they stand on ``day``."""
    rows = guard.visible(clocks(), seen_by).values_list("application__date", "last_day", "on", "done")
    months: dict[str, list[Waited]] = {}
    for text, last, on, done in rows:
        since, end = sure_day(text), last or on
        if since is not None:
            months.setdefault(text[:7], []).append(_waited(since, end, done, day))
    return [_month(month, months[month]) for month in sorted(months, reverse=True)]


def _month(month: str, found: Sequence[Waited]) -> Month:
    def how_many(*, decided: bool, over: bool) -> int:
        return sum(one.decided == decided and bool(one.over) == over for one in found)

    return Month(
        month,
        len(found),
        waiting=how_many(decided=False, over=False),
        over=how_many(decided=False, over=True),
        in_time=how_many(decided=True, over=False),
        late=how_many(decided=True, over=True),
        days=median(one.days for one in found),
    )


# How an application was decided, for counting; what waits is asked for with a day.
DECIDED = (
    ("late", _("after the authority's term")),
    ("in_time", _("within the authority's term")),
)


def counted() -> QuerySet[Deadline]:
    """Return the clocks a report counts, each with the whole ``months`` waited until it was decided.

    The months are those of ``Waited.months``; an application's own day is known wherever a clock runs.
    """
    day = {"year": (1, 4), "month": (6, 2), "day": (9, 2)}
    made = {
        name: Cast(Substr("application__date", first, length), IntegerField())
        for name, (first, length) in day.items()
    }
    begun = (ExtractYear("done") - made["year"]) * 12 + ExtractMonth("done") - made["month"]
    short = Case(When(GreaterThan(made["day"], ExtractDay("done")), then=1), default=0)
    return clocks().annotate(months=ExpressionWrapper(begun - short, IntegerField()))


def made_to(value: object) -> Q:
    """Return what an application to one of these authorities fulfils, by their labels."""
    labels = value if isinstance(value, tuple) else (str(value),)
    role = Q(application__involvements__role=InvolvementRole.AUTHORITY)
    return role & Q(application__involvements__party__label__in=labels)


def decided(value: object) -> Q:
    """Return what an application fulfils that was decided ``late`` or ``in_time``."""
    late, known = Q(done__gt=F("end")), value if isinstance(value, tuple) else (str(value),)
    found = Q(pk__in=[])
    for one in known:
        found |= Q(done__isnull=False) & (late if one == "late" else ~late)
    return found


def waiting_on(value: object) -> Q:
    """Return what an application fulfils that was made by a day and not decided on it."""
    day = _day(value)
    return Q(application__date__lte=day.isoformat()) & (Q(done=None) | Q(done__gt=day))


def over_on(value: object) -> Q:
    """Return what an application fulfils that was not decided on a day after the authority's term."""
    return waiting_on(value) & Q(end__lt=_day(value))


def made_before(value: object) -> Q:
    """Return what an application made before a day fulfils."""
    return Q(application__date__lt=_day(value).isoformat())


def _day(value: object) -> date:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise BadInput(N_("“%(value)s” is no day. Write it as 2024-10-28."), value=str(value)) from None
