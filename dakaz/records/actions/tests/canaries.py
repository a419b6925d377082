"""A case whose every word can be looked for afterwards: in the file, in a search, in what a page says."""

from __future__ import annotations

import io
from functools import partial

from dakaz.records.actions.casebook import save_case, save_decision, save_event, save_testimony
from dakaz.records.actions.grounds import rest_on
from dakaz.records.actions.imports import Incoming, finish, start, take_in
from dakaz.records.actions.passages import mark_words

CANARY = "Zylkanary"


def canary_case(acting, readers, *, person, authority):
    """A case of one person, with what belongs to it; the authority is everybody's."""
    case = save_case(
        acting,
        code="K-1",
        title=f"{CANARY} title",
        involvements=[{"party_id": person.pk, "role": "client"}],
    )
    save_decision(
        acting,
        case_id=case.pk,
        authority_id=authority.pk,
        kind="other",
        outcome=f"{CANARY} outcome",
        reasons=[{"kind": "other", "words": f"{CANARY} words"}],
    )
    save_testimony(acting, case_id=case.pk, speaker_id=person.pk, text=f"{CANARY} told")
    event = save_event(acting, case_id=case.pk, kind="threat", title=f"{CANARY} event")
    item = paper(acting, readers, f"{CANARY} stands in a paper about a door", case=case.pk)
    rest_on(acting, event, passage=mark_words(acting, item, words=f"{CANARY} stands"))
    return case


def paper(acting, readers, text, *, case=None):
    """A text file that came in."""
    run = start(acting, how="files", case=case)
    content = text.encode()
    files = [Incoming(f"{CANARY} file.txt", len(content), partial(io.BytesIO, content))]
    (taken,) = take_in(acting, readers, run, files)
    finish(run)
    return taken.item
