"""Invented papers, decisions, statements and an outline, written by the same actions people use."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import yaml

from dakaz.records.actions import archive, casebook, observatory, people, publications, sample
from dakaz.records.actions.imports import Incoming, finish, start, take_in
from dakaz.records.actions.passages import mark_words

SAMPLES = Path(__file__).parents[3] / "samples"
TODAY = date(2024, 10, 28)
PAPER = (
    "SAMPLE. The service found that after 2020 the applicant went back 3 times and was not detained once.\n"
)
NOTE = "SAMPLE. The organisation counted 12 refusals.\n"
OUTLINE = """---
title: "Invented report"
publisher: Sample office (invented)
date: 2024-10-28
language: en
---

## One

The office recorded {{ count(decisions, year=2024) }} decisions [@note].

> The service found that after 2020 the applicant went back 3 times [@paper#q1]

There were 7 more.

{{ sources }}
"""
QUOTED_LINE = 12
UNHCR = (
    "year,coo_name,coo,coo_iso,coa_name,coa,coa_iso,procedure_type,dec_level,dec_pc,"
    "dec_recognized,dec_other,dec_rejected,dec_closed,dec_total\n"
    "2022,Belarus,BLR,BLR,Lithuania,LTU,LTU,G,FI,P,206,0,18,37,261\n"
    "2023,Belarus,BLR,BLR,Lithuania,LTU,LTU,G,FI,P,306,0,60,72,438\n"
    "2023,Belarus,BLR,BLR,Lithuania,LTU,LTU,U,FI,P,4,0,,1,5\n"
    "2023,Belarus,BLR,BLR,Lithuania,LTU,LTU,G,AR,P,1,0,2,0,3\n"
    "2023,Afghanistan,AFG,AFG,Lithuania,LTU,LTU,G,FI,P,9,9,9,9,36\n"
)


def taken(acting, readers, name, text, *, cite, public=True):
    """Put a text into the archive as a cited item."""
    content = text.encode()
    run = start(acting, how="files")
    (one,) = take_in(acting, readers, run, [Incoming(name, len(content), lambda: io.BytesIO(content))])
    finish(run)
    kind = "organisation" if public else "handed_over"
    source = observatory.save_source(acting, kind=kind, title=f"Source of {cite}", public=public)
    return archive.describe(acting, one.item, title=f"Title of {cite}", cite=cite, source_id=source.pk)


def party(acting, text, kind="organisation"):
    return people.save_party(acting, names=[{"text": text}], kind=kind, protection="public_figure")


def decision(acting, authority, *, dated="2024-05-02"):
    case = casebook.save_case(acting)
    return casebook.save_decision(
        acting, case_id=case.pk, authority_id=authority.pk, kind="asylum_refusal", dated=dated
    )


def report(acting, readers, *, approved=True):
    """Write everything the outline rests on, and the report."""
    paper = taken(acting, readers, "paper.txt", PAPER, cite="paper", public=False)
    mark_words(acting, paper.pk, words=PAPER[8:-1], label="q1")
    taken(acting, readers, "note.txt", NOTE, cite="note")
    decision(acting, party(acting, "Sample Service (invented)"))
    saved = publications.save_report(acting, key="invented", title="Invented report", outline=OUTLINE)
    if approved:
        publications.approve_counts(acting, saved.pk, today=TODAY)
    return saved


def make_sample():
    """Say that this vault is a sample."""
    from dakaz.records.models import VaultState

    VaultState.objects.filter(pk=1).update(sample=True, sample_today=TODAY)


def statements(acting):
    """Write two statements on one matter, and a recommendation."""
    minister, house = (
        party(acting, "Minister (invented)", kind="person"),
        party(acting, "Organisation (invented)"),
    )
    one = observatory.save_statement(
        acting, speaker_id=minister.pk, words="There is no such case.", role="minister", language="en"
    )
    observatory.save_statement(
        acting, speaker_id=house.pk, words="We counted 12.", date="2024-10", answers_id=one.pk
    )
    observatory.save_recommendation(
        acting, number="1", text="Say why.", made_by_id=house.pk, addressee_id=minister.pk, state="partly"
    )


def fill_sample(acting, readers):
    """Write the whole sample dossier, as the demo does."""
    for _ in sample.fill(
        acting,
        readers,
        yaml.safe_load((SAMPLES / "dossier.yaml").read_text("utf-8")),
        read_file=lambda path: (SAMPLES / "files" / path).read_bytes(),
        outline=(SAMPLES / "report.md").read_text("utf-8"),
    ):
        pass
    make_sample()
