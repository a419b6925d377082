"""The whole sample dossier: its report can be built, one digit stops it, its statements stand in pairs."""

from __future__ import annotations

from dakaz.records.actions import publications
from dakaz.records.queries.publications import report_by_key
from dakaz.web.tests import observatory_material as material


def test_the_sample_report_is_refused_for_one_digit_and_built_without(acting, readers, signed_in):
    material.fill_sample(acting, readers)
    report = report_by_key(acting.seen_by, "sample")
    publications.approve_counts(acting, report.pk, today=material.TODAY)
    at = f"{signed_in.inside}/reports/{report.pk}/"
    page = signed_in.follow(signed_in.fill_in(at + "digit", {"change": "1"}, at=at))
    assert "refused: 1 finding" in page.text
    assert "<ins>3</ins>" in page.text
    assert signed_in.fill_in(at + "build", {"recipients": ""}, at=at).status == 422
    page = signed_in.follow(signed_in.fill_in(at + "digit", {"back": "1"}, at=at))
    assert "can be built" in page.text
    assert report_by_key(acting.seen_by, "sample").outline == report.outline
    assert signed_in.fill_in(at + "build", {"recipients": ""}, at=at).body.startswith(b"PK")
    matters = signed_in.get(signed_in.inside + "/observatory/matters/").text
    assert matters.count('class="beside matter"') == 5
    assert "no source yet" not in matters
