"""The worked examples of the research come out as they were worked."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from dakaz import law
from dakaz.law.moments import parse_moment

VECTORS = yaml.load(Path(__file__).with_name("vectors.yaml").read_text("utf-8"), Loader=yaml.BaseLoader)
KEYS = ("last_day", "raw_day", "safe_day", "state", "outcome", "version")


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["id"])
def test_a_worked_example(shipped, vector):
    facts = {"served": vector["served"], **vector.get("facts", {})}
    on = parse_moment(vector.get("on", vector["served"]), fact="on", zone=shipped.zone_name)
    told = law.told(law.evaluate(shipped, vector["rule"], facts, on), "en")
    for key in KEYS:
        if key in vector:
            expected = None if vector[key] == "null" else vector[key]
            assert expected == (str(told[key]) if told[key] is not None else None), key
