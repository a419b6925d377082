"""Figures that somebody states, as one person may see them: lists, one matter, those of a text."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Max, QuerySet

from dakaz.errors import N_, BadInput, NotFound
from dakaz.records import guard
from dakaz.records.guard import SeenBy
from dakaz.records.models import Check, Claim, FigureKind, Item, Passage

from . import vocabulary
from .listing import Listing, listed

FIGURE_KINDS: vocabulary.Choices = FigureKind.choices
COLUMNS = {
    "about": "about",
    "period": "period",
    "figure": "value",
    "by": "attributed_to",
    "source": "passage__item__source__title",
    "place": "place",
}
MOST_ABOUT = 200
IN_QUESTION = "value"  # under this name goes in what a check is to judge
CODE = 12


def code_of(words: str) -> str:
    """Return what stands for words in an address, where no words of ours may stand."""
    return hashlib.sha256(words.encode()).hexdigest()[:CODE]


def _rows(seen_by: SeenBy) -> QuerySet[Claim]:
    rows = Claim.objects.select_related("passage__item__source", "said_by")
    return guard.visible(rows, seen_by)


# What each filter of the list narrows to; ``about`` and ``said`` come as codes of their words.
_NARROWED: Mapping[str, Callable[[QuerySet[Claim], str], QuerySet[Claim]]] = {
    "about": lambda rows, code: rows.filter(about__in=_meant(rows, "about", code)),
    "kind": lambda rows, code: rows.filter(kind=code),
    "place": lambda rows, code: rows.filter(place=code),
    "period": lambda rows, code: rows.filter(period__contains=code),
    "said": lambda rows, code: rows.filter(attributed_to__in=_meant(rows, "attributed_to", code)),
    "source": lambda rows, code: rows.filter(passage__item__source__in=[code]),
}


def _meant(rows: QuerySet[Claim], column: str, code: str) -> list[str]:
    words = rows.order_by().values_list(column, flat=True).distinct()
    return [one for one in words if code_of(one) == code]


def claims(
    seen_by: SeenBy, *, sort: str = "about", page: int = 1, size: int = 50, **narrowed: str
) -> Listing[Claim]:
    """Return claims.

    Args:
        narrowed: ``kind``, ``place``, ``period`` (a year), ``source`` (its id), ``about`` and ``said`` (codes
            of their words).
    """
    rows = _rows(seen_by)
    for name, code in narrowed.items():
        rows = _NARROWED[name](rows, code)
    return listed(rows, columns=COLUMNS, sort=sort, page=page, size=size)


def claim(seen_by: SeenBy, identifier: uuid.UUID | str) -> Claim:
    """Return one claim with its passage."""
    return guard.one(Claim.objects.select_related("passage__item__source", "said_by"), seen_by, identifier)


def chosen(seen_by: SeenBy, identifiers: Iterable[str]) -> list[Claim]:
    """Return those of these claims that exist and may be seen, in the order named."""
    wanted = [found for one in identifiers if (found := _id(one))]
    rows = {one.pk: one for one in _rows(seen_by).filter(pk__in=wanted)}
    return [rows[one] for one in dict.fromkeys(wanted) if one in rows]


def _id(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def choices(seen_by: SeenBy) -> dict[str, list[tuple[str, str]]]:
    """Return for each filter the codes that occur, with their words."""
    rows = guard.visible(Claim.objects.all(), seen_by).order_by()
    words = {
        name: sorted(filter(None, rows.values_list(column, flat=True).distinct()))
        for name, column in (("about", "about"), ("said", "attributed_to"), ("place", "place"))
    }
    years = {part[:4] for period in rows.values_list("period", flat=True) for part in period.split("/")}
    sources = rows.values_list("passage__item__source", "passage__item__source__title").distinct()
    return {
        "about": [(code_of(one), one) for one in words["about"]],
        "kind": [(code, str(word)) for code, word in FIGURE_KINDS],
        "place": [(one, one) for one in words["place"]],
        "period": [(year, year) for year in sorted(years) if year.isdecimal()],
        "said": [(code_of(one), one) for one in words["said"]],
        "source": sorted(((str(pk), title) for pk, title in sources if title), key=lambda one: one[1]),
    }


def abouts(seen_by: SeenBy) -> list[str]:
    """Return what claims are figures of, the latest first, for offering it while one types."""
    rows = guard.visible(Claim.objects.exclude(about=""), seen_by).order_by()
    found = rows.values("about").annotate(last=Max("entry")).order_by("-last")[:MOST_ABOUT]
    return [row["about"] for row in found]


@dataclass(frozen=True, slots=True)
class Matter:
    """Claims that are figures of one thing: what it is, its code in an address, how many."""

    about: str
    code: str
    claims: int
    sources: int


def matters(seen_by: SeenBy) -> list[Matter]:
    """Return what there are figures of, by the alphabet."""
    rows = guard.visible(Claim.objects.exclude(about=""), seen_by).order_by()
    counted = rows.values("about").annotate(
        many=Count("pk", distinct=True), texts=Count("passage__item", distinct=True)
    )
    return [
        Matter(row["about"], code_of(row["about"]), row["many"], row["texts"])
        for row in counted.order_by("about")
    ]


def of_matter(seen_by: SeenBy, code: str) -> list[Claim]:
    """Return the claims of one matter in order of period.

    Raises:
        NotFound: there is none to see.
    """
    rows = _rows(seen_by)
    found = list(rows.filter(about__in=[one for one in _meant(rows, "about", code) if one]))
    if not found:
        raise NotFound(N_("There is nothing here by that address, or it is not yours to see."))
    return sorted(found, key=lambda one: (one.period or "~", one.entry))


def texts_of(seen_by: SeenBy, claims_: Sequence[Claim]) -> dict[str, str]:
    """Return the texts of the items these claims stand in, by the item's id; each once."""
    items = {claim_.passage.item_id for claim_ in claims_ if claim_.passage}
    rows = guard.visible(Item.objects.filter(pk__in=items, text__isnull=False), seen_by)
    return {str(pk): content for pk, content in rows.values_list("pk", "text__content")}


def checks_of(seen_by: SeenBy, claims_: Sequence[Claim]) -> dict[uuid.UUID, list[Check]]:
    """Return for each claim the checks that took a number from it, the latest first."""
    rows = guard.visible(Check.objects.filter(parts__claim__in=[one.pk for one in claims_]), seen_by)
    found: dict[uuid.UUID, list[Check]] = {}
    for check in rows.distinct().order_by("-entry"):
        for part in check.parts.all():
            if part.claim_id and check not in found.setdefault(part.claim_id, []):
                found[part.claim_id].append(check)
    return found


def is_in_question(check: Check, claim: Claim) -> bool:
    """Say whether a check's verdict is about this claim, not only reached with a number of it."""
    return any(part.name == IN_QUESTION and part.claim_id == claim.pk for part in check.parts.all())


def of_item(seen_by: SeenBy, item: Item) -> list[Claim]:
    """Return the claims that stand in an item's text."""
    rows = guard.visible(Claim.objects.filter(passage__item=item.pk), seen_by).select_related("passage")
    return list(rows.order_by("entry"))


def about_like(seen_by: SeenBy, *, counted: str, unit: str) -> str:
    """Return what the last claim that counts the same was a figure of; empty when there is none."""
    if not counted:
        return ""
    rows = guard.visible(Claim.objects.filter(counted__iexact=counted, unit=unit), seen_by)
    last = rows.exclude(about="").order_by("-entry").first()
    return last.about if last else ""


def passage_cited(seen_by: SeenBy, place: str) -> Passage:
    """Return the passage named as a report cites it, ``key#label``.

    Raises:
        BadInput: nothing one may see is called so.
    """
    key, _, label = place.strip().removeprefix("@").partition("#")
    rows = guard.visible(Passage.objects.filter(item__cite=key, label=label), seen_by)
    found = rows.exclude(item__cite="").first()
    if found is None:
        raise BadInput(
            N_("Nothing is cited as “%(place)s”. Look at the item's page for its key and its passages."),
            place=place.strip(),
        )
    return found


def typed(number: Decimal | None) -> str:
    """Return a number as a person types it: no exponent, no zeros after the point."""
    return "" if number is None else f"{number.normalize():f}"


def as_entered(claim_: Claim) -> str:
    """Return a claim's number as a check takes it: ``more than 6``, ``84%``, ``-37``; empty for two ends."""
    if claim_.value is None:
        return ""
    unit = "%" if claim_.unit == "%" else ""
    words = claim_.qualifier if claim_.qualifier in QUALIFIERS else ""
    return f"{words} {typed(claim_.value)}{unit}".strip()


QUALIFIERS = ("about", "nearly", "at least", "more than", "up to", "at most", "less than")


def values_of(claim_: Claim) -> dict[str, Any]:
    """Return a claim's number or numbers by name; those it does not have are left out."""
    names = ("value", "low", "high", "first", "last")
    return {name: getattr(claim_, name) for name in names if getattr(claim_, name) is not None}
