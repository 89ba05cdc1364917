"""Works on dictionary-encoded columns by their labels: each distinct text is looked at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from models.categorical import MISSING, Categorical


def relabel(column: Categorical, label_of: Callable[[str], str]) -> Categorical:
    """The same column with other labels; labels that become equal are one, an empty one is missing."""
    return by_labels(column.codes, [label_of(label) for label in column.labels])


def by_labels(codes: NDArray[np.int32], labels: Iterable[str]) -> Categorical:
    """A column from codes into labels that may repeat or be blank."""
    labels = list(labels)
    distinct = dict.fromkeys(labels)
    distinct.pop("", None)
    kept = tuple(distinct)
    if len(kept) == len(labels):
        return Categorical(codes, kept)
    place_of = {**dict(zip(kept, range(len(kept)), strict=True)), "": MISSING}
    code_of = np.full(len(labels) + 1, MISSING, dtype=np.int32)  # the last is what MISSING (-1) points to
    code_of[:-1] = np.fromiter(map(place_of.__getitem__, labels), dtype=np.int32, count=len(labels))
    return Categorical(code_of[codes], kept)


def join(columns: Sequence[Categorical]) -> Categorical:
    """Columns one below the other."""
    if len(columns) == 1:
        return columns[0]
    labels: list[str] = []
    codes: list[NDArray[np.int32]] = []
    for column in columns:
        codes.append(np.where(column.codes == MISSING, MISSING, column.codes + len(labels)).astype(np.int32))
        labels.extend(column.labels)
    return by_labels(np.concatenate(codes) if codes else np.zeros(0, np.int32), labels)


def compact(column: Categorical) -> Categorical:
    """The same column without the labels no entry has, in order of first appearance."""
    entries = np.arange(len(column), dtype=np.int32)
    first = np.full(
        len(column.labels) + 1, len(column), dtype=np.int32
    )  # the last is what MISSING (-1) points to
    first[column.codes[::-1]] = entries[::-1]  # where a code repeats, the first entry stays
    used = np.flatnonzero(first[:-1] < len(column))
    if (np.diff(first[used]) < 0).any():
        used = used[np.argsort(first[used], kind="stable")]
    elif len(used) == len(column.labels):
        return column
    code_of = np.full(len(column.labels) + 1, MISSING, dtype=np.int32)
    code_of[used] = np.arange(len(used), dtype=np.int32)
    return Categorical(code_of[column.codes], tuple(column.labels[code] for code in used.tolist()))


def last_of(column: Categorical, case: NDArray[np.int32], n_cases: int) -> Categorical:
    """The last value of every case that is not missing; `case` is the case index of every entry."""
    known = np.flatnonzero(column.codes != MISSING)
    codes = np.full(n_cases, MISSING, dtype=np.int32)
    codes[case[known]] = column.codes[known]  # where an index repeats, the last one stays
    return compact(Categorical(codes, column.labels))


def lookup(column: Categorical, values: dict[str, str], otherwise: Callable[[str], str] = str) -> Categorical:
    """Replace every label by what `values` has for it, or by `otherwise` of the label."""
    return relabel(column, lambda label: values[label] if label in values else otherwise(label))


def distinct_rows(columns: Sequence[Categorical]) -> tuple[NDArray[np.int32], list[tuple[str, ...]]]:
    """The distinct combinations of texts in columns side by side, and for every entry which of them it has."""
    group = np.zeros(len(columns[0]), dtype=np.int64)
    for column in columns:  # renumbered after every column, so that no number grows too large
        mixed = group * (len(column.labels) + 1) + column.codes + 1
        _, first, group = np.unique(mixed, return_index=True, return_inverse=True)
    rows = [tuple(column.text(row) for column in columns) for row in first.tolist()]
    return group.astype(np.int32), rows


def trimmed(column: Categorical) -> Categorical:
    """The column without spaces before and behind its texts, as databases fill up cells with them."""
    lines = "\n".join(("", *column.labels, ""))  # which is looked through faster than every label
    is_padded = any(f"{space}\n" in lines or f"\n{space}" in lines for space in (" ", "\t", "\xa0"))
    return relabel(column, str.strip) if is_padded else column
