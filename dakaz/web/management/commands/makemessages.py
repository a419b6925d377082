"""Collect the sentences to translate; also those our rooms mark with ``N_``."""

from __future__ import annotations

from django.core.management.commands import makemessages


class Command(makemessages.Command):
    """Django's command, which knows one more mark."""

    xgettext_options = [*makemessages.Command.xgettext_options, "--keyword=N_"]  # noqa: RUF012 - Django's way
