"""Which column of a long table is the deal, the activity, the time and the rest: as named, or as guessed."""

from __future__ import annotations

from collections.abc import Mapping

from mining.sources.files.cell_table import Table
from mining.sources.source import ImportOptions
from mining.sources.table.columns import guess_mapping
from mining.sources.table.shapes import complete_by_values
from mining.sources.values.words import listed
from models.column_mapping import ColumnMapping
from models.errors import UserError
from resources.translation import tr

NEEDED = ("case", "activity", "timestamp")
"""The roles without which a table is no log."""
SAMPLE = 500
"""Rows that are looked at to guess."""


def mapping_for(table: Table, options: ImportOptions) -> ColumnMapping:
    """The columns to use: those the user named, or else the guess; raises UserError where one is not there."""
    if options.mapping is None:
        mapping = complete_by_values(table, guess_mapping(table.columns, table.rows(SAMPLE)))
        _refuse_doubled_guess(table, mapping)
    else:
        mapping = options.mapping
    check_columns(table, mapping.columns)
    missing = [role for role in NEEDED if getattr(mapping, role) is None]
    if missing:
        example = ",".join(f"{role}=.." for role in NEEDED)
        raise UserError(
            tr(
                "{name} has no column that looks like the {missing} of an event; name them with --map "
                "{example} (its columns are {columns}).",
                name=table.name,
                missing=tr(" or the ").join(missing),
                example=example,
                columns=listed(table.columns),
            )
        )
    return mapping


def check_columns(table: Table, columns: Mapping[str, str]) -> None:
    """Raise UserError where a column that was named for a role is not there, or is there more than once."""
    for role, column in columns.items():
        if column in table.doubled:
            at = tr(" and ").join(map(str, table.doubled[column]))
            raise UserError(
                tr(
                    "{name} has the column {column} more than once (at positions {at}), so it cannot serve "
                    "as {role}; rename one of them.",
                    name=table.name,
                    column=column,
                    at=at,
                    role=role,
                )
            )
        if column not in table.columns:
            raise UserError(
                tr(
                    "{name} has no column {column} for the {role}; its columns are {columns}.",
                    name=table.name,
                    column=repr(column),
                    role=role,
                    columns=listed(table.columns),
                )
            )


def _refuse_doubled_guess(table: Table, mapping: ColumnMapping) -> None:
    needed = {getattr(mapping, role) for role in NEEDED}
    for column in needed & set(table.doubled):
        at = tr(" and ").join(map(str, table.doubled[column]))
        raise UserError(
            tr(
                "{name} has the column {column} more than once (at positions {at}); rename one of them.",
                name=table.name,
                column=column,
                at=at,
            )
        )


def mapping_note(table: Table, mapping: ColumnMapping, options: ImportOptions) -> list[str]:
    """A sentence on what was guessed, nothing where the user named the columns."""
    if options.mapping is not None:
        return []
    by_name = guess_mapping(table.columns, table.rows(SAMPLE)).columns
    used = ", ".join(
        tr("{role} from {column}", role=role, column=column) for role, column in mapping.columns.items()
    )
    notes = [tr("The columns of {name} were taken by their names: {used}.", name=table.name, used=used)]
    guessed = [column for role, column in mapping.columns.items() if role not in by_name]
    if guessed:
        notes.append(
            tr(
                "No name says so, but by their values {guessed} of {name} are likely: look at the events.",
                guessed=listed(guessed),
                name=table.name,
            )
        )
    return notes
