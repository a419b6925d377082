"""What commands print: sentences for people, or one JSON object a line for programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from typing import Any

import click

from dakaz.errors import DakazError, Refused


class Answers:
    """Where a command's answers go."""

    def __init__(self, *, as_json: bool) -> None:
        self.as_json = as_json

    def give(self, values: Mapping[str, Any], sentence: str) -> None:
        """Print ``values`` as JSON, or ``sentence``."""
        if self.as_json:
            click.echo(json.dumps(values, ensure_ascii=False, default=str))
        elif sentence:
            click.echo(sentence)

    def progress(self, sentence: str) -> None:
        """Say how far long work is, on the error stream, when a person is watching."""
        if sys.stderr.isatty() and not self.as_json:
            click.echo(f"\r{sentence}", err=True, nl=False)


def say_error(problem: DakazError) -> None:
    """Say on the error stream what failed; as JSON when the command was called with --json."""
    if "--json" in sys.argv:
        body: dict[str, Any] = {"error": type(problem).__name__, "message": str(problem)}
        if isinstance(problem, Refused):
            body["findings"] = [str(finding) for finding in problem.findings]
        click.echo(json.dumps(body, ensure_ascii=False), err=True)
        return
    click.echo(str(problem), err=True)
    if isinstance(problem, Refused):
        for finding in problem.findings:
            click.echo(f"  {finding}", err=True)
