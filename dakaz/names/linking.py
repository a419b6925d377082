"""Linking whole tables of people with Splink: our names as its comparison, its engine and its weights.

Needs the extra ``dakaz[link]``. ``settings`` is plain Splink settings: the same object runs on DuckDB here
and on Spark elsewhere, where two things must be there as well: ``alike`` registered as the SQL function
``dakaz_alike``, and the column ``blocks`` filled by ``blocks_of``.

The model is that of Fellegi and Sunter (1969). Which share of true pairs falls into each level of names was
counted on 1,130 pairs of ``benchmarks/data/names_open.tsv``; among 363,000 pairs of different people there
none did who were not one person listed twice, so the share of all others is an upper bound. In a large table
a bare name is therefore not enough, as it should be; a day of birth beside it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from dakaz.errors import N_, BadInput

from .blocks import block_keys
from .bulk import compare_many
from .clusters import sides_of
from .lexicon import Lexicon
from .prepared import Prepared

if TYPE_CHECKING:
    from splink import Linker, SettingsCreator

ALIKE = 'dakaz_alike("name_l", "name_r")'
# (score from which, share of true pairs, share of all others)
NAME_LEVELS = ((0.98, 0.79, 1e-5), (0.9, 0.10, 3e-6), (0.3, 0.04, 3e-6))
NAME_ELSE = (0.07, 0.99998)
# Days of birth: alike, another day of the same year, another. Others share a day of some fifty years.
BORN_SAME, BORN_YEAR, BORN_ELSE = (0.90, 6e-5), (0.06, 0.02), (0.04, 0.98)
# In a table of N rows each has about one other row to meet; Splink asks for it as a share of all pairs.
_MEETS = 1.0


class Person(NamedTuple):
    """A row of a table.

    Args:
        key: what it is called there; differs from every other row's of the table.
        name: as written.
        born: EDTF; empty when not known.
    """

    key: str
    name: str
    born: str = ""


class Link(NamedTuple):
    """Two rows that are likely of one person, and how likely the model says it is."""

    one: str
    other: str
    probability: float
    name_score: float


def link(
    table: Sequence[Person], other: Sequence[Person] | None = None, *, threshold: float = 0.9
) -> list[Link]:
    """Pairs of rows likely to be of one person, the likeliest first.

    Args:
        table: at least two people.
        other: a second table to link with; without one, rows of ``table`` are linked with each other.
        threshold: probability from which a pair is told.

    Raises:
        BadInput: Splink is not installed, or a key stands twice in a table.
    """
    tables = [table] if other is None else [table, other]
    for one in tables:
        _keys_differ(one)
    if not all(tables):
        return []
    linker = _linker(tables)
    found = linker.inference.predict(threshold_match_probability=threshold)
    return _told(found.as_record_list(), [{one.key: one.name for one in each} for each in tables])


def settings(rows: int, *, two_tables: bool) -> SettingsCreator:
    """Return Splink's settings for tables of this many rows together."""
    from splink import SettingsCreator, block_on  # noqa: PLC0415 - an extra

    return SettingsCreator(
        link_type="link_only" if two_tables else "dedupe_only",
        unique_id_column_name="key",
        probability_two_random_records_match=min(0.5, _MEETS / max(rows, 2)),
        blocking_rules_to_generate_predictions=[block_on("blocks", arrays_to_explode=["blocks"])],
        comparisons=[_names(), _births()],
        retain_intermediate_calculation_columns=False,
    )


def _names() -> dict[str, Any]:
    levels = [_level(f"{ALIKE} >= {score}", m, u) for score, m, u in NAME_LEVELS]
    return _comparison("name", [*levels, _level("ELSE", *NAME_ELSE)])


def _births() -> dict[str, Any]:
    same, year = '"born_l" = "born_r"', 'substr("born_l", 1, 4) = substr("born_r", 1, 4)'
    return _comparison(
        "born", [_level(same, *BORN_SAME), _level(year, *BORN_YEAR), _level("ELSE", *BORN_ELSE)]
    )


def _level(condition: str, m: float, u: float) -> dict[str, Any]:
    return {
        "sql_condition": condition,
        "label_for_charts": condition,
        "m_probability": m,
        "u_probability": u,
    }


def _comparison(column: str, levels: Sequence[dict[str, Any]]) -> dict[str, Any]:
    unknown = {
        "sql_condition": f'"{column}_l" IS NULL OR "{column}_r" IS NULL',
        "label_for_charts": "not known",
        "is_null_level": True,
    }
    return {"output_column_name": column, "comparison_levels": [unknown, *levels]}


def blocks_of(names: Sequence[str]) -> list[list[str]]:
    """For each name the blocks it is in: two names that share none are not compared."""
    own = Prepared(names, Lexicon())
    words, _ = own.lexicon.columns()
    stems = own.lexicon.stems
    found = []
    for numbers, roles in zip(own.words.tolist(), own.read.roles.tolist(), strict=True):
        keys = {
            f"{key}.{side}"
            for at, side in sides_of(numbers, roles, words.stem, stems)
            for key in block_keys(stems[at][0])
        }
        found.append(sorted(keys))
    return found


def alike(one: Any, other: Any) -> Any:
    """The SQL function ``dakaz_alike``: scores of two columns of names, row by row."""
    import pyarrow  # noqa: PLC0415 - an extra

    return pyarrow.array(compare_many(one.to_pylist(), other.to_pylist()))


def _linker(tables: Sequence[Sequence[Person]]) -> Linker:
    try:
        import duckdb  # noqa: PLC0415 - an extra
        from duckdb.func import PythonUDFType  # noqa: PLC0415 - likewise
        from splink import DuckDBAPI, Linker  # noqa: PLC0415 - likewise
    except ImportError:
        raise BadInput(
            N_("Linking tables needs Splink, which is not installed: pip install 'dakaz[link]'.")
        ) from None
    database = duckdb.connect(":memory:")
    database.create_function("dakaz_alike", alike, ["varchar", "varchar"], "double", type=PythonUDFType.ARROW)
    engine = DuckDBAPI(connection=database)
    named = [
        engine.register(_arrow(table), dataset_display_name=f"table_{number}")
        for number, table in enumerate(tables, start=1)
    ]
    rows = sum(map(len, tables))
    two = len(tables) > 1
    return Linker(named if two else named[0], settings(rows, two_tables=two), log_level=None)


def _arrow(table: Sequence[Person]) -> Any:
    import pyarrow  # noqa: PLC0415 - an extra

    names = [one.name for one in table]
    return pyarrow.table(
        {
            "key": [one.key for one in table],
            "name": names,
            "born": [one.born or None for one in table],
            "blocks": pyarrow.array(blocks_of(names), type=pyarrow.list_(pyarrow.string())),
        }
    )


def _keys_differ(table: Sequence[Person]) -> None:
    seen: set[str] = set()
    for one in table:
        if one.key in seen:
            raise BadInput(N_("“%(key)s” stands twice: each row needs a key of its own."), key=one.key)
        seen.add(one.key)


def _told(rows: Sequence[dict[str, Any]], names: Sequence[dict[str, str]]) -> list[Link]:
    first, last = names[0], names[-1]
    pairs = [(str(row["key_l"]), str(row["key_r"]), float(row["match_probability"])) for row in rows]
    if not pairs:
        return []
    scores = compare_many([first[one] for one, _, _ in pairs], [last[two] for _, two, _ in pairs])
    found = [Link(*pair, float(score)) for pair, score in zip(pairs, scores, strict=True)]
    return sorted(found, key=lambda one: (-one.probability, -one.name_score, one.one, one.other))
