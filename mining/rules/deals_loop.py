"""The compiled way to judge: one pass over the events of all deals, every rule a small machine that they drive."""

from __future__ import annotations

from typing import Any

from mining.compiled.loop import Loop

DAY = 86_400_000_000
NEVER = -(1 << 62)


def judge_deals(
    begin: int,
    end: int,
    label: Any,
    kind: Any,
    time: Any,
    start: Any,
    name_of_stage: Any,
    name_of_other: Any,
    stage_of: Any,
    merges: bool,
    rules_at: Any,
    rule_of: Any,
    is_second: Any,
    what: Any,
    longest: Any,
    in_shifts: Any,
    shift_begin: Any,
    shift_length: Any,
    worked_before: Any,
    shift_of_day: Any,
    first_day: int,
    last_stage: int,
    outcome: Any,
    at_first: Any,
    verdict_of: Any,
    since: Any,
    state: Any,
    verdict: Any,
) -> None:
    """Write the `Verdict` on the cases `begin` to `end` for every rule, `verdict[rule, case]`.

    `label`, `kind` and `time` are the events', `start` the cases' offsets. `name_of_stage` and `name_of_other` give
    the name of a label by the kind of its event (-1: none that a rule has), `stage_of` which documented stage it is,
    which is looked at only where two labels are one (`merges`).
    The rules that a name drives are `rule_of[rules_at[name]:rules_at[name + 1]]`, as their second where
    `is_second`. `what` is 0 for response, 1 precedence, 2 not co-existence, 3 absence, 4 exactly once; `longest` is
    -1 for a rule without a time, whose clock runs in the shifts (see `Shifts`) where `in_shifts`. `at_first` is the
    `Standing` of a case without events, `verdict_of[rule, standing, outcome]` what it comes to. `since` and `state`
    are room for one number a rule. The last entry of `name_of_stage`, `name_of_other` and `stage_of` is for no label.
    """
    rules = len(what)
    for case in range(begin, end):
        for rule in range(rules):
            state[rule] = at_first[rule]
            since[rule] = NEVER
        before_label = -2
        before_stage = -2
        for event in range(start[case], start[case + 1]):
            here = label[event]
            if kind[event] == 0:
                name = name_of_stage[here]
                if merges:
                    again = stage_of[here] == before_stage and here != before_label
                    before_label = here
                    before_stage = stage_of[here]
                    if again:
                        continue
            else:
                name = name_of_other[here]
            if name < 0:
                continue
            for at in range(rules_at[name], rules_at[name + 1]):
                rule = rule_of[at]
                shown = event
                if longest[rule] >= 0 and (what[rule] == 1 or is_second[at] == (since[rule] != NEVER)):
                    shown = time[event]
                    if in_shifts[rule]:
                        shift = shift_of_day[shown // DAY - first_day]
                        while shift + 1 < len(shift_begin) and shift_begin[shift + 1] <= shown:
                            shift += 1
                        shown = worked_before[shift] + min(shown - shift_begin[shift], shift_length[shift])
                now = state[rule]
                if what[rule] == 0:
                    if not is_second[at]:
                        if since[rule] == NEVER:
                            since[rule] = shown
                        if now != 3:
                            state[rule] = 2
                    elif since[rule] != NEVER:
                        if longest[rule] >= 0 and shown - since[rule] > longest[rule]:
                            state[rule] = 3
                        elif now != 3:
                            state[rule] = 1
                        since[rule] = NEVER
                elif what[rule] == 1:
                    if not is_second[at]:
                        since[rule] = shown
                    elif since[rule] == NEVER or (longest[rule] >= 0 and shown - since[rule] > longest[rule]):
                        state[rule] = 3
                    elif now == 0:
                        state[rule] = 1
                elif what[rule] == 2:
                    side = 2 if is_second[at] else 1
                    since[rule] = max(since[rule], 0) | side
                    state[rule] = 3 if since[rule] == 3 else 1
                elif what[rule] == 3:
                    state[rule] = 3
                else:
                    state[rule] = 1 if now == 2 else 3
        for rule in range(rules):
            if longest[rule] >= 0 and what[rule] == 0 and since[rule] != NEVER:
                shown = max(last_stage, time[start[case + 1] - 1])
                if in_shifts[rule]:
                    shift = shift_of_day[shown // DAY - first_day]
                    while shift + 1 < len(shift_begin) and shift_begin[shift + 1] <= shown:
                        shift += 1
                    shown = worked_before[shift] + min(shown - shift_begin[shift], shift_length[shift])
                if shown - since[rule] > longest[rule]:
                    state[rule] = 3
            verdict[rule, case] = verdict_of[rule, state[rule], outcome[case]]


JUDGE_DEALS = Loop(
    judge_deals,
    "i8 i8 i4[] i1[] i8[] i8[] i4[] i4[] i4[] b1 i8[] i8[] b1[] i8[] i8[] b1[] i8[] i8[] i8[] i8[] i8 i8 "
    "i1[] i8[] i1[,,] i8[]! i8[]! i1[,]!",
)
