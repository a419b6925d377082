"""Approving counts looks at every cited file first; what people write meanwhile is not lost."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection

from dakaz.errors import Conflict
from dakaz.records.actions.publications import approve_counts, save_report
from dakaz.records.models import Report

TODAY = date(2024, 10, 28)
OUTLINE = "---\ntitle: R\nlanguage: en\n---\n\nThere are {{ count(decisions) }} decisions.\n"


def test_counts_are_approved(acting):
    report = save_report(acting, key="r", title="R", outline=OUTLINE)
    assert approve_counts(acting, report.pk, today=TODAY) == 1


def test_an_outline_changed_meanwhile_is_neither_lost_nor_approved(acting):
    report = save_report(acting, key="r", title="R", outline=OUTLINE)
    changed = OUTLINE.replace("There are", "We know of")
    left = [True]

    def meanwhile(execute, sql, params, many, context):
        if left and "count(" in sql.lower() and "records_decision" in sql:
            left.clear()
            save_report(acting, identifier=report.pk, key="r", title="R", outline=changed)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(meanwhile), pytest.raises(Conflict):
        approve_counts(acting, report.pk, today=TODAY)
    assert left == []
    assert Report.objects.get().outline == changed
    assert not Report.objects.get().approvals.exists()
