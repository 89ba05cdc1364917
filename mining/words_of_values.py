"""What the values that files and JSON hold in English are called where a person reads them."""

from __future__ import annotations

from resources.translation import tr

_WORDS = {
    # what became of a change (models.decay)
    "worked, and holds": tr("worked, and holds"),
    "worked, then crept back": tr("worked, then crept back"),
    "worked at first": tr("worked at first"),
    "no change seen": tr("no change seen"),
    "went the other way": tr("went the other way"),
    "cannot tell": tr("cannot tell"),
    # whether an entry of the allow-list holds (models.allow_list)
    "not yet in force": tr("not yet in force"),
    "in force": tr("in force"),
    "expired": tr("expired"),
    # the state of an action (models.change_plan)
    "proposed": tr("proposed"),
    "agreed": tr("agreed"),
    "under way": tr("under way"),
    "done": tr("done"),
    "dropped": tr("dropped"),
    # sides that are compared (mining.comparing.sides)
    "Won against lost": tr("Won against lost"),
    "Team against team": tr("Team against team"),
    "Segment against segment": tr("Segment against segment"),
    "One rep against the rest": tr("One rep against the rest"),
    "Before against after": tr("Before against after"),
    "Follows against departs": tr("Follows against departs"),
    "These deals against the rest": tr("These deals against the rest"),
    "Saved filter against saved filter": tr("Saved filter against saved filter"),
    # what is compared, and in what (models.comparison)
    "Path": tr("Path"),
    "Stage": tr("Stage"),
    "Time between stages": tr("Time between stages"),
    "Time in stage": tr("Time in stage"),
    "Deviation": tr("Deviation"),
    "Follows the process": tr("Follows the process"),
    "Fitness of a deal": tr("Fitness of a deal"),
    "Win rate": tr("Win rate"),
    "Still open": tr("Still open"),
    "Days from creation to close": tr("Days from creation to close"),
    "Amount": tr("Amount"),
    "Stages entered": tr("Stages entered"),
    "Mix": tr("Mix"),
    "points": tr("points"),
    "days": tr("days"),
    "money": tr("money"),
    "count": tr("count"),
    "Team": tr("Team"),
    "Segment": tr("Segment"),
    "Source": tr("Source"),
    "Product": tr("Product"),
    "Owner": tr("Owner"),
    # units of key figures (models.kpi_series)
    "share": tr("share"),
    "money a day": tr("money a day"),
    "jobs": tr("jobs"),
    # what is measured at a deviation, and what is held equal (models.diagnosis, mining.diagnosis.effects)
    "win rate": tr("win rate"),
    "days to close": tr("days to close"),
    "days in stage": tr("days in stage"),
    "discount": tr("discount"),
    "amount": tr("amount"),
    "sales velocity": tr("sales velocity"),
    "money at stake per year": tr("money at stake per year"),
    "segment": tr("segment"),
    "amount band": tr("amount band"),
    "source": tr("source"),
    "product": tr("product"),
    "team": tr("team"),
    "owner": tr("owner"),
    "currency": tr("currency"),
    "rep": tr("rep"),
    "all": tr("all"),
    "time since the gate": tr("time since the gate"),
    "unrealistic process": tr("unrealistic process"),
    "vague process": tr("vague process"),
    "comfort": tr("comfort"),
    # targets (mining.kpis.objectives, mining.areas.documented)
    "reached": tr("reached"),
    "missed": tr("missed"),
    "below target": tr("below target"),
    "above target": tr("above target"),
    "cannot tell from target": tr("cannot tell from target"),
    # changes in a log (models.drift)
    "process": tr("process"),
    "mix": tr("mix"),
    # order of the variants (mining.variant_rows.ordering)
    "Most deals": tr("Most deals"),
    "Highest win rate": tr("Highest win rate"),
    "Lowest win rate": tr("Lowest win rate"),
    "Shortest time": tr("Shortest time"),
    "Longest time": tr("Longest time"),
    # what a draft changes, and what it was learnt from (mining.what_if.outline, models.draft)
    "new": tr("new"),
    "gone": tr("gone"),
    "moved": tr("moved"),
    "changed": tr("changed"),
    "won deals": tr("won deals"),
    "deals": tr("deals"),
    # parts of a process, and drawings of it (models.process_problem, models.model_graph, models.process_map)
    "stage": tr("stage"),
    "end": tr("end"),
    "start": tr("start"),
    "block": tr("block"),
    "rule": tr("rule"),
    "signal": tr("signal"),
    "buyer step": tr("buyer step"),
    "accepted deviation": tr("accepted deviation"),
    "path that must never happen": tr("path that must never happen"),
    "strategy": tr("strategy"),
    "stage or end": tr("stage or end"),
    "other event": tr("other event"),
    "Petri net": tr("Petri net"),
    "Process tree": tr("Process tree"),
    "documented": tr("documented"),
    "undocumented": tr("undocumented"),
    "conforming": tr("conforming"),
    "deviation": tr("deviation"),
    "not taken": tr("not taken"),
    # how much a broken rule matters (models.rule)
    "low": tr("low"),
    "medium": tr("medium"),
    "high": tr("high"),
    # how dates are written (mining.sources.values.date_formats)
    "dd/mm/yyyy or mm/dd/yyyy": tr("dd/mm/yyyy or mm/dd/yyyy"),
    "day, month by name, year": tr("day, month by name, year"),
    "seconds since 1970": tr("seconds since 1970"),
    "milliseconds since 1970": tr("milliseconds since 1970"),
    "microseconds since 1970": tr("microseconds since 1970"),
    # periods (mining.aggregates.periods)
    "month": tr("month"),
    "quarter": tr("quarter"),
    "year": tr("year"),
    # what is done around a deal (mining.deals.story: the lanes)
    "Close date": tr("Close date"),
}


def word_of(value: str) -> str:
    """The word for a value of an enumeration (a `StrEnum`, or the `value` of an `Enum`); names of data as they are."""
    return _WORDS.get(str(value), str(value))
