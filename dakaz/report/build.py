"""An outline with its material becomes a report, or is refused."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from dakaz.errors import N_, Refused
from dakaz.report.check import check
from dakaz.report.compose import compose
from dakaz.report.html import to_html
from dakaz.report.material import Material
from dakaz.report.numbering import Node
from dakaz.report.outline import Outline
from dakaz.report.pdf import to_pdf


@dataclass(frozen=True, slots=True)
class Built:
    """A finished report: both files, the list of its sources, and the language it speaks.

    ``tree`` is the composed report (plain dicts and lists), from which a bundle writes its lists.
    """

    html: bytes
    pdf: bytes
    tree: Node


def build(outline: Outline, material: Material, *, built_on: datetime.date, version: str) -> Built:
    """Check, compose and write.

    Args:
        built_on: the day printed as the day of the build; nothing else depends on time.
        version: the program's version, printed in the foot.

    Returns:
        the same bytes for the same arguments and the same versions of the libraries.

    Raises:
        Refused: ``check`` found something; ``findings`` holds all of it.
    """
    findings = check(outline, material)
    if findings:
        raise Refused(
            N_("The report was not built. Findings: %(number)d. The first: %(first)s"),
            findings=findings,
            number=len(findings),
            first=str(findings[0]),
        )
    tree = compose(outline, material, built_on=built_on, version=version)
    return Built(html=to_html(tree), pdf=to_pdf(tree, built_on=built_on), tree=tree)
