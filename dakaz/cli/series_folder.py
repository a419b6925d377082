"""The folder of ``dakaz series``: files as they came, how each is read, and mappings by their names."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from dakaz.errors import N_, BadInput, Conflict
from dakaz.figures import Mapping, Table, read_mapped, read_table
from dakaz.figures.values import sha256

from .figures import text_of

BESIDE = ".series.json"
NAMED = ".mapping.json"


def read(content: bytes, name: str, mapping: Mapping | None, *, invented: bool) -> Table:
    """Read a table, by a mapping where there is one."""
    if mapping is not None:
        return read_mapped(content, name, mapping, invented=invented)
    return read_table(content, name, invented=invented)


def mapping_called(given: str | None, folder: Path | None) -> Mapping | None:
    """Return the mapping of a file, or the one a folder keeps by a name."""
    if not given:
        return None
    path = Path(given)
    if not path.is_file() and folder is not None:
        path = place_of(folder, given)
    if not path.is_file():
        known = sorted(one.name.removesuffix(NAMED) for one in folder.glob(f"*{NAMED}")) if folder else []
        raise BadInput(
            N_("No column mapping is called “%(name)s” here. Known: %(known)s."),
            name=given,
            known=", ".join(known) or "-",
        )
    return Mapping.from_json(text_of(path))


def place_of(folder: Path, name: str) -> Path:
    """Return where a folder keeps a mapping of this name."""
    if name.startswith(".") or set(name) & set('/\\:*?"<>|'):
        raise BadInput(
            N_("“%(name)s” cannot be the name of a mapping: use letters, digits, blanks."), name=name
        )
    return folder / (name + NAMED)


def opened(file: Path, mapping: str | None) -> Table:
    """Read a file, by the mapping given or by what was kept beside it."""
    content = file.read_bytes()
    saved = mapping_called(mapping, file.parent)
    beside = file.with_name(file.name + BESIDE)
    invented = False
    if beside.exists():
        kept = json.loads(beside.read_text("utf-8"))
        if kept["sha256"] != sha256(content):
            raise Conflict(
                N_("%(file)s is not the file that was imported: it has changed since."), file=file.name
            )
        invented = kept["invented"]
        if saved is None and kept["mapping"]:
            saved = Mapping.from_json(kept["mapping"])
    return read(content, file.name, saved, invented=invented)


def keep(folder: Path, name: str, content: bytes, table: Table, mapping: Mapping | None) -> None:
    """Keep a file as it came, and beside it how it is read."""
    target = folder / name
    if target.exists() and target.read_bytes() != content:
        raise Conflict(N_("%(folder)s has another file called %(file)s."), folder=str(folder), file=name)
    folder.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)
    kept = described(table) | {
        "file": name,
        "sha256": sha256(content),
        "mapping": mapping.to_json() if mapping else "",
    }
    (folder / (name + BESIDE)).write_text(json.dumps(kept, ensure_ascii=False, indent=2), "utf-8")


def described(table: Table) -> dict[str, Any]:
    """Return what is told of a table."""
    periods = sorted({row.period for row in table.rows})
    vintage = table.vintage
    return {
        "file": vintage.name,
        "layout": vintage.layout,
        "dataset": vintage.dataset,
        "publisher": vintage.publisher,
        "updated": vintage.updated,
        "sha256": vintage.sha256,
        "invented": vintage.invented,
        "rows": len(table.rows),
        "first": periods[0] if periods else "",
        "last": periods[-1] if periods else "",
        "dimensions": list(table.dimensions),
        "measures": list(table.measures),
        "notes": list(table.notes),
    }
