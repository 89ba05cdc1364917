"""Every noun that is counted, with its form for one and for many, so that other languages can say it their way.

`mining.number_format.plural` writes them; a count and its noun are held together by a no-break space.
"""

from __future__ import annotations

from collections.abc import Callable

from resources.translation import tr_n

Counted = Callable[[int, str], str]
"""A count with its noun: from the number, and from the number as it is written."""

COUNTED: dict[str, Counted] = {
    "activity": lambda n, written: tr_n("{count}\u00a0activity", "{count}\u00a0activities", n, count=written),
    "amount": lambda n, written: tr_n("{count}\u00a0amount", "{count}\u00a0amounts", n, count=written),
    "answer": lambda n, written: tr_n("{count}\u00a0answer", "{count}\u00a0answers", n, count=written),
    "business day": lambda n, written: tr_n(
        "{count}\u00a0business day", "{count}\u00a0business days", n, count=written
    ),
    "business hour": lambda n, written: tr_n(
        "{count}\u00a0business hour", "{count}\u00a0business hours", n, count=written
    ),
    "buyer signal": lambda n, written: tr_n(
        "{count}\u00a0buyer signal", "{count}\u00a0buyer signals", n, count=written
    ),
    "call": lambda n, written: tr_n("{count}\u00a0call", "{count}\u00a0calls", n, count=written),
    "case": lambda n, written: tr_n("{count}\u00a0case", "{count}\u00a0cases", n, count=written),
    "cell": lambda n, written: tr_n("{count}\u00a0cell", "{count}\u00a0cells", n, count=written),
    "change": lambda n, written: tr_n("{count}\u00a0change", "{count}\u00a0changes", n, count=written),
    "closed conforming deal": lambda n, written: tr_n(
        "{count}\u00a0closed conforming deal", "{count}\u00a0closed conforming deals", n, count=written
    ),
    "closed deal": lambda n, written: tr_n(
        "{count}\u00a0closed deal", "{count}\u00a0closed deals", n, count=written
    ),
    "column": lambda n, written: tr_n("{count}\u00a0column", "{count}\u00a0columns", n, count=written),
    "contradiction": lambda n, written: tr_n(
        "{count}\u00a0contradiction", "{count}\u00a0contradictions", n, count=written
    ),
    "CRM label": lambda n, written: tr_n(
        "{count}\u00a0CRM label", "{count}\u00a0CRM labels", n, count=written
    ),
    "day": lambda n, written: tr_n("{count}\u00a0day", "{count}\u00a0days", n, count=written),
    "deal": lambda n, written: tr_n("{count}\u00a0deal", "{count}\u00a0deals", n, count=written),
    "deviation": lambda n, written: tr_n(
        "{count}\u00a0deviation", "{count}\u00a0deviations", n, count=written
    ),
    "distinct path": lambda n, written: tr_n(
        "{count}\u00a0distinct path", "{count}\u00a0distinct paths", n, count=written
    ),
    "documented hand-over": lambda n, written: tr_n(
        "{count}\u00a0documented hand-over", "{count}\u00a0documented hand-overs", n, count=written
    ),
    "e-mail": lambda n, written: tr_n("{count}\u00a0e-mail", "{count}\u00a0e-mails", n, count=written),
    "entry": lambda n, written: tr_n("{count}\u00a0entry", "{count}\u00a0entries", n, count=written),
    "error": lambda n, written: tr_n("{count}\u00a0error", "{count}\u00a0errors", n, count=written),
    "event": lambda n, written: tr_n("{count}\u00a0event", "{count}\u00a0events", n, count=written),
    "file": lambda n, written: tr_n("{count}\u00a0file", "{count}\u00a0files", n, count=written),
    "filter": lambda n, written: tr_n("{count}\u00a0filter", "{count}\u00a0filters", n, count=written),
    "formula": lambda n, written: tr_n("{count}\u00a0formula", "{count}\u00a0formulas", n, count=written),
    "further finding": lambda n, written: tr_n(
        "{count}\u00a0further finding", "{count}\u00a0further findings", n, count=written
    ),
    "gateway": lambda n, written: tr_n("{count}\u00a0gateway", "{count}\u00a0gateways", n, count=written),
    "hand-over": lambda n, written: tr_n(
        "{count}\u00a0hand-over", "{count}\u00a0hand-overs", n, count=written
    ),
    "hidden row": lambda n, written: tr_n(
        "{count}\u00a0hidden row", "{count}\u00a0hidden rows", n, count=written
    ),
    "hint": lambda n, written: tr_n("{count}\u00a0hint", "{count}\u00a0hints", n, count=written),
    "hour": lambda n, written: tr_n("{count}\u00a0hour", "{count}\u00a0hours", n, count=written),
    "item": lambda n, written: tr_n("{count}\u00a0item", "{count}\u00a0items", n, count=written),
    "judged deal": lambda n, written: tr_n(
        "{count}\u00a0judged deal", "{count}\u00a0judged deals", n, count=written
    ),
    "kind": lambda n, written: tr_n("{count}\u00a0kind", "{count}\u00a0kinds", n, count=written),
    "lead": lambda n, written: tr_n("{count}\u00a0lead", "{count}\u00a0leads", n, count=written),
    "lead event": lambda n, written: tr_n(
        "{count}\u00a0lead event", "{count}\u00a0lead events", n, count=written
    ),
    "line": lambda n, written: tr_n("{count}\u00a0line", "{count}\u00a0lines", n, count=written),
    "link": lambda n, written: tr_n("{count}\u00a0link", "{count}\u00a0links", n, count=written),
    "meeting": lambda n, written: tr_n("{count}\u00a0meeting", "{count}\u00a0meetings", n, count=written),
    "message": lambda n, written: tr_n("{count}\u00a0message", "{count}\u00a0messages", n, count=written),
    "minute": lambda n, written: tr_n("{count}\u00a0minute", "{count}\u00a0minutes", n, count=written),
    "more deal": lambda n, written: tr_n(
        "{count}\u00a0more deal", "{count}\u00a0more deals", n, count=written
    ),
    "more reason": lambda n, written: tr_n(
        "{count}\u00a0more reason", "{count}\u00a0more reasons", n, count=written
    ),
    "more rule": lambda n, written: tr_n(
        "{count}\u00a0more rule", "{count}\u00a0more rules", n, count=written
    ),
    "more team": lambda n, written: tr_n(
        "{count}\u00a0more team", "{count}\u00a0more teams", n, count=written
    ),
    "name": lambda n, written: tr_n("{count}\u00a0name", "{count}\u00a0names", n, count=written),
    "new deal": lambda n, written: tr_n("{count}\u00a0new deal", "{count}\u00a0new deals", n, count=written),
    "new event": lambda n, written: tr_n(
        "{count}\u00a0new event", "{count}\u00a0new events", n, count=written
    ),
    "note": lambda n, written: tr_n("{count}\u00a0note", "{count}\u00a0notes", n, count=written),
    "object": lambda n, written: tr_n("{count}\u00a0object", "{count}\u00a0objects", n, count=written),
    "open deal": lambda n, written: tr_n(
        "{count}\u00a0open deal", "{count}\u00a0open deals", n, count=written
    ),
    "operator": lambda n, written: tr_n("{count}\u00a0operator", "{count}\u00a0operators", n, count=written),
    "other activity": lambda n, written: tr_n(
        "{count}\u00a0other activity", "{count}\u00a0other activities", n, count=written
    ),
    "other event": lambda n, written: tr_n(
        "{count}\u00a0other event", "{count}\u00a0other events", n, count=written
    ),
    "own holiday": lambda n, written: tr_n(
        "{count}\u00a0own holiday", "{count}\u00a0own holidays", n, count=written
    ),
    "owner": lambda n, written: tr_n("{count}\u00a0owner", "{count}\u00a0owners", n, count=written),
    "path": lambda n, written: tr_n("{count}\u00a0path", "{count}\u00a0paths", n, count=written),
    "person": lambda n, written: tr_n("{count}\u00a0person", "{count}\u00a0persons", n, count=written),
    "place": lambda n, written: tr_n("{count}\u00a0place", "{count}\u00a0places", n, count=written),
    "public holiday": lambda n, written: tr_n(
        "{count}\u00a0public holiday", "{count}\u00a0public holidays", n, count=written
    ),
    "quarter": lambda n, written: tr_n("{count}\u00a0quarter", "{count}\u00a0quarters", n, count=written),
    "quote": lambda n, written: tr_n("{count}\u00a0quote", "{count}\u00a0quotes", n, count=written),
    "rarer way": lambda n, written: tr_n(
        "{count}\u00a0rarer way", "{count}\u00a0rarer ways", n, count=written
    ),
    "recorded change": lambda n, written: tr_n(
        "{count}\u00a0recorded change", "{count}\u00a0recorded changes", n, count=written
    ),
    "rejected lead": lambda n, written: tr_n(
        "{count}\u00a0rejected lead", "{count}\u00a0rejected leads", n, count=written
    ),
    "relation": lambda n, written: tr_n("{count}\u00a0relation", "{count}\u00a0relations", n, count=written),
    "rep": lambda n, written: tr_n("{count}\u00a0rep", "{count}\u00a0reps", n, count=written),
    "row": lambda n, written: tr_n("{count}\u00a0row", "{count}\u00a0rows", n, count=written),
    "rule": lambda n, written: tr_n("{count}\u00a0rule", "{count}\u00a0rules", n, count=written),
    "save": lambda n, written: tr_n("{count}\u00a0save", "{count}\u00a0saves", n, count=written),
    "signal": lambda n, written: tr_n("{count}\u00a0signal", "{count}\u00a0signals", n, count=written),
    "silent step": lambda n, written: tr_n(
        "{count}\u00a0silent step", "{count}\u00a0silent steps", n, count=written
    ),
    "stage": lambda n, written: tr_n("{count}\u00a0stage", "{count}\u00a0stages", n, count=written),
    "stage event": lambda n, written: tr_n(
        "{count}\u00a0stage event", "{count}\u00a0stage events", n, count=written
    ),
    "status change": lambda n, written: tr_n(
        "{count}\u00a0status change", "{count}\u00a0status changes", n, count=written
    ),
    "step": lambda n, written: tr_n("{count}\u00a0step", "{count}\u00a0steps", n, count=written),
    "task": lambda n, written: tr_n("{count}\u00a0task", "{count}\u00a0tasks", n, count=written),
    "team": lambda n, written: tr_n("{count}\u00a0team", "{count}\u00a0teams", n, count=written),
    "text": lambda n, written: tr_n("{count}\u00a0text", "{count}\u00a0texts", n, count=written),
    "time": lambda n, written: tr_n("{count}\u00a0time", "{count}\u00a0times", n, count=written),
    "time a deal was": lambda n, written: tr_n(
        "{count}\u00a0time a deal was", "{count}\u00a0times deals were", n, count=written
    ),
    "token": lambda n, written: tr_n("{count}\u00a0token", "{count}\u00a0tokens", n, count=written),
    "trace": lambda n, written: tr_n("{count}\u00a0trace", "{count}\u00a0traces", n, count=written),
    "variant": lambda n, written: tr_n("{count}\u00a0variant", "{count}\u00a0variants", n, count=written),
    "verdict": lambda n, written: tr_n("{count}\u00a0verdict", "{count}\u00a0verdicts", n, count=written),
    "warning": lambda n, written: tr_n("{count}\u00a0warning", "{count}\u00a0warnings", n, count=written),
    "way": lambda n, written: tr_n("{count}\u00a0way", "{count}\u00a0ways", n, count=written),
    "won deal": lambda n, written: tr_n("{count}\u00a0won deal", "{count}\u00a0won deals", n, count=written),
    "working day": lambda n, written: tr_n(
        "{count}\u00a0working day", "{count}\u00a0working days", n, count=written
    ),
    "working hour": lambda n, written: tr_n(
        "{count}\u00a0working hour", "{count}\u00a0working hours", n, count=written
    ),
    "working minute": lambda n, written: tr_n(
        "{count}\u00a0working minute", "{count}\u00a0working minutes", n, count=written
    ),
}
"""A noun that is not here is counted in English, and a test says so."""
