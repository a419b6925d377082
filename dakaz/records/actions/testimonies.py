"""What a testimony may say of itself before it is written down."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from dakaz.errors import N_, BadInput
from dakaz.records import guard
from dakaz.records.models import Case, Item, Party, Purpose, SealedState, Testimony
from dakaz.records.queries.testimonies import TOPICS

from .acting import Acting


def check_testimony(acting: Acting, values: Mapping[str, Any], known: Testimony | None) -> None:
    """Refuse what cannot be so.

    Args:
        values: what is to be written; what is not among them stays as it is.
        known: the testimony as it stands; None for a new one.

    Raises:
        BadInput: see ``casebook.save_testimony``. NotFound: speaker, case or paper are not there.
    """
    _of_the_lists(values)
    _read_back_first(values, known)
    _pseudonym_is_none_of_their_names(acting, values, known)
    _recording_lies_with_its_case(acting, values, known)


def _of_the_lists(values: Mapping[str, Any]) -> None:
    _known(values.get("consent") or (), Purpose.values, N_("“%(what)s” is not among the uses one may allow."))
    codes = [code for code, _ in TOPICS]
    _known(values.get("topics") or (), codes, N_("“%(what)s” is not among the topics."))


def _known(given: Iterable[str], known: Iterable[str], message: str) -> None:
    unknown = sorted({*given} - {*known})
    if unknown:
        raise BadInput(message, what=unknown[0])


def _now(values: Mapping[str, Any], known: Testimony | None, column: str) -> Any:
    return values[column] if column in values else getattr(known, column, None)


def _read_back_first(values: Mapping[str, Any], known: Testimony | None) -> None:
    if _now(values, known, "agreed") and not _now(values, known, "read_back"):
        raise BadInput(
            N_("They can agree that it is right only once it was read back to them. Tick both, or neither.")
        )


def _pseudonym_is_none_of_their_names(
    acting: Acting, values: Mapping[str, Any], known: Testimony | None
) -> None:
    pseudonym = str(_now(values, known, "pseudonym") or "").casefold().strip()
    speaker_id = _now(values, known, "speaker_id")
    if not pseudonym or not speaker_id or not ({"pseudonym", "speaker_id"} & values.keys()):
        return
    speaker = guard.one(Party.objects.all(), acting.seen_by, speaker_id)
    if any(name.text.casefold() == pseudonym for name in speaker.names.all() if name.kind != "alias"):
        raise BadInput(N_("That is a name they are known by. Choose a pseudonym that says nothing of them."))


def _recording_lies_with_its_case(acting: Acting, values: Mapping[str, Any], known: Testimony | None) -> None:
    """A recording in the office would be heard by everybody, and say that a sealed case has it."""
    item_id, case_id = _now(values, known, "item_id"), _now(values, known, "case_id")
    if not item_id or not case_id or not ({"item_id", "case_id"} & values.keys()):
        return
    case = guard.one(Case.objects.all(), acting.seen_by, case_id)
    item = guard.one(Item.objects.all(), acting.seen_by, item_id)
    if item.compartment != case.compartment and SealedState.objects.filter(pk=case.compartment).exists():
        raise BadInput(
            N_(
                "This recording or paper lies in the office, where everybody may open it, and the case is "
                "sealed. Add the file to the case itself, so that it is sealed with it, and choose that one."
            )
        )
