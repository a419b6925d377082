"""Outline → HTML, PDF and a bundle that anyone can check, or a refusal that names line, reason and source."""

from dakaz.report.build import Built, build
from dakaz.report.bundle import BundleFile, SourceFile, bundle
from dakaz.report.check import check
from dakaz.report.compare import Difference, difference
from dakaz.report.expression import Count, Percent, SeriesQuery
from dakaz.report.finding import Finding, Reason
from dakaz.report.html import style_hash
from dakaz.report.material import (
    CitedSource,
    Counted,
    Material,
    Observation,
    QuotedPassage,
    SeriesRow,
    SeriesTable,
)
from dakaz.report.needs import Needs, needs
from dakaz.report.outline import Front, Outline
from dakaz.report.parse import parse
from dakaz.report.warn import warn

__all__ = [
    "Built",
    "BundleFile",
    "CitedSource",
    "Count",
    "Counted",
    "Difference",
    "Finding",
    "Front",
    "Material",
    "Needs",
    "Observation",
    "Outline",
    "Percent",
    "QuotedPassage",
    "Reason",
    "SeriesQuery",
    "SeriesRow",
    "SeriesTable",
    "SourceFile",
    "build",
    "bundle",
    "check",
    "difference",
    "needs",
    "parse",
    "style_hash",
    "warn",
]
