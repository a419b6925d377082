"""Where someone wanted to go before signing in, kept here and not in an address."""

from __future__ import annotations

import secrets
from collections import OrderedDict
from dataclasses import dataclass, field

REMEMBERED = 200


@dataclass(slots=True)
class Wanted:
    """Paths under opaque names; each is given out once."""

    _paths: OrderedDict[str, str] = field(default_factory=OrderedDict, repr=False)

    def keep(self, path: str) -> str:
        """Remember ``path`` (absolute, without session) and return the name it is kept under."""
        name = secrets.token_urlsafe(9)
        self._paths[name] = path
        while len(self._paths) > REMEMBERED:
            self._paths.popitem(last=False)
        return name

    def take(self, name: str) -> str | None:
        """Return the path kept under ``name`` and forget it; ``None`` if there is none."""
        return self._paths.pop(name, None)
