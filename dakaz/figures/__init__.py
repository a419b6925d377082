"""Figures: official series, rates, breaks, figures in texts, claims recomputed, copies, safe counts.

Plain values in, plain results out: nothing here opens files, reads the clock or keeps state. Numbers that
are rounded or suppressed stay intervals; nothing is corrected or added up silently.
"""

from dakaz.figures.checks import Checked, Claim, Verdict, check, read_claims
from dakaz.figures.copies import independent, likeness
from dakaz.figures.detectors import Finding, examine, total
from dakaz.figures.disclosure import protect, revealed
from dakaz.figures.period import Period, parse_period
from dakaz.figures.readers import Mapping, read_grid, read_mapped, read_table
from dakaz.figures.text import Figure, extract
from dakaz.figures.values import Cell, Observation, Series, Table, Vintage

__all__ = [
    "Cell",
    "Checked",
    "Claim",
    "Figure",
    "Finding",
    "Mapping",
    "Observation",
    "Period",
    "Series",
    "Table",
    "Verdict",
    "Vintage",
    "check",
    "examine",
    "extract",
    "independent",
    "likeness",
    "parse_period",
    "protect",
    "read_claims",
    "read_grid",
    "read_mapped",
    "read_table",
    "revealed",
    "total",
]
