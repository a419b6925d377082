"""People and cases as pages: shown, written, mended, found, and closed to whoever may not see them."""

from __future__ import annotations

import pytest

from dakaz.web.tests.casebook_people import fill

LISTS = ("cases", "parties", "decisions", "testimonies", "events", "due-dates")


@pytest.fixture
def dossier(acting, readers):
    return fill(acting, readers)


@pytest.fixture
def inside(dossier, signed_in):
    """Someone signed in to a vault that holds a case; addresses without the session's beginning."""

    class Inside:
        def get(self, path, **headers):
            return signed_in.get(signed_in.inside + path, **headers)

        def fill_in(self, path, fields, *, at=""):
            page = self.get(at or path)
            token = {"csrfmiddlewaretoken": page.form_token}
            return signed_in.post(signed_in.inside + path, {**token, **fields})

        def after(self, answer):
            return signed_in.follow(answer)

    return Inside()


def new_case(**fields):
    return {"status": "open", "involvements-rows": "1", **fields}


def test_every_list_and_record_has_its_page(inside, dossier):
    for name in LISTS:
        assert inside.get(f"/people/{name}/").status == 200, name
        assert inside.get(f"/people/{name}/new").status == 200, name
    for path, record in (
        ("cases", dossier.case),
        ("parties", dossier.person),
        ("decisions", dossier.decision),
        ("testimonies", dossier.testimony),
        ("events", dossier.event),
        ("due-dates", dossier.due),
    ):
        assert inside.get(f"/people/{path}/{record.pk}/").status == 200, path
        assert inside.get(f"/people/{path}/{record.pk}/edit").status == 200, path
    assert inside.get("/people/").status == 200
    assert inside.get("/today/").status == 200
