"""Several who write at once: each reads, then writes; nobody is refused half-way, nothing is lost."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from django.db import connection

from dakaz.records.actions.people import save_party
from dakaz.records.models import LogEntry, Party
from dakaz.records.queries.verify import verify

WRITERS, EACH = 6, 8


def test_many_who_write_at_once_all_get_their_turn(acting):
    def write(number):
        try:
            for one in range(EACH):
                save_party(acting, kind="person", names=[{"text": f"Writer {number} Number {one}"}])
        finally:
            connection.close()

    with ThreadPoolExecutor(WRITERS) as threads:
        list(threads.map(write, range(WRITERS)))
    assert Party.objects.count() == WRITERS * EACH
    assert LogEntry.objects.filter(action="party.added").count() == WRITERS * EACH
    assert verify(acting.vault, acting.keys).clean
