"""A worker of each test's own, and files on their way in as a browser's are."""

from __future__ import annotations

import pytest

from dakaz.records.actions import uploads


@pytest.fixture
def worker(readers):
    from dakaz.worker import Worker

    at_work = Worker(readers)
    yield at_work
    at_work.close()


@pytest.fixture
def sent(acting):
    """Seals contents as an upload does, and puts them into an import that waits."""

    def send(*contents: bytes, names=None, **options):
        arrived = []
        for number, content in enumerate(contents):
            with acting.vault.objects.writer(acting.keys_of(acting.seen_by.office)) as writer:
                writer.write(content)
                arrived.append(
                    uploads.Arrived(names[number] if names else f"file {number}.txt", writer.close())
                )
        return uploads.receive(acting, arrived, **options)

    return send
