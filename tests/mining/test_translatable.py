"""Whether every text of the engine that a person reads can be translated, told from the code alone."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter

import pytest

_ROOT = Path(__file__).parents[2]
_FOLDERS = ("desktop", "mining", "models", "resources")
_ARGUMENTS = {"tr": 1, "tr_n": 2}
_DEVELOPERS = frozenset(
    {
        "ValueError",
        "KeyError",
        "LookupError",
        "IndexError",
        "AssertionError",
        "TypeError",
        "NotImplementedError",
    }
)
_NOT_SHOWN = frozenset(
    {"tr", "tr_n", "plural", "counted", "compile", "match", "sub", "search", "startswith", "endswith", "removesuffix"}
    | {"execute", "executescript", "translate", "replace", "getLogger", "join", "split", "cast", "rc_context"}
)  # fmt: skip
_NOT_WORDS = {
    "mining/demo/": "the demo's own data",
    "mining/cli.py": "speaks before the language is known",
    "mining/command_line.py": "the owner of the command line keeps it",
    "mining/layout/dot.py": "Graphviz",
    "mining/export/xes_writer.py": "XML",
    "mining/report/html": "HTML around sentences",
    "mining/report/slides/": "XML around sentences",
    "mining/sources/xes/scanner.py": "patterns of XML",
    "mining/project_file.py": "SQL beside sentences, which are looked at below",
    "mining/discovery/picture_look.py": "names of fonts",
    "mining/stage_words.py": "words that are recognised in many languages",
    "mining/sources/values/outcomes.py": "words that are recognised in many languages",
    "mining/process/stage_list_columns.py": "headings that are recognised in many languages",
    "mining/path_query/words.py": "the language of path queries",
    "mining/path_query/write.py": "the language of path queries",
    "mining/process/compile.py": "names of silent steps of a net",
    "mining/process/final_markings.py": "names of silent steps of a net",
    "mining/process/bpmn_net.py": "names of silent steps of a net",
    "mining/process/bpmn_graph.py": "names of parts of a net",
    "mining/process/bpmn.py": "names of parts of a net",
    "mining/process/blocks/": "names of parts of a net",
    "mining/drawing/meaning.py": "names of parts of a net",
    "mining/alignment/large/fallback.py": "names of parts of a net",
    "mining/process/repair/separating.py": "conditions as they are written",
    "mining/process/drafting/closing.py": "names that become data",
}
"""Files whose texts with words are no sentences, and why."""
_NAMES = frozenset(
    {
        *(
            "delay \0 \0 \0",
            "\0 to \0",
            "\0column \0",
            "Table \0",
            "Trace \0",
            "Stage \0",
            "stage \0",
            "system \0",
        ),
        *("rejected without a reason", "time since the gate", "line by line", "returned to marketing"),
        *(
            "Invalid regular expression: ",
            "a line is too long",
            "a side has deals",
            "from the process",
            "\0 failed in the worker process:\n\0",
        ),
        *("{path: [Qualify, Won], why: Nobody was met}", "pipeline stage changed", "Close date changes"),
        *("status changes of opportunities", "record change history", "business process flow"),
        *("Marketing qualified lead", "Sales qualified lead", "Qualified to buy", "Decision maker bought-in"),
        *(
            "{stage} out of order",
            "go back to {stage}",
            "close early from {stage}",
            "{stage} entered in bulk",
        ),
        *("buyer not there yet at {stage}", "buyer ahead at {stage}", "missing evidence at {stage}"),
        *("wrong role at {stage}", "bare close as {stage}"),
    }
)
"""Names that become data, are read back from files or come from elsewhere, values of a text as NUL."""


@cache
def _tree(file: Path) -> tuple[ast.Module, dict[ast.AST, ast.AST]]:
    tree = ast.parse(file.read_text("utf-8"))
    return tree, {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}


def _files(*folders: str) -> Iterator[tuple[str, Path]]:
    for folder in folders:
        for file in sorted((_ROOT / folder).rglob("*.py")):
            yield file.relative_to(_ROOT).as_posix(), file


def _calls(name: str) -> Iterator[tuple[str, ast.Call]]:
    for path, file in _files(*_FOLDERS):
        for node in ast.walk(_tree(file)[0]):
            if isinstance(node, ast.Call) and _name(node.func) == name:
                yield f"{path}:{node.lineno}", node


def _name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def _constant(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


@pytest.mark.parametrize("name", ["tr", "tr_n"])
def test_that_what_is_translated_is_a_text_of_the_code(name: str) -> None:
    """A text that is put together while the program runs is in no catalogue."""
    texts = [(at, [_constant(one) for one in call.args[: _ARGUMENTS[name]]]) for at, call in _calls(name)]
    assert [at for at, found in texts if None in found or len(found) < _ARGUMENTS[name]] == []


@pytest.mark.parametrize("name", ["tr", "tr_n"])
def test_that_a_translated_text_is_given_every_value_that_it_names(name: str) -> None:
    wrong = []
    for at, call in _calls(name):
        given = {one.arg for one in call.keywords}
        if None in given or (name == "tr" and not given):  # values by name from a mapping, or filled in later
            continue
        named = {
            field
            for one in call.args[: _ARGUMENTS[name]]
            for _, field, _, _ in Formatter().parse(_constant(one) or "")
            if field is not None
        }
        if named - {"count"} != given - {"count"}:
            wrong.append((at, sorted(map(str, named ^ given))))
    assert wrong == []


def test_that_every_error_that_a_user_reads_is_translated() -> None:
    wrong = [
        at
        for at, call in _calls("UserError")
        if at.startswith(("mining", "models"))
        and not at.startswith(("mining/cli.py", "mining/command_line.py"))
        and call.args
        and isinstance(call.args[0], ast.JoinedStr | ast.Constant)
        and _has_words(call.args[0])
    ]
    assert wrong == []


def test_that_no_sentence_of_the_engine_is_left_in_english() -> None:
    wrong = []
    for path, file in _files("mining"):
        if path.startswith(tuple(_NOT_WORDS)):
            continue
        tree, parents = _tree(file)
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.JoinedStr | ast.Constant)
                and _has_words(node)
                and _is_shown(node, parents)
            ):
                wrong.append((f"{path}:{node.lineno}", ast.unparse(node)[:80]))
    assert wrong == []


def _has_words(node: ast.expr) -> bool:
    """Whether it is more than one word: an f-string with a word beside a value, or three plain words."""
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    said = "".join(_constant(part) or "\0" for part in parts)
    sought = (
        r"[a-z]{2,}[ \u00a0]|[ \u00a0][a-z]{2,}"
        if isinstance(node, ast.JoinedStr)
        else r"[A-Za-z]+ [a-z]+ [a-z]+"
    )
    return said not in _NAMES and re.search(sought, said) is not None


def _is_shown(node: ast.AST, parents: dict[ast.AST, ast.AST]) -> bool:
    """Whether a person may read it; what developers read, looks for or writes into files is not shown."""
    if isinstance(parents.get(node), ast.Expr | ast.JoinedStr | ast.FormattedValue):
        return False  # a docstring, or a part of what is looked at as a whole
    while node in parents:
        child, node = node, parents[node]
        if isinstance(node, ast.Call) and child in node.args and _name(node.func) in _NOT_SHOWN | _DEVELOPERS:
            return False
        if isinstance(node, ast.Compare | ast.FormattedValue):
            return False
        if isinstance(node, ast.Subscript) and child is node.slice:
            return False
        if isinstance(node, ast.Dict) and child in node.keys:
            return False
        if isinstance(node, ast.ClassDef) and any("Enum" in ast.unparse(base) for base in node.bases):
            return False  # values of files, which have words of their own (mining.words_of_values)
    return True
