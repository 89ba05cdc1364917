"""Public holidays by country and region, from the rules of the `holidays` library: nothing is looked up anywhere.

The library is imported when a calendar first names a country.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from difflib import get_close_matches
from functools import lru_cache

from models.errors import UserError
from resources.translation import tr

_FIRST_YEAR, _LAST_YEAR = 1900, 2200
"""Outside of these years no holidays are worked out."""


def days_off(places: Iterable[str], first_year: int, last_year: int) -> frozenset[date]:
    """The public holidays of some places (`GB`, `US-CA`) in these years; raises UserError for one not known."""
    return frozenset(day for place in places for day in _of_place(place, first_year, last_year))


def checked_place(text: str) -> str:
    """The code of a place as it is looked up: `us-ca` is `US-CA`; raises UserError for one not known."""
    code = text.strip().upper()
    known = places()
    if code in known:
        return code
    named = next((code for code, name in known.items() if name.casefold() == text.strip().casefold()), None)
    if named is not None:
        return named
    country, _, region = code.partition("-")
    if region and country in known:
        regions = [other.partition("-")[2] for other in known if other.startswith(f"{country}-")]
        hint = (
            tr("its regions are {regions}", regions=", ".join(regions))
            if regions
            else tr("it has no regions; write {country}", country=country)
        )
        raise UserError(tr("There are no public holidays of {text}: {hint}.", text=text, hint=hint))
    near = get_close_matches(text.strip().casefold(), [name.casefold() for name in known.values()], 1)
    hint = next(
        (
            tr(" (did you mean {code}?)", code=code)
            for code, name in known.items()
            if [name.casefold()] == near
        ),
        "",
    )
    raise UserError(
        tr(
            "There are no public holidays of {text}{hint}; write a country as its two letters, such "
            "as GB, DE or US-CA with a region, or list the dates, such as 2026-12-25.",
            text=text,
            hint=hint,
        )
    )


@lru_cache(maxsize=1)
def places() -> Mapping[str, str]:
    """The name of every place by its code: countries first, each followed by its regions."""
    from holidays import list_supported_countries
    from holidays.registry import COUNTRIES

    regions = list_supported_countries(include_aliases=False)
    found: dict[str, str] = {}
    for module, (_, code, *_) in COUNTRIES.items():
        if code in regions:
            name = _titled(module)
            found[code] = name
            found |= {f"{code}-{region}": f"{name}, {region}" for region in regions[code]}
    return found


def _titled(module: str) -> str:
    """The name of a country from that of its module: `united_kingdom`."""
    small = {"and", "of", "the"}
    return " ".join(part if part in small else part.capitalize() for part in module.split("_"))


@lru_cache(maxsize=64)
def _of_place(place: str, first_year: int, last_year: int) -> frozenset[date]:
    from holidays import country_holidays

    country, _, region = checked_place(place).partition("-")
    years = range(max(first_year, _FIRST_YEAR), min(last_year, _LAST_YEAR) + 1)
    return frozenset(country_holidays(country, subdiv=region or None, years=years) if len(years) else ())
