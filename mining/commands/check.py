"""`lanekeeper check`: how many deals follow the documented process, and what the others do instead."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from typing import Any

from mining.commands.calendar_argument import add_calendar
from mining.commands.cost_argument import add_costs, costs_of
from mining.commands.json_output import add_json, check_json_target, write_json
from mining.commands.log_argument import add_journey, add_log, add_process, load, named_files
from mining.commands.measuring import add_measures, measured
from mining.commands.repairing import add_repairs, repaired
from mining.commands.reporting import terminal_report
from mining.commands.suggesting import add_suggestions, suggested
from mining.commands.where_argument import add_where, matching_deals
from mining.number_format import number
from models.buyer_check import BuyerCheck
from models.conformance import Conformance, Status
from models.errors import UserError
from models.event_log import EventLog
from models.rule_results import RuleResults
from models.sales_process import SalesProcess
from resources.translation import tr

NAME = "check"
_LONGEST = 86_400
HELP = tr("check deals against the documented process")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    add_log(parser)
    add_process(parser, versions=True)
    add_journey(parser)
    add_costs(parser)
    add_calendar(parser)
    add_where(parser)
    parser.add_argument(
        "--by", metavar="NAMES", default="", help=tr("also for every owner, team, segment, ...: 'owner,team'")
    )
    parser.add_argument(
        "--costs", action="store_true", help=tr("write the alignment cost of every deal into the JSON")
    )
    parser.add_argument(
        "--names", action="store_true", help=tr("write the owners' real names instead of stand-ins")
    )
    parser.add_argument(
        "--fail-under",
        type=_share,
        metavar="FITNESS",
        help=tr("exit with 1 where the log's fitness is lower"),
    )
    add_measures(parser)
    add_suggestions(parser)
    add_repairs(parser)
    parser.add_argument(
        "--time-limit",
        type=_seconds,
        metavar="SECONDS",
        help=tr("how long the comparison with a very large process may take (default: 180)"),
    )
    add_json(parser)


def run(arguments: argparse.Namespace) -> int:
    """Check, print or write the result, and return the exit code."""
    from mining.alignment.large.limits import Limits
    from mining.analysis import analyse_again
    from mining.conformance.check_json import check_json
    from mining.journey.buyer_json import buyer_json
    from mining.journey.matching import check_pattern
    from mining.process.problems.telling import problem_lines, problems_json
    from mining.process.soundness import findings_json
    from mining.quality.quality_json import quality_of_project
    from mining.rules.rules_json import rules_json
    from mining.working_time.words import calendar_json

    check_json_target(arguments.json, (*arguments.log, *named_files(arguments), arguments.journey))
    report = terminal_report()
    loaded = load(arguments, report)
    if loaded.process is None:
        raise UserError(tr("There is no documented process to check against; name one with --process FILE."))
    for signal in loaded.process.signals if isinstance(loaded.process, SalesProcess) else ():
        check_pattern(signal)
    limits = None if arguments.time_limit is None else Limits.of_seconds(arguments.time_limit)
    costs = costs_of(arguments, loaded.project.costs)
    log = loaded.log
    earlier, today, areas = loaded.project.earlier, date.today(), loaded.project.areas
    analysis, _ = analyse_again(log, loaded.process, costs, report, None, limits, earlier, areas)
    whole = analysis.conformance
    if arguments.where is not None:
        log = matching_deals(arguments, log, analysis)
        analysis, _ = analyse_again(log, loaded.process, costs, report, None, limits, earlier, areas)
    found, rules = analysis.conformance, analysis.rules
    assert whole is not None
    assert found is not None
    assert rules is not None
    for warning in (*whole.warnings, *(one.sentence for one in whole.findings if one.severity != "note")):
        print(warning, file=sys.stderr)
    wrong = problems_json((*earlier, loaded.process), today)
    contradictions = () if analysis.buyer is None else analysis.buyer.contradictions
    for line in problem_lines(wrong, (one.sentence for one in contradictions)):
        print(line, file=sys.stderr)
    by = [name.strip() for name in arguments.by.split(",") if name.strip()]
    result = check_json(
        found, loaded.quarantined, by, arguments.costs, arguments.names, today, analysis.unjudged
    )
    more = measured(arguments, found, log, loaded.process, report)
    untold, untold_lines = suggested(arguments, found.log, loaded.process, report)
    repairs, repair_lines = repaired(arguments, log, loaded.process, costs, report)
    if arguments.json is not None:
        result |= {**more.json, **untold, **repairs}
        result["rules"] = rules_json(rules, found.log.cases.ids)
        result["buyer"] = buyer_json(log, analysis.buyer)
        result["findings"] = findings_json(found.findings)
        result["problems"] = wrong
        result |= calendar_json(found.log)
        write_json(result | {"quality": quality_of_project(loaded.project, arguments.names)}, arguments.json)
    if arguments.json != "-":
        _print(found, rules, result, today)
        _print_buyer(log, analysis.buyer)
        for one in analysis.unjudged:
            print(f"- {one.sentence}")
        for line in (*more.lines, *untold_lines, *repair_lines):
            print(f"- {line}")
    fitness = result["fitness"]["log"]
    too_low = arguments.fail_under is not None and fitness is not None and fitness < arguments.fail_under
    return 1 if too_low else 0


def _print_buyer(log: EventLog, found: BuyerCheck | None) -> None:
    """Who is ahead at which stage, what cannot be checked, and what the process has against itself."""
    import numpy as np

    from mining.journey.tracks import tracks
    from mining.journey.wording import told, track_words

    if found is None:
        return
    for track in tracks(log, found, np.ones(log.n_cases, dtype=bool)):
        print(f"- {track_words(track, log.day_hours)}")
    for line in told(found):
        print(f"- {line}")


def _share(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        raise argparse.ArgumentTypeError(tr("{text} is not between 0 and 1", text=text))
    return value


def _seconds(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 < value <= _LONGEST:
        raise argparse.ArgumentTypeError(
            tr(
                "{text} is not a number of seconds between 0 and {longest}",
                text=text,
                longest=number(_LONGEST),
            )
        )
    return value


def _print(found: Conformance, rules: RuleResults, result: dict[str, Any], today: date) -> None:
    import numpy as np

    from mining.allow_wording import accepted_words
    from mining.conformance.measures import deviation_rows
    from mining.number_format import number, percent
    from mining.rules.wording import result_words
    from mining.sources.values.words import counted
    from mining.wording import sentence

    deals = found.log.n_cases
    paths = counted(len(found.log.variants), "distinct path")
    print(
        tr(
            "{deals} on {paths}, checked against '{process_name}'",
            deals=counted(deals, "deal"),
            paths=paths,
            process_name=found.process_name,
        )
    )
    for status, words in (
        (Status.CONFORMS, tr("follow the process")),
        (Status.DEVIATES, tr("depart from it")),
        (Status.PENDING, tr("are open and have followed it so far")),
        (Status.UNCHECKED, tr("could not be checked in time")),
    ):
        if status == Status.UNCHECKED and not found.count(status):
            continue
        print(f"  {number(found.count(status)):>9} {words}")
    print(tr("  {share} of all steps fit", share=f"{percent(result['fitness']['log']):>9}"))
    for version in result["versions"]:
        checked = counted(version["cases"], "deal")
        print(
            tr(
                "  {checked} against version {version}: {share} of their steps fit",
                checked=checked,
                version=version["version"],
                share=percent(version["fitness"]),
            )
        )
    for row in deviation_rows(found, np.ones(deals, dtype=bool)):
        print(f"- {sentence(row, found.ends)}")
    for entry in found.accepted:
        print(f"- {accepted_words(entry, today)}")
    for rule in rules.results:
        print(f"- {result_words(rule)}")
