"""The sample dossier is whole: every key, word, date and address in it stands where it says."""

from __future__ import annotations

import datetime
import re
from pathlib import Path
from typing import Any

import pytest

from dakaz.exchange import edtf

Dossier = dict[str, list[dict[str, Any]]]

CLOCK = datetime.date(2024, 10, 28)
MEGABYTES = 6
FIELDS = {
    "colleagues": "key name roles passphrase",
    "sources": "key case kind title publisher address dated captured language file cite tags note",
    "passages": "key item label exact",
    "parties": "key kind names role description protection country",
    "people": "key party born citizenships contacts risks documents ties consents needs offers",
    "cases": "key code title status opened closed risk retention kept_why responsible parties summary",
    "case_ties": "key case other kind note",
    "hand_overs": "key case by to",
    "papers": "key case photos title dated how cite",
    "decisions": "key case authority kind outcome dated served served_how facts reference reasons item "
    "ground consequences ban_months ban_for_life",
    "testimonies": "key case speaker asked_by interpreter language verbatim read_back agreed kind topics "
    "pseudonym item consent date text",
    "events": "key case kind asked_for title date place description status involvements passages "
    "violations profile reported_to reported answered answer believed",
    "statements": "key speaker role date words language passage paired_with",
    "recommendations": "key number text made_by addressee since state passage",
    "series": "key title unit note rows cols source file vintage",
    "claims": "key passage about says kind value low high first last unit counted place period qualifier "
    "attributed_to said_by answer",
    "checks": "key says kind given official claims note",
    "due": "key case decision on kind what typed_by",
    "deadlines": "key decision row looks done",
    "tasks": "key case what on by responsible",
    "absences": "key who stand_in since until",
    "searches": "key place name terms",
}
CHOICES = {
    ("sources", "kind"): "public_record media organisation authority handed_over",
    ("parties", "kind"): "person organisation group",
    ("parties", "protection"): "public_figure named pseudonym sealed",
    ("cases", "status"): "open waiting closed",
    ("case_ties", "kind"): "same_matter",
    (
        "decisions",
        "kind",
    ): "asylum_refusal asylum_grant permit_cancellation permit_refusal entry_ban designation return",
    ("decisions", "served_how"): "handed_over migris email post unknown",
    ("events", "kind"): "vandalism false_call return data_leak law application interview "
    "picket letter media outcome relatives left hand_over contact_lost",
    ("events", "status"): "confirmed likely possible unlikely disproved unknown",
    ("recommendations", "state"): "open answered partly done refused",
    ("due", "kind"): "safe last other",
}
GRAVE = {"asylum_refusal", "entry_ban", "return"}
REASONS = {"safe_to_return", "may_be_a_threat", "past_service", "not_credible", "other"}
REFERENCES = [
    ("passages", "item", "items"),
    ("sources", "case", "cases"),
    ("events", "case", "cases"),
    ("events", "reported_to", "parties"),
    ("papers", "case", "cases"),
    ("case_ties", "case", "cases"),
    ("case_ties", "other", "cases"),
    ("decisions", "case", "cases"),
    ("decisions", "authority", "parties"),
    ("decisions", "item", "items"),
    ("testimonies", "case", "cases"),
    ("testimonies", "speaker", "parties"),
    ("people", "party", "parties"),
    ("statements", "speaker", "parties"),
    ("statements", "passage", "passages"),
    ("statements", "paired_with", "statements"),
    ("recommendations", "made_by", "parties"),
    ("recommendations", "addressee", "parties"),
    ("recommendations", "passage", "passages"),
    ("series", "source", "items"),
    ("hand_overs", "case", "cases"),
    ("hand_overs", "by", "workers"),
    ("hand_overs", "to", "workers"),
    ("cases", "responsible", "workers"),
    ("testimonies", "item", "items"),
    ("claims", "passage", "passages"),
    ("claims", "said_by", "parties"),
    ("tasks", "case", "cases"),
    ("tasks", "by", "workers"),
    ("tasks", "responsible", "workers"),
    ("absences", "who", "workers"),
    ("absences", "stand_in", "workers"),
    ("due", "case", "cases"),
    ("due", "decision", "decisions"),
    ("deadlines", "decision", "decisions"),
]
DATED = re.compile(
    r"(Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?,? (\d{1,2}) "
    r"(June|July|August|September|October|November) (2024)"
)


def keys(dossier: Dossier, section: str) -> set[str]:
    if section == "workers":
        return {"me"} | keys(dossier, "colleagues")
    sections = ("sources", "papers") if section == "items" else (section,)
    return {one["key"] for name in sections for one in dossier[name]}


def test_a_record_has_only_the_agreed_fields_and_its_own_key(dossier: Dossier) -> None:
    assert set(dossier) == set(FIELDS)
    for section, records in dossier.items():
        for record in records:
            assert set(record) <= set(FIELDS[section].split()), f"{section} {record['key']}"
            assert all(value not in ("", [], None) for value in record.values()), f"{section} {record['key']}"
        assert len(keys(dossier, section)) == len(records), section
    assert not keys(dossier, "sources") & keys(dossier, "papers")


def test_kinds_and_states_are_known_ones(dossier: Dossier) -> None:
    for (section, field), known in CHOICES.items():
        assert {record[field] for record in dossier[section]} <= set(known.split()), f"{section} {field}"
    assert {reason["kind"] for one in dossier["decisions"] for reason in one.get("reasons", [])} <= REASONS


@pytest.mark.parametrize(("section", "field", "target"), REFERENCES)
def test_a_key_that_is_named_exists(dossier: Dossier, section: str, field: str, target: str) -> None:
    named = {record[field] for record in dossier[section] if field in record}
    assert named <= keys(dossier, target)


def test_a_key_named_inside_a_record_exists(dossier: Dossier) -> None:
    parties, passages = keys(dossier, "parties"), keys(dossier, "passages")
    for case in dossier["cases"]:
        assert {one["party"] for one in case["parties"]} <= parties
    for event in dossier["events"]:
        assert {one["party"] for one in event["involvements"]} <= parties
        assert set(event.get("passages", ())) <= passages
    for decision in dossier["decisions"]:
        assert {one["passage"] for one in decision.get("reasons", [])} <= passages
    for check in dossier["checks"]:
        assert set(check.get("claims", ())) <= keys(dossier, "claims")
    for deadline in dossier["deadlines"]:
        assert set(deadline.get("looks", ())) <= keys(dossier, "workers")


def test_the_paper_of_a_decision_stands_in_the_case_of_the_decision(dossier: Dossier) -> None:
    case_of = {one["key"]: one.get("case") for name in ("sources", "papers") for one in dossier[name]}
    assert {one["case"] == case_of[one["item"]] for one in dossier["decisions"] if "item" in one} == {True}


def test_every_file_named_is_there_and_every_file_there_is_named(dossier: Dossier, samples: Path) -> None:
    files = samples / "files"
    named = {one["file"] for one in dossier["sources"]}
    named |= {photo for one in dossier["papers"] for photo in one["photos"]}
    assert all((files / name).is_file() for name in named)
    there = {str(path.relative_to(files).as_posix()) for path in files.rglob("*") if path.is_file()}
    beside = {name for name in there if name.startswith(("papers/", "walk/")) or name == "unhcr/README.md"}
    assert there - beside <= named
    assert {name for name in beside if name.startswith("papers/") and name.endswith(".jpg")} <= named


def test_the_words_of_a_passage_stand_in_their_item(dossier: Dossier, typed_texts: dict[str, str]) -> None:
    for passage in dossier["passages"]:
        assert passage["key"] == f"{passage['item']}#{passage['label']}"
        assert passage["exact"] == passage["exact"].strip()
        assert passage["exact"] in typed_texts[passage["item"]], passage["key"]


def test_words_quoted_in_records_are_those_of_their_passage(dossier: Dossier) -> None:
    exact = {one["key"]: one["exact"] for one in dossier["passages"]}
    for decision in dossier["decisions"]:
        assert all(exact[one["passage"]] == one["words"] for one in decision.get("reasons", []))
    assert all(exact[one["passage"]] == one["words"] for one in dossier["statements"])
    assert all(exact[one["passage"]] == one["text"] for one in dossier["recommendations"])


def test_the_words_of_a_figure_stand_in_its_passage_and_a_recomputed_number_in_its_claims(
    dossier: Dossier,
) -> None:
    exact = {one["key"]: one["exact"] for one in dossier["passages"]}
    for claim in dossier["claims"]:
        assert claim["says"].removeprefix("more than ") in exact[claim["passage"]], claim["key"]
    says = {one["key"]: one["says"] for one in dossier["claims"]}
    for check in dossier["checks"]:
        given = check["given"]["value"].removesuffix("%")
        assert any(given in says[key] for key in check["claims"]), check["key"]


def test_two_sources_disagree_on_one_figure_and_others_agree(dossier: Dossier) -> None:
    said: dict[str, set[int]] = {}
    for one in dossier["claims"]:
        said.setdefault(one["about"], set()).add(one.get("value", 0))
    assert said["Citizens of Russia declared a threat"] == {300, 397}
    assert said["Citizens of Belarus declared a threat"] == {1644}


def test_what_was_told_may_be_cited_only_under_a_pseudonym_that_is_theirs(dossier: Dossier) -> None:
    aliases = {
        one["key"]: {name["text"] for name in one["names"] if name.get("kind") == "alias"}
        for one in dossier["parties"]
    }
    quoted = [one for one in dossier["testimonies"] if "quote_without_name" in one["consent"]]
    assert quoted and all(one["agreed"] and one["read_back"] for one in quoted)
    assert all(one["pseudonym"] in aliases[one["speaker"]] for one in quoted)


def test_two_look_where_somebody_is_to_leave_or_was_refused_and_one_day_waits(dossier: Dossier) -> None:
    grave = {one["key"] for one in dossier["decisions"] if one["kind"] in GRAVE or one.get("ban_months")}
    looks = {one["decision"]: one.get("looks", ["me"]) for one in dossier["deadlines"]}
    assert all(len(set(who)) == 2 for key, who in looks.items() if key in grave and key != "d-2024-10")
    assert looks["d-2024-10"] == ["barys"]


def test_every_address_can_be_opened_in_a_browser(dossier: Dossier) -> None:
    public = [one for one in dossier["sources"] if one["kind"] != "handed_over"]
    assert all(one["address"].startswith(("https://", "http://")) for one in public)
    assert not any("address" in one for one in dossier["sources"] if one["kind"] == "handed_over")


def test_nothing_is_dated_after_the_clock(dossier: Dossier) -> None:
    dates = {
        (record["key"], record[field])
        for section, records in dossier.items()
        for record in records
        for field in ("dated", "captured", "served", "date", "opened", "since")
        if field in record
    }
    for key, text in dates:
        earliest = edtf.parse(text).earliest
        assert earliest is not None and earliest <= CLOCK, f"{key}: {text}"


def test_a_decision_is_dated_before_it_is_handed_over(dossier: Dossier) -> None:
    for decision in dossier["decisions"]:
        assert decision["dated"] <= decision["served"], decision["key"]


def test_what_is_due_lies_ahead_and_on_a_working_day(dossier: Dossier) -> None:
    for due in dossier["due"]:
        day = datetime.date.fromisoformat(due["on"])
        assert day >= CLOCK and day.weekday() < 5, due["key"]


def test_a_task_is_for_a_working_day_and_one_of_them_has_passed(dossier: Dossier) -> None:
    days = [datetime.date.fromisoformat(one["on"]) for one in dossier["tasks"]]
    assert all(day.weekday() < 5 for day in days)
    assert [day for day in days if day < CLOCK] == [datetime.date(2024, 10, 25)]


def test_named_weekdays_are_right(samples: Path) -> None:
    written = [
        *samples.glob("*.md"),
        *samples.glob("*.yaml"),
        *samples.glob("files/**/*.md"),
        *samples.glob("files/**/*.txt"),
    ]
    found = [match for path in written for match in DATED.finditer(path.read_text("utf-8"))]
    assert len(found) > 10
    for match in found:
        day = datetime.datetime.strptime(f"{match[2]} {match[3]} {match[4]}", "%d %B %Y")
        assert day.strftime("%A").startswith(match[1]), match[0]


def test_whatever_is_invented_says_so(dossier: Dossier, typed_texts: dict[str, str]) -> None:
    for source in dossier["sources"]:
        assert ("SAMPLE" in typed_texts[source["key"]]) == (source["kind"] == "handed_over"), source["key"]
    assert all("SAMPLE" in typed_texts[one["key"]] for one in dossier["papers"])
    assert all(one["name"].endswith("(invented)") for one in dossier["colleagues"])
    invented = {one["key"] for one in dossier["parties"] if one["description"].startswith("SAMPLE")}
    in_cases = {one["party"] for case in dossier["cases"] for one in case["parties"]}
    assert in_cases | {one["authority"] for one in dossier["decisions"]} <= invented


def test_the_sample_stays_small(samples: Path) -> None:
    size = sum(path.stat().st_size for path in samples.rglob("*") if path.is_file())
    assert size < MEGABYTES * 1_000_000
