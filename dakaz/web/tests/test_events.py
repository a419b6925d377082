"""Events as pages: asked about by kind, rights found and ticked, narrowed, drawn by month, saved."""

from __future__ import annotations

import csv
import io
import re
import uuid
from dataclasses import replace

import pytest

from dakaz.records.actions.casebook import save_case, save_event
from dakaz.records.actions.sealing import seal
from dakaz.records.queries import casebook
from dakaz.web.tests.casebook_people import dossier, inside
from dakaz.web.tests.test_people import new_id

__all__ = ["dossier", "inside"]  # fixtures


def opened(text):
    """The sections of the form that stand unfolded."""
    return re.findall(r'<details class="asked" id="asked-([a-z-]+)" open>', text)


@pytest.fixture
def incidents(acting, dossier):
    """Incidents of three months, one disproved; the last is of the dossier's person."""
    rows = [
        {
            "kind": "vandalism",
            "date": "2024-07-28",
            "status": "confirmed",
            "country": "LT",
            "title": "Window",
        },
        {
            "kind": "vandalism",
            "date": "2024-07-29",
            "status": "disproved",
            "country": "LT",
            "title": "Rumour",
        },
        {"kind": "vandalism", "date": "2024-09-04/2024-09-05", "status": "likely", "title": "Church window"},
        {"kind": "vandalism", "date": "2024-09-04", "status": "likely", "title": "Centre window"},
        {
            "kind": "relatives",
            "date": "2024",
            "status": "possible",
            "country": "BY",
            "title": "Brother questioned",
            "violations": ["repression.relatives"],
            "reported_to_id": dossier.authority.pk,
            "reported": "2024-10-01",
            "involvements": [{"party_id": dossier.person.pk, "role": "victim"}],
        },
    ]
    return [save_event(acting, **row) for row in rows]


@pytest.mark.parametrize(
    ("kind", "unfolded"),
    [
        ("application", ["application"]),
        ("relatives", ["rights", "risk", "follow-up"]),
        ("letter", ["follow-up", "believed"]),
        ("outcome", ["believed"]),
        ("hand_over", ["rights", "risk", "follow-up"]),
        ("law", []),
    ],
)
def test_what_fits_the_kind_stands_unfolded_and_first(inside, dossier, kind, unfolded):
    text = inside.get(f"/people/events/new?kind={kind}&case_id={dossier.case.pk}").text
    assert opened(text) == unfolded
    every = re.findall(r'id="asked-([a-z-]+)"', text)
    assert sorted(every) == ["application", "believed", "follow-up", "rights", "risk"]
    assert every[: len(unfolded)] == unfolded
    assert f'value="{dossier.case.code}"' in text
    assert f'<option value="{kind}" selected>' in text
    assert text.count("<optgroup") == 6


def test_a_right_is_found_by_words_of_any_language_and_what_is_ticked_stays(inside):
    fields = {"kind": "relatives", "title": "x", "violations": ["torture"], "again": "rights"}
    page = inside.fill_in("/people/events/new", {**fields, "find_rights": "высылка"}).text
    shown = re.findall(r'name="violations" value="([a-z._]+)"', page)
    assert "expulsion.arbitrary" in shown and "torture" in shown and "social.work" not in shown
    assert re.search(r'value="torture" id="right-torture" checked', page)
    assert "ICCPR, art. 13" in page and "ECHR Protocol 4, art. 4" in page
    nothing = inside.fill_in("/people/events/new", {"find_rights": "xylophone", "again": "rights"}).text
    assert "No right holds these words" in nothing


def test_an_incident_is_written_with_rights_risk_report_answer_and_belief_and_shown(inside, acting, dossier):
    fields = {
        "kind": "relatives",
        "title": "",
        "date": "2024-09",
        "country": "BY",
        "status": "possible",
        "violations": ["repression.relatives", "torture"],
        "profile": ["abroad"],
        "reported_to_id": "new:organisation",
        "reported_to_id-find": "Sample Ombudsman (invented)",
        "reported_to_id-shown": "Sample Ombudsman (invented)",
        "reported": "2024-09-20",
        "answered": "2024-10-01",
        "answer": "We have no powers there.",
        "believed": "Што пра гэта напісалі (выдумана)",
        "involvements-rows": "1",
        "involvements-0-party_id": str(dossier.person.pk),
        "involvements-0-role": "victim",
    }
    answer = inside.fill_in("/people/events/new", fields)
    event = casebook.event(acting.seen_by, new_id(answer))
    assert event.title == "Pressure on relatives"
    assert event.violations == ["repression.relatives", "torture"]
    shown = inside.after(answer).text
    for words in (
        "Pressure on relatives",
        "Those who stayed are questioned",
        "CAT, art. 1, art. 16",
        "asked for protection or spoke out abroad",
        "Sample Ombudsman (invented)",
        "Fri 20 September 2024",
        '<blockquote class="answer">We have no powers there.',
        "Што пра гэта напісалі",
        "nothing here says that it did",
        "no source yet",
    ):
        assert words in shown, words
    form = inside.get(f"/people/events/{event.pk}/edit").text
    assert opened(form) == ["rights", "risk", "follow-up", "believed"]


def test_an_answer_before_the_report_is_said_and_nothing_is_lost(inside):
    fields = {
        "kind": "threat",
        "status": "unknown",
        "title": "x",
        "violations": ["security.threatened"],
        "reported": "2024-09",
        "answered": "2024-08",
        "involvements-rows": "0",
    }
    again = inside.fill_in("/people/events/new", fields)
    assert again.status == 422
    assert "would have been answered on 2024-08" in again.text
    assert re.search(r'value="security.threatened" id="[^"]+" checked', again.text)


def test_the_list_is_narrowed_by_every_filter(inside, incidents):
    def found(asked):
        text = inside.get(f"/people/events/?{asked}").text
        return sorted({one.title for one in incidents if one.title in text})

    assert found("group=borders") == ["Brother questioned"]
    assert found("violation=repression.relatives") == ["Brother questioned"]
    assert found("follow_up=waiting") == ["Brother questioned"]
    assert found("status=likely&year=2024") == ["Centre window", "Church window"]
    assert found("country=LT") == ["Rumour", "Window"]
    assert "Nothing fits what you chose" in inside.get("/people/events/?group=law").text


def test_incidents_by_month_are_drawn_and_stand_in_a_table_the_disproved_apart(inside, incidents):
    text = inside.get("/people/incidents/").text
    assert '<svg class="incidents" role="img"' in text
    assert "4 incidents." in text
    assert "1 more was disproved: it is shown, and counted in no total." in text
    assert "1 has no month and stands only in the table." in text
    assert "July 2024" in text and "2024, month not known" in text
    rows = re.findall(r"<tr>(.*?)</tr>", text.partition("<tbody>")[2], re.DOTALL)
    cells = [re.sub(r"<[^>]+>|\s+", " ", row).split() for row in rows]
    assert ["July", "2024", "damage", "to", "property", "1", "·", "·", "·", "1", "·", "1"] in cells
    assert cells[-1] == ["All", "1", "2", "1", "0", "1", "0", "4"]
    july = text.partition('<svg class="incidents"')[2].partition("</svg>")[0]
    assert july.count("<circle") >= 2  # a disc of July, a half disc of September
    for asked, count in (
        ("status=disproved", "0 incidents."),
        ("group=borders", "1 incident."),
        ("country=LT", "1"),
    ):
        assert count in inside.get(f"/people/incidents/?{asked}").text
    assert "Nothing fits" in inside.get("/people/incidents/?kind=notice").text
    assert (
        'href="' + inside.visitor.inside + "/people/incidents/?country=LT"
        in inside.get("/people/events/?country=LT").text
    )


def test_the_file_of_the_list_says_more_and_names_nobody_who_may_not_be_named(inside, incidents):
    path = "/people/events/as.csv?violation=repression.relatives"
    assert "How many people" in inside.get(path).text
    answer = inside.fill_in(path, {"people": 1})
    header, row = csv.reader(io.StringIO(answer.body.decode("utf-8-sig")))
    said = dict(zip(header, row, strict=True))
    assert said["Rights"] == "Pressure on relatives"
    assert said["Rights, by id"] == "repression.relatives"
    assert said["Country"] == "BY"
    assert said["Brought to them on"] == "2024-10-01"
    assert "Узор" not in ";".join(row) and "(victim)" in said["Who was involved"]


def test_a_sealed_event_is_on_no_page_of_others(inside, acting, serving, incidents):
    case = save_case(acting)
    event = save_event(
        acting, case_id=case.pk, kind="notice", title="Hidden notice", date="2019-03", country="GE"
    )
    seal(acting, case.pk)
    (session,) = serving.sessions._open.values()
    session.user = replace(session.user, compartments=session.user.compartments[:1])
    for page in ("/people/events/", "/people/incidents/", "/people/incidents/?kind=notice"):
        text = inside.get(page).text
        assert "Hidden" not in text and "2019" not in text and ">GE<" not in text
    hidden, never = (inside.get(f"/people/events/{key}/") for key in (event.pk, uuid.uuid4()))
    assert hidden.status == never.status == 404


def test_all_that_a_narrowed_list_holds_and_no_more_is_meant_by_a_bulk_act(inside, incidents):
    path = "/people/events/?group=borders&year=2024&country=BY"
    terms = re.search(r'name="terms" value="([^"]*)"', inside.get(path).text)[1].replace("&amp;", "&")
    assert terms == "group=borders&year=2024&country=BY"
    asked = {"place": "people:events", "terms": terms, "which": "all"}
    page = inside.after(inside.fill_in("/people/bulk/", asked, at=path)).text
    assert re.search(r"\b1 (event|record)\b", page)
