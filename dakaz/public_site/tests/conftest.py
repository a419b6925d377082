"""The shipped pack by the sample's clock, and somebody who visits."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from dakaz.public_site.door import application
from dakaz.public_site.knowledge import Knowledge, shipped
from dakaz.public_site.tests.visiting import Visitor
from dakaz.public_site.views import Pages

SAMPLE_NOW = datetime(2024, 10, 28, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    return shipped(lambda: SAMPLE_NOW)


@pytest.fixture
def pages(knowledge) -> Pages:
    return Pages(lambda: knowledge)


@pytest.fixture
def visitor(pages) -> Visitor:
    return Visitor(application(pages))
