"""An invented casebook of any size: who comes, what is asked, what is decided, what happens, what is due.

A seed gives the same casebook again, but for ids and keys. The clock stands at ``DAY``: what is due is due
around it. Two in a hundred families are sealed, in ``CIRCLES`` compartments that one colleague holds.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from django.db import transaction

from benchmarks.casebook_bulk import Bulk, Row, write_sealed
from benchmarks.casebook_people import Named, families, spelled
from dakaz import vault
from dakaz.names.fold import fold_text
from dakaz.records import database
from dakaz.records.actions import access, deadlines
from dakaz.records.actions.acting import Acting
from dakaz.records.models import (
    Case,
    Compartment,
    Deadline,
    Decision,
    Document,
    DueDate,
    Event,
    Need,
    Party,
    SealedState,
    Testimony,
    Tie,
)
from dakaz.records.queries import law_of_decisions

SEED, CIRCLES, SEALED = 20241028, 8, 0.02
DAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 7, 0, tzinfo=UTC)
BEGAN = NOW - timedelta(days=500)
HOLDER, COLLEAGUE, PASSPHRASE = "holder", "colleague", "gravel-umbrella-twelve-orchid"
AUTHORITIES = (
    "Дэпартамент міграцыі (прыклад)",
    "Migracijos departamentas (pavyzdys)",
    "Suderinamumo tarnyba (pavyzdys)",
    "Regionų teismas (pavyzdys)",
    "Aukščiausiasis teismas (pavyzdys)",
    "Pasienio tarnyba (pavyzdys)",
    "Užimtumo tarnyba (pavyzdys)",
)
TITLES = {
    "application": "Application lodged",
    "interview": "Interview by the authority",
    "hearing": "Hearing",
    "appeal": "Complaint filed",
    "outcome": "Answer came",
    "note": "Call with the person",
    "letter": "Letter of support sent",
    "relatives": "Relatives asked about them at home",
    "extremist_list": "Listed at home",
    "threat": "Threat by message",
    "discrimination": "Bank account refused",
}
_EVENTS, _HOW_OFTEN = zip(
    *zip(TITLES, (22, 10, 8, 10, 14, 20, 5, 4, 2, 3, 2), strict=True), strict=True
)  # fmt: skip
_DECISIONS = (
    "asylum_refusal",
    "permit_refusal",
    "permit_cancellation",
    "asylum_grant",
    "permit_grant",
    "return",
)
_REASONS = ("safe_to_return", "may_be_a_threat", "past_service", "not_credible", "conditions", "ties_there")
_DOCUMENTS = ("passport", "temporary_permit", "aliens_passport", "power_of_attorney", "applicant_card")
_TEXT = """the person brought the paper and asked what it means, authority has not answered the letter of
last month, hearing was moved, copy of the permit is with the lawyer, employer was told, notice came in the
system late, family waits for an answer, interpreter was needed, address changed, a term was counted"""
_RISKS = ("protest", "prosecuted", "listed", "opposition")
_WORDS = _TEXT.split()


def build(folder: Path, *, persons: int) -> dict[str, Any]:
    """Write the casebook.

    Args:
        folder: where the vault shall be; must not be there yet.
        persons: as many cases, and five times as many events.

    Returns:
        How many of what, and which names to look for: see ``Casebook.told``.
    """
    created = vault.create(folder, user_name=HOLDER, passphrase=PASSPHRASE, now=BEGAN)
    database.unlock(created.vault, created.keys)
    acting = access.found(created.vault, created.keys, user_name=HOLDER, clock=lambda: BEGAN)
    colleague = access.add_user(acting, name=COLLEAGUE, passphrase=PASSPHRASE)
    casebook = Casebook(acting, [acting.seen_by.user_id, colleague.id], persons)
    casebook.write()
    database.lock()
    return casebook.told


class Casebook:
    """What is written, family by family.

    Attributes:
        told: ``written``: how many of each kind; ``people``: some people to look for, as id and spellings.
    """

    def __init__(self, acting: Acting, users: Sequence[str], persons: int) -> None:
        self._acting, self._users, self._persons = acting, users, persons
        self._rng = random.Random(SEED)
        self._bulk = Bulk(acting, random.Random(SEED), users)
        self._authorities = [self._party(name, "organisation") for name in AUTHORITIES]
        self._lawyers = [self._person(one) for one in itertools.islice(self._people(), 150)]
        self._number = itertools.count(1)
        self.told: dict[str, Any] = {
            "persons": persons,
            "written": {},
            "people": [],
            "cases": [],
            "sealed cases": [],
        }

    def write(self) -> None:
        """Write all of it: the office first, then each sealed compartment in one transaction."""
        for row in (*self._authorities, *self._lawyers):
            self._write(row)
        sealed: list[list[list[Named]]] = [[] for _ in range(CIRCLES)]
        made = 0
        for family in families(self._rng):
            if made >= self._persons:
                break
            made += len(family)
            if self._rng.random() < SEALED:
                self._rng.choice(sealed).append(family)
                continue
            for row in self._family(family):
                self._write(row)
        self._bulk.flush()
        for some in sealed:
            self._seal(some)

    def _write(self, row: Row) -> None:
        self._bulk.write(row)
        self._tell(row)

    def _tell(self, row: Row, *, sealed: bool = False) -> None:
        name = row.kind._meta.model_name + ("" if not sealed else ", sealed")
        self.told["written"][name] = number = self.told["written"].get(name, 0) + 1
        if row.kind is Case and number % 40 == 0:
            self.told["sealed cases" if sealed else "cases"].append(str(_id(row)))

    def _seal(self, some: Sequence[list[Named]]) -> None:
        made, keys = self._acting.vault.add_compartment(self._acting.keys)
        database.look_with(keys)
        with transaction.atomic():
            Compartment.objects.create(id=made.id, name="sealed")
            SealedState.objects.create(compartment=made.id)
            database.keep_up()
            rows = [row for family in some for row in self._family(family)]
            write_sealed(self._acting, rows, compartment=made.id)
        self._acting = _with(self._acting, keys, made.id)
        for row in rows:
            self._tell(row, sealed=True)

    def _people(self) -> Iterator[Named]:
        return itertools.chain.from_iterable(families(self._rng))

    def _family(self, family: Sequence[Named]) -> Iterator[Row]:
        """Yield the people of a family, their papers and needs, and a case for each."""
        rng, people = self._rng, [self._person(one) for one in family]
        yield from people
        for one, named in zip(people, family, strict=True):
            if len(self.told["people"]) < 4000 and rng.random() < max(0.05, 400 / self._persons):
                self.told["people"].append([str(one.values["id"]), _told(named)])
            yield from self._papers(one)
        for one, other in itertools.pairwise(people):
            kind = rng.choice(("spouse", "parent", "sibling"))
            yield self._row(Tie, party_id=_id(one), other_id=_id(other), kind=kind)
        for one in people:
            yield from self._case(one, people)

    def _row(self, of: Any, owned: dict[str, Any] | None = None, /, **values: Any) -> Row:
        return Row(of, {"id": self._bulk.fresh_id(), **values}, owned or {})

    def _party(self, name: str, kind: str) -> Row:
        values = {"kind": kind, "label": name, "protection": "public_figure", "country": "LT"}
        return self._row(Party, {"names": [_name(name, "")]}, **values)

    def _person(self, named: Named) -> Row:
        """Return somebody in one to three spellings: the passport's, their own, one of other papers."""
        rng = self._rng
        own = rng.choice(("be", "ru", "ru"))
        spellings = [("en", "legal"), (own, "usual"), (rng.choice(("ru", "lt", "pl")), "alias")]
        chosen = rng.sample(spellings, rng.choices((1, 2, 3), (30, 50, 20))[0])
        names = [
            _name(spelled(named, language, patronymic=rng.random() < 0.5), language[:2], kind)
            for language, kind in chosen
        ]
        born = date(1950, 1, 1) + timedelta(days=rng.randrange(20_000))
        return self._row(
            Party,
            {"names": names, "risks": [{"kind": rng.choice(_RISKS)}]},
            kind="person",
            label=names[0]["text"],
            description=self._text(6),
            protection=rng.choice(("sealed", "sealed", "pseudonym", "named")),
            country="BY",
            born=rng.choice((born.isoformat(), str(born.year), "")),
            citizenships=["BY"],
        )  # fmt: skip

    def _papers(self, person: Row) -> Iterator[Row]:
        rng = self._rng
        if rng.random() < 0.6:
            runs_out = DAY + timedelta(days=rng.randrange(-400, 2500))
            yield self._row(
                Document,
                party_id=_id(person),
                kind=rng.choice(_DOCUMENTS),
                number=f"X{rng.randrange(10**7):07d}",
                expires=runs_out.isoformat(),
                expires_on=runs_out,
                whereabouts=rng.choice(("with_person", "with_person", "held", "lawyer")),
                replaced=runs_out < DAY and rng.random() < 0.97,
            )
        if rng.random() < 0.1:
            state = rng.choice(("open", "met", "referred", "gone"))
            yield self._row(
                Need, party_id=_id(person), kind=rng.choice(("housing", "work", "legal")), state=state
            )

    def _case(self, client: Row, people: Sequence[Row]) -> Iterator[Row]:
        rng = self._rng
        opened = DAY - timedelta(days=rng.randrange(1, 1400))
        status = (
            "closed"
            if rng.random() < min(0.95, (DAY - opened).days / 1000)
            else rng.choice(("open", "waiting"))
        )
        others = [(one, "family") for one in people if one is not client][:1]
        others += [(rng.choice(self._lawyers), "lawyer")] if rng.random() < 0.5 else []
        others += [(rng.choice(self._authorities), "authority")] if rng.random() < 0.6 else []
        parts = [(client, "client"), *others]
        case = self._row(
            Case,
            {"involvements": [{"party_id": _id(one), "role": role} for one, role in parts]},
            code=f"C-{opened.year}-{next(self._number):06d}",
            title=rng.choice(("asylum application", "permit cancelled", "permit refused", "return ordered")),
            status=status,
            opened=opened.isoformat(),
            summary=self._text(20),
            responsible=rng.choice(self._users),
            risk=rng.choice(("", "", "low", "raised", "high")),
        )
        yield case
        yield from self._events(case, client, opened)
        if rng.random() < 0.05:
            told = {"text": self._text(120), "date": opened.isoformat(), "language": "be", "consent": []}
            yield self._row(Testimony, case_id=_id(case), speaker_id=_id(client), **told)
        if rng.random() < 0.7:
            yield from self._decision(case, opened)
        if rng.random() < 0.8:
            yield self._due(case, opened)

    def _events(self, case: Row, client: Row, opened: date) -> Iterator[Row]:
        rng = self._rng
        kinds = rng.choices(_EVENTS, _HOW_OFTEN, k=rng.choices(range(3, 9), (20, 22, 22, 16, 12, 8))[0])
        for kind in kinds:
            parts = [{"party_id": _id(client), "role": "victim"}]
            if kind in ("interview", "hearing", "application", "outcome"):
                parts.append({"party_id": _id(rng.choice(self._authorities)), "role": "authority"})
            happened = opened + timedelta(days=rng.randrange((DAY - opened).days))
            yield self._row(
                Event,
                {"involvements": parts},
                case_id=_id(case),
                kind=kind,
                title=TITLES[kind],
                date=happened.isoformat(),
                country="LT",
                place=rng.choice(("Vilnius", "Kaunas", "Klaipėda", "")),
                description=self._text(25),
                status=rng.choice(("confirmed", "confirmed", "likely", "unknown")),
            )

    def _decision(self, case: Row, opened: date) -> Iterator[Row]:
        rng, kind = self._rng, self._rng.choice(_DECISIONS)
        dated = opened + timedelta(days=rng.randrange((DAY - opened).days))
        served = min(DAY, dated + timedelta(days=rng.randrange(14)))
        how = rng.choice(("handed_over", "migris", "post", "email"))
        some = rng.sample(_REASONS, rng.choice((1, 1, 2, 3))) if not kind.endswith("grant") else []
        decision = self._row(
            Decision,
            {"reasons": [{"kind": one, "words": self._text(30)} for one in some]},
            case_id=_id(case),
            authority_id=_id(rng.choice(self._authorities)),
            kind=kind,
            outcome="",
            dated=dated.isoformat(),
            served=served.isoformat(),
            served_how=how,
            reference=f"{rng.randrange(10**6):06d}-{dated.year}",
        )
        yield decision
        for values in counted(kind, dated, served, how):
            passed = values["on"] < DAY
            standing = "confirmed" if passed or rng.random() < 0.7 else "proposed"
            done = values["on"] - timedelta(days=1) if passed and rng.random() < 0.995 else None
            case_and_decision = {"case_id": _id(case), "decision_id": _id(decision)}
            yield self._row(Deadline, **case_and_decision, **values, standing=standing, done=done)

    def _due(self, case: Row, opened: date) -> Row:
        rng = self._rng
        on = opened + timedelta(days=rng.randrange((DAY - opened).days + 60))
        done = on if on < DAY and rng.random() < 0.998 else None
        kind, who = rng.choice(("task", "other", "last")), rng.choice(("", *self._users))
        values = {"kind": kind, "what": self._text(7)[:200], "typed_by": COLLEAGUE, "responsible": who}
        return self._row(DueDate, case_id=_id(case), on=on, done=done, **values)

    def _text(self, words: int) -> str:
        return " ".join(self._rng.choices(_WORDS, k=words)).capitalize() + "."


@cache
def counted(kind: str, dated: date, served: date, how: str) -> list[dict[str, Any]]:
    """Return what the law gives for a decision, as the columns of deadlines."""
    made = Decision(kind=kind, dated=dated.isoformat(), served=served.isoformat(), served_how=how)
    found = law_of_decisions.answers(made, as_of=DAY)
    return [deadlines._counted(one.outcome) for one in found if one.outcome and one.is_day][:2]


def _id(row: Row) -> Any:
    return row.values["id"]


def _name(text: str, language: str, kind: str = "usual") -> dict[str, str]:
    script = "Cyrl" if language in ("be", "ru") else "Latn"
    fold = fold_text(text, language or None)[:300]
    return {"text": text, "language": language, "script": script, "kind": kind, "fold": fold}


def _told(one: Named) -> list[str]:
    """Return who somebody is as plain words, for asking later: given name, surname, father."""
    return ["|".join(one.given), "|".join(one.surname), "|".join(one.father)]


def _with(acting: Acting, keys: vault.Keys, compartment: str) -> Acting:
    from dataclasses import replace

    seen_by = replace(acting.seen_by, compartments=(*acting.seen_by.compartments, compartment))
    return replace(acting, keys=keys, seen_by=seen_by)
