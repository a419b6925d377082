"""A case, its annex, dossier and picture in a real Chromium: in every size, by keyboard, without a script."""

from __future__ import annotations

from pathlib import Path

import pytest

from dakaz.records.actions.case_ties import save_case_tie
from dakaz.records.actions.casebook import save_case, save_decision, save_event
from dakaz.records.actions.grounds import rest_on
from dakaz.records.actions.passages import mark_words
from dakaz.records.actions.people import save_party
from dakaz.records.actions.people_papers import save_consent, save_tie
from dakaz.web.tests.browsing import filled, follow, looked_at, sign_in
from dakaz.web.tests.casebook_people import fill, paper

pytestmark = pytest.mark.browser
NEWS = "SAMPLE, invented.\n\nA man was held at the border on the day he came back."


def whole_case(acting, readers):
    """The invented case, and around it what a case can have."""
    dossier = fill(acting, readers)
    case, man = dossier.case, dossier.person
    names = [{"text": "Сяргей Узораў"}, {"text": "Sergej Uzorov", "language": "lt", "kind": "legal"}]
    save_party(acting, identifier=man.pk, names=names, risks=[{"kind": "protest", "words": ""}])
    save_consent(acting, party_id=man.pk, purpose="show_to_court", how="written", given="2024-10-20")
    wife = save_party(acting, kind="person", names=[{"text": "Hanna Uzorava"}])
    save_tie(acting, party_id=wife.pk, other_id=man.pk, kind="spouse")
    parts = [{"party_id": man.pk, "role": "client"}, {"party_id": wife.pk, "role": "family"}]
    save_case(acting, identifier=case.pk, risk="urgent", involvements=parts)
    made = {
        "case_id": case.pk,
        "involvements": [{"party_id": man.pk, "role": "victim"}],
        "status": "confirmed",
    }
    save_event(acting, kind="application", title="Asked for asylum", date="2023-11-14", **made)
    save_event(acting, kind="hearing", title="Hearing in Vilnius", date="2024-06-05", **made)
    save_event(
        acting,
        kind="letter",
        title="Letter of a member of parliament",
        date="2024-09-20",
        reported_to_id=dossier.authority.pk,
        answered="2024-10-01",
        answer="Put on file.",
        believed="They saw that I was not alone.",
        **made,
    )
    save_event(acting, kind="left", title="Left for Poland", date="2024-10-27", **made)
    save_decision(
        acting,
        case_id=case.pk,
        authority_id=dossier.authority.pk,
        kind="designation",
        dated="2024-06-28",
        consequences=["entry_ban"],
        ban_months=60,
        reasons=[{"kind": "may_be_a_threat", "words": "may be a threat to security", "passage_id": None}],
    )
    other = save_case(acting, title="appeal to the court")
    save_case_tie(acting, case_id=case.pk, other_id=other.pk, kind="leads_to", note="the appeal")
    news = paper(acting, readers, name="news.txt", content=NEWS.encode(), title="Held", cite="news")
    held = {"kind": "return", "title": "Held", "date": "2024-05-03", "profile": ["protest"], "country": "BY"}
    held = save_event(acting, status="confirmed", **held)
    rest_on(acting, held, passage=mark_words(acting, news.pk, words=NEWS.split("\n\n")[1]))
    save_event(acting, kind="detained", title="Unsourced", date="2024-02", profile=["protest"])
    return dossier


@pytest.fixture
def written(vault_folder, readers):
    return filled(vault_folder, lambda acting: whole_case(acting, readers))


@pytest.mark.parametrize("script", [True, False])
def test_from_the_case_to_its_annex_its_dossier_and_its_picture(chromium, address, written, script):
    context = chromium.new_context(java_script_enabled=script)
    page = context.new_page()
    inside = sign_in(page, address)
    case = f"{inside}/people/cases/{written.case.pk}/"
    page.goto(case)
    page.get_by_text("risk: urgent").first.wait_for()
    page.get_by_text("may be a threat to security").first.wait_for()
    page.get_by_role("heading", name="What became of them").wait_for()
    follow(page, page.get_by_role("link", name="Risk on return, annex to “asylum refused”"))
    page.get_by_text("A man was held at the border on the day he came back.").wait_for()
    page.get_by_text("1 event rests on no passage.").wait_for()
    page.get_by_text("a person: took part in protests").wait_for()
    page.goto(case)
    follow(page, page.get_by_role("link", name="Dossier for a lawyer or a court"))
    page.get_by_label("a court").check()
    page.get_by_role("button", name="Show what will be in it").click()
    page.get_by_role("heading", name="It names 1 person").wait_for()
    page.get_by_label("How many people does it name?").fill("1")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Make the dossier").click()
    assert saved.value.suggested_filename == "dossier-2024-10-28.pdf"
    assert Path(saved.value.path()).read_bytes().startswith(b"%PDF-")
    page.goto(case)
    follow(page, page.get_by_role("link", name="Picture of who and what hangs together"))
    box = page.locator("a.box.person").first
    box.focus()
    assert box.evaluate("one => one === document.activeElement")
    page.get_by_role("link", name="organisation: Sample Migration Service").wait_for()
    box.press("Enter")
    page.get_by_role("heading", name="Сяргей Узораў").wait_for()
    context.close()


def test_each_page_is_seen_in_every_size(chromium, address, written):
    context = chromium.new_context()
    page = context.new_page()
    inside = sign_in(page, address)
    case, decision = written.case.pk, written.decision.pk
    shown = {
        "case": f"/people/cases/{case}/",
        "case-edit": f"/people/cases/{case}/edit",
        "case-picture": f"/people/cases/{case}/picture",
        "case-dossier": f"/people/cases/{case}/dossier?audience=lawyer",
        "case-return": f"/people/decisions/{decision}/return-risk",
        "case-ties": "/people/case-ties/",
        "case-tie-new": f"/people/case-ties/new?case={case}",
        "decision-edit": f"/people/decisions/{decision}/edit",
        "cases": "/people/cases/",
        "decisions": "/people/decisions/",
    }
    for name, path in shown.items():
        page.goto(inside + path)
        looked_at(page, f"whole-{name}")
        for personal in ("Uzor", "Узор", "PVZ"):
            assert personal not in page.title()
    context.close()
