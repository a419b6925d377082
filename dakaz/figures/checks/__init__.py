"""Claims recomputed: what holds, what is contradicted, what depends on the reading, what cannot be told."""

from dakaz.figures.checks.check import check
from dakaz.figures.checks.claims import Claim, read_claims
from dakaz.figures.checks.verdict import Checked, Reading, Verdict

__all__ = ["Checked", "Claim", "Reading", "Verdict", "check", "read_claims"]
