"""The documented process as YAML (`lanekeeper.process/1`): from text to a `SalesProcess`."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Any

from mining.process.conditions import parse_condition
from mining.process.validate import MOST_REPEATS, validate
from mining.process.yaml_allow_list import AllowListReader
from mining.process.yaml_fields import NO, YES, FieldReader
from mining.process.yaml_journey import JourneyReader
from mining.process.yaml_rules import RuleReader
from mining.process.yaml_strategy import SECTIONS, StrategyReader
from mining.process.yaml_tree import Section, plain, read_tree
from mining.process.yaml_writer import FORMAT, to_yaml
from models.condition import Condition
from models.errors import UserError
from models.label import tidy
from models.sales_process import Branch, Choice, End, Flow, Parallel, SalesProcess, Stage, Step
from resources.translation import tr

__all__ = ["DEFAULT_ENDS", "parse_yaml", "to_yaml"]

DEFAULT_ENDS = (End("won", ("Closed Won", "Won")), End("lost", ("Closed Lost", "Lost")))
"""What holds where a process says nothing of how a deal ends."""

_SECTIONS = (
    *("format", "process", "flow", "end", "rules", "events", "buyer", "accepted", "forbidden", "handoffs"),
    *SECTIONS,
)
_HEADER = ("name", "version", "valid_from", "valid_until")
_STAGE_KEYS = ("stage", "crm", "owner", "buyer", "exit", "sla", "effort", "optional", "repeat", "back_to")
_END_KEYS = ("crm", "from", "requires", "requires_field")


def parse_yaml(text: str, where: str, validated: bool = True, flow: Flow | None = None) -> SalesProcess:
    """Read and validate a documented process; `where` is the file's name, for errors.

    With `validated` False it may contradict itself, as one can that is still being edited. Where a `flow` is given,
    the text holds all sections but that one, and nothing is validated yet.

    Sections that nothing reads yet are kept in `other`, and what `process:` says besides name and version in
    `header`; their values are texts exactly as written (`"0.28"`, `"no"`), lists and dictionaries.
    Raises UserError with file, line and stage.
    """
    tree = read_tree(text, where)
    if not isinstance(tree, Section):
        raise UserError(
            tr("{where} is no documented process: it needs the sections `process` and `flow`.", where=where)
        )
    process = _Reader(where).process(tree, flow)
    if validated and flow is None:
        validate(process, where)
    return process


class _Reader(FieldReader):
    """Turns sections into models and says where in the file something is wrong."""

    def process(self, tree: Section, flow: Flow | None = None) -> SalesProcess:
        self._check_format(tree)
        header = self.section(
            tree.get("process", ""), "`process`", tr("write `process: {name: New business}`")
        )
        name = self.text(header, "name", tr("the process"))
        if not name:
            raise UserError(
                tr(
                    "{where}, line {line}: the process has no name; write `name:` under `process`.",
                    where=self.where,
                    line=header.line,
                )
            )
        if flow is None and "flow" not in tree:
            near = get_close_matches("flow", tree, 1)
            hint = (
                tr("did you mean it by `{near}`?", near=near[0])
                if near
                else tr("list its stages under `flow`.")
            )
            raise UserError(tr("{where} has no `flow`, so no stages; {hint}", where=self.where, hint=hint))
        journey, allowing = JourneyReader(self.where), AllowListReader(self.where)
        agreed = StrategyReader(self.where)
        return SalesProcess(
            name=name,
            flow=self._flow(tree["flow"], "`flow`") if flow is None else flow,
            ends=self._ends(tree["end"]) if "end" in tree else DEFAULT_ENDS,
            version=self.text(header, "version", tr("the process")),
            valid_from=self.date(header, "valid_from", tr("the process")),
            valid_until=self.date(header, "valid_until", tr("the process")),
            header={k: plain(v) for k, v in header.items() if k not in _HEADER},
            other={k: plain(v) for k, v in tree.items() if k not in _SECTIONS},
            rules=RuleReader(self.where).rules(tree.get("rules", "")),
            signals=journey.signals(tree.get("events", "")),
            journey=journey.journey(tree.get("buyer", "")),
            accepted=allowing.accepted(tree.get("accepted", "")),
            forbidden=allowing.forbidden(tree.get("forbidden", "")),
            handoffs=agreed.handoffs(tree),
            strategy=agreed.strategy(tree),
        )

    def _check_format(self, tree: Section) -> None:
        written = tree.get("format", FORMAT)
        if written == FORMAT:
            return
        kind, _, number = str(written).partition("/")
        if kind == FORMAT.partition("/")[0] and number.isdigit() and int(number) > 1:
            raise UserError(
                tr(
                    "{where} was written for a newer Lanekeeper ({written}, this one reads {format}); update "
                    "Lanekeeper to open it.",
                    where=self.where,
                    written=written,
                    format=FORMAT,
                )
            )
        raise UserError(
            tr(
                "{where} has the format {written}, not {format}; correct the line `format:`.",
                where=self.where,
                written=written,
                format=FORMAT,
            )
        )

    def _flow(self, value: Any, what: str) -> Flow:
        if not isinstance(value, list):
            raise UserError(
                tr(
                    "{at}: {what} must be a list of stages, each on a line with a dash.",
                    at=self.at(value),
                    what=what,
                )
            )
        return tuple(self._step(item, what) for item in value)

    def _step(self, item: Any, what: str) -> Step:
        if isinstance(item, str):
            item = Section(stage=item)
        if not isinstance(item, Section):
            raise UserError(
                tr(
                    "{at}: a list stands in {what} where a stage should; remove one dash.",
                    at=self.at(item),
                    what=what,
                )
            )
        if "stage" in item:
            return self._stage(item)
        kind = next((word for word in ("parallel", "choice") if word in item), None)
        if kind is None:
            self.refuse_unknown(item, ("stage", "parallel", "choice"), tr("a step of {what}", what=what))
            raise UserError(
                tr(
                    "{at}: a step of {what} has no name; write `stage:` and its name.",
                    at=self.at(item),
                    what=what,
                )
            )
        self.refuse_unknown(item, (kind,), f"`{kind}`")
        branches = item[kind]
        if not isinstance(branches, list) or not branches:
            raise UserError(
                tr(
                    "{at}: `{kind}` needs a list of branches, each on a line with a dash.",
                    at=self.at(item),
                    kind=kind,
                )
            )
        if kind == "parallel":
            return Parallel(tuple(self._branch_flow(branch, "`parallel`") for branch in branches))
        return Choice(tuple(map(self._branch, branches)))

    def _branch_flow(self, value: Any, what: str) -> Flow:
        """A branch is a flow, or a single step without the list around it."""
        if isinstance(value, Section) and "flow" in value:
            self.refuse_unknown(value, ("flow",), tr("a branch of {what}", what=what))
            return self._flow(value["flow"], what)
        return self._flow(value, what) if isinstance(value, list) else (self._step(value, what),)

    def _branch(self, value: Any) -> Branch:
        if isinstance(value, Section) and "otherwise" in value:
            self.refuse_unknown(value, ("otherwise",), tr("an `otherwise` branch"))
            return Branch(self._branch_flow(value["otherwise"], "`otherwise`"), otherwise=True)
        if isinstance(value, Section) and "when" in value:
            self.refuse_unknown(value, ("when", "flow"), tr("a branch of `choice`"))
            if "flow" not in value:
                raise UserError(
                    tr(
                        "{at}: a branch with `when` needs a `flow`; `flow: []` does nothing.",
                        at=self.at(value),
                    )
                )
            when = self.raw(value, "when", tr("a branch of `choice`"))
            condition = parse_condition(when, tr("{at}, `choice`", at=self.at(value)))
            return Branch(self._flow(value["flow"], "`choice`"), when=condition)
        return Branch(self._branch_flow(value, "`choice`"))

    def _stage(self, item: Section) -> Stage:
        name = self.text(item, "stage", tr("a stage"))
        if not name:
            raise UserError(tr("{at}: a stage has no name; write it after `stage:`.", at=self.at(item)))
        what = tr("stage {name}", name=name)
        self.refuse_unknown(item, _STAGE_KEYS, what)
        return Stage(
            name=name,
            labels=self.texts(item, "crm", what) if "crm" in item else (name,),
            optional=self._optional(item, what),
            repeat=self._repeat(item, what),
            back_to=self.texts(item, "back_to", what),
            owners=self.texts(item, "owner", what),
            buyer=self.text(item, "buyer", what),
            exit_evidence=self.texts(item, "exit", what),
            allowed=self.text(item, "sla", what),
            effort=self.text(item, "effort", what),
        )

    def _optional(self, item: Section, what: str) -> bool | Condition:
        if "optional" not in item:
            return False
        written = self.raw(item, "optional", what)
        if written.strip().lower() in (*YES, *NO):
            return written.strip().lower() in YES
        return parse_condition(written, tr("{at}, {what}, `optional`", at=self.at(item), what=what))

    def _repeat(self, item: Section, what: str) -> int | None:
        written = self.text(item, "repeat", what).lower() if "repeat" in item else "1"
        if written in (*YES, "any"):
            return None
        if written in NO:
            return 1
        if not (written.isascii() and written.isdigit()) or not 1 <= int(written[:9]) <= MOST_REPEATS:
            raise UserError(
                tr(
                    "{at}: {what} has `repeat: {written}`; write how often it may come in a row (1 to "
                    "{most_repeats}), or `any`.",
                    at=self.at(item),
                    what=what,
                    written=written,
                    most_repeats=MOST_REPEATS,
                )
            )
        return int(written)

    def _ends(self, value: Any) -> tuple[End, ...]:
        ends = (
            self.section(value, "`end`", tr("write `end: {won: {crm: [Closed Won]}}`")) if value != "" else {}
        )
        return tuple(self._end(tidy(name), end) for name, end in ends.items())

    def _end(self, name: str, value: Any) -> End:
        what = tr("end {name}", name=name)
        item = self.section(
            value or Section(), tr("`{name}` under `end`", name=name), tr("write `crm:` and its CRM labels")
        )
        self.refuse_unknown(item, _END_KEYS, what)
        usual = next((end.labels for end in DEFAULT_ENDS if end.name == name), (End(name, ()).title,))
        anywhere = "from" not in item or item["from"] == "any"
        return End(
            name=name,
            labels=self.texts(item, "crm", what) if "crm" in item else usual,
            sources=None if anywhere else self.texts(item, "from", what),
            requires=self.texts(item, "requires", what),
            requires_field=self.text(item, "requires_field", what),
        )
