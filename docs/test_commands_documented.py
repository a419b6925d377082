"""docs/commands.md and the program say the same; every example in the documentation can be typed."""

from __future__ import annotations

import re
import shlex
from functools import cache
from pathlib import Path

import click
import pytest

from dakaz.cli.program import main

DOCS = Path(__file__).parent
PAGES = sorted([*DOCS.rglob("*.md"), DOCS.parent / "README.md"])
NAMED = re.compile(r"`((?:docs|samples|benchmarks|dakaz)/[\w./-]+\.(?:md|py|txt|csv|yaml|css))`")
LINKED = re.compile(r"\]\(([^)#:]+\.(?:md|py|png))(?:#[^)]*)?\)")
SHOWN = re.compile(r"```python\n# (dakaz/\S+)\n(.*?)```", re.DOTALL)
OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]*")
EVERYWHERE = {"--help", "--version"}


@cache
def commands() -> dict[str, click.Command]:
    """Every command of the program, groups opened."""
    context = click.Context(main)
    found = {}
    for name in main.list_commands(context):
        command = main.get_command(context, name)
        if isinstance(command, click.Group):
            found |= {f"{name} {inner}": one for inner, one in command.commands.items()}
        else:
            found[name] = command
    return found


def options_of(command: click.Command) -> set[str]:
    options = [one for one in command.params if isinstance(one, click.Option)]
    return {text for one in options for text in (*one.opts, *one.secondary_opts) if text.startswith("--")}


def sections() -> dict[str, str]:
    """Each command's part of the page, without its examples."""
    text = (DOCS / "commands.md").read_text("utf-8")
    text = re.sub(r"```.*?```", "", text, flags=re.DOTALL)
    parts = re.split(r"^### `dakaz ([^`]+)`$|^## .*$", text, flags=re.MULTILINE)
    return {name: body for name, body in zip(parts[1::2], parts[2::2], strict=True) if name}


def examples() -> list[tuple[str, str]]:
    """Every line of a console block that begins with ``$ dakaz``, and the page it stands on."""
    found = []
    for page in PAGES:
        for block in re.findall(r"```console\n(.*?)```", page.read_text("utf-8"), flags=re.DOTALL):
            typed = block.replace("\\\n", " ")
            lines = re.findall(r"^\$ (dakaz .*)$", typed, flags=re.MULTILINE)
            found += [(str(page.relative_to(DOCS.parent)), line) for line in lines]
    return found


def test_every_command_is_described_and_no_other():
    assert set(sections()) == set(commands())


@pytest.mark.parametrize("name", sorted(commands()))
def test_every_option_is_described_and_no_other(name):
    described = set(OPTION.findall(sections().get(name, ""))) - EVERYWHERE
    assert described == options_of(commands()[name])


@pytest.mark.parametrize(("page", "line"), examples())
def test_an_example_can_be_typed(page, line, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DAKAZ_VAULT", str(tmp_path))
    words = shlex.split(line)[1:]
    for word in words:  # files that an example reads must be there for it to be understood
        if re.fullmatch(r"[\w-]+\.(age|md|txt|pdf|csv)", word):
            (tmp_path / word).touch()
    command, rest = typed_command(words)
    command.make_context(command.name, rest)


def typed_command(words: list[str]) -> tuple[click.Command, list[str]]:
    """Return the command that ``words`` begin with, and the words after it."""
    name = next(name for name in (" ".join(words[:2]), words[0]) if name in commands())
    return commands()[name], words[len(name.split()) :]


def test_pages_named_in_the_documentation_are_there():
    for page in PAGES:
        text = page.read_text("utf-8")
        for named in NAMED.findall(text):
            assert (DOCS.parent / named).exists(), f"{page.name} names {named}"
        for link in LINKED.findall(text):
            assert (page.parent / link).exists(), f"{page.name} leads to {link}"


def test_code_shown_in_the_documentation_stands_in_the_program():
    for page in PAGES:
        for path, lines in SHOWN.findall(page.read_text("utf-8")):
            assert lines in (DOCS.parent / path).read_text("utf-8"), f"{page.name} shows {path} as it was"
