"""The people of Northlight Software, an invented firm: five teams of six, their managers, and what they sell."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from mining.demo.salesforce_ids import record_id


@dataclass(frozen=True)
class Team:
    """A sales team: the segment it sells to, how many deals of hundred are its own, and where it sits."""

    name: str
    segment: str
    share: int
    utc_offset: int
    zone: str


@dataclass(frozen=True)
class Person:
    """Somebody with a user in the CRM; `role` is the name of the user role, the team for a rep."""

    number: int
    first: str
    last: str
    role: str
    title: str
    tempo: float = 1.0

    @cached_property
    def id(self) -> str:
        """The user id."""
        return record_id("User", self.number)

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first} {self.last}"


TEAMS = (
    Team("Enterprise North", "Enterprise", 14, 0, "Europe/London"),
    Team("Enterprise South", "Enterprise", 14, 1, "Europe/Madrid"),
    Team("Mid-market East", "Mid-market", 22, 1, "Europe/Warsaw"),
    Team("Mid-market West", "Mid-market", 21, -5, "America/New_York"),
    Team("SMB Inside Sales", "SMB", 29, 0, "Europe/Dublin"),
)

_REPS = {
    "Enterprise North": ["Amara Osei", "Callum Fraser", "Priya Raman", "Tomasz Zieliński", "Grace Adeyemi",
                         "Henrik Solberg"],
    "Enterprise South": ["Lucía Herrera", "Marco Bellini", "Inês Carvalho", "Youssef Amrani", "Elena Petrou",
                         "Javier Montalvo"],
    "Mid-market East": ["Zofia Kamińska", "Dmytro Kovalenko", "Anikó Szabó", "Jonas Weidner", "Petra Novotná",
                        "Emre Yıldız"],
    "Mid-market West": ["Maya Thornton", "Diego Salazar", "Keisha Brooks", "Ethan Nakamura", "Olivia Grant",
                        "Samir Haddad"],
    "SMB Inside Sales": ["Aoife Brennan", "Liam Gallagher", "Nadia Rahman", "Oscar Lindgren", "Chloé Martin",
                         "Kwame Mensah"],
}  # fmt: skip
_MANAGERS = ("Rosalind Hughes", "Andrés Vidal", "Katarzyna Lis", "Denise Whitfield", "Ciarán Doyle")
_TEMPOS = (0.8, 0.9, 1.0, 1.05, 1.15, 1.3)
"""How long the six reps of a team take over a stage, relative to each other."""


def _person(number: int, name: str, role: str, title: str, tempo: float = 1.0) -> Person:
    first, last = name.split(" ", 1)
    return Person(number, first, last, role, title, tempo)


REPS: dict[str, tuple[Person, ...]] = {
    team.name: tuple(
        _person(101 + 10 * place + i, name, team.name, "Account Executive", _TEMPOS[(i + place) % 6])
        for i, name in enumerate(_REPS[team.name])
    )
    for place, team in enumerate(TEAMS)
}
"""The six reps of every team; nobody else owns a deal."""

HEAD = _person(1, "Margaret Ellison", "VP Sales", "VP Sales")
DEAL_DESK = _person(2, "Ravi Subramaniam", "Deal Desk", "Deal Desk Analyst")
MARKETING = _person(3, "Freya Dahl", "Marketing", "Demand Generation Manager")
LAWYERS = (
    _person(4, "Beatrix Vance", "Legal", "Legal Counsel"),
    _person(5, "Stellan Åkerman", "Legal", "Legal Counsel"),
)
MANAGERS = {
    team.name: _person(11 + i, name, f"{team.name} Manager", "Sales Manager")
    for i, (team, name) in enumerate(zip(TEAMS, _MANAGERS, strict=True))
}
_SDR_NAMES = {
    "Sales Development Europe": ["Isla Murray", "Bruno Costa", "Marta Wójcik", "Pieter de Groot", "Yasmin Demir"],
    "Sales Development Americas": ["Trevor Boone", "Camila Ortega", "Dwayne Ellis", "Hailey Nguyen", "Rafael Lima"],
    "Sales Development Inside": ["Niamh Kelly", "Tobias Brandt", "Sinéad Walsh", "Arjun Mehta", "Freja Lund"],
}  # fmt: skip
SDRS: dict[str, tuple[Person, ...]] = {
    team: tuple(
        _person(201 + 10 * place + i, name, team, "Sales Development Representative")
        for i, name in enumerate(names)
    )
    for place, (team, names) in enumerate(_SDR_NAMES.items())
}
"""Who takes marketing's leads and makes deals of them."""
ENGINEERS = {
    team: _person(151 + i, name, "Solutions", "Solutions Engineer")
    for i, (team, name) in enumerate(
        {
            "Enterprise North": "Oluwaseun Bello",
            "Enterprise South": "Paloma Iriarte",
            "Mid-market East": "Viktor Hrubý",
            "Mid-market West": "Renée Castellan",
        }.items()
    )
}
"""Who takes a deal through its Security review; the team that has nobody does it itself."""
SDR_TEAM_OF = {team.name: list(SDRS)[place] for team, place in zip(TEAMS, (0, 0, 0, 1, 2), strict=True)}
"""The team that qualifies leads for each sales team."""
PEOPLE = (
    HEAD, DEAL_DESK, MARKETING, *LAWYERS, *MANAGERS.values(), *(rep for team in TEAMS for rep in REPS[team.name]),
    *(sdr for team in SDRS.values() for sdr in team), *ENGINEERS.values(),
)  # fmt: skip

ROLES = {
    HEAD.role: None,
    DEAL_DESK.role: HEAD.role,
    MARKETING.role: HEAD.role,
    LAWYERS[0].role: HEAD.role,
    **{manager.role: HEAD.role for manager in MANAGERS.values()},
    **{team: manager.role for team, manager in MANAGERS.items()},
    **dict.fromkeys(SDRS, HEAD.role),
    "Solutions": HEAD.role,
}
"""Every user role and the role above it."""

SEGMENTS = ("Enterprise", "Mid-market", "SMB")
AMOUNTS = {"Enterprise": (96_000.0, 0.7), "Mid-market": (28_000.0, 0.6), "SMB": (7_500.0, 0.55)}
"""Median deal and its spread (of a log-normal), in dollars."""

PRODUCTS = {
    "Enterprise": {"Platform": 5, "Analytics": 3, "Integration Hub": 2},
    "Mid-market": {"Platform": 4, "Analytics": 4, "Integration Hub": 2},
    "SMB": {"Starter": 6, "Analytics": 3, "Platform": 1},
}
SOURCES = {
    "Web": 30,
    "Partner Referral": 18,
    "Trade Show": 12,
    "Webinar": 14,
    "Outbound": 16,
    "Customer Referral": 10,
}
MARKETING_SOURCES = ("Web", "Trade Show", "Webinar")
"""Deals from these began as a lead."""

_PLACES = (
    "Alder", "Brackwater", "Calder", "Dunmore", "Eastvale", "Fernhill", "Glenrock", "Harrow", "Ironbridge",
    "Juniper", "Kestrel", "Larkfield", "Marlow", "Northgate", "Oakhurst", "Pinecrest", "Quarry", "Ridgeway",
    "Silverlake", "Thornbury", "Upland", "Valemont", "Westbrook", "Yarrow",
)  # fmt: skip
_INDUSTRIES = {
    "Logistics": "Transportation", "Foods": "Food & Beverage", "Insurance": "Insurance", "Robotics": "Machinery",
    "Textiles": "Apparel", "Health": "Healthcare", "Energy": "Energy", "Packaging": "Manufacturing",
    "Retail": "Retail", "Marine": "Shipping", "Instruments": "Electronics", "Media": "Media",
    "Foundry": "Manufacturing", "Travel": "Hospitality", "Chemicals": "Chemicals", "Education": "Education",
    "Optics": "Biotechnology", "Dairy": "Food & Beverage",
}  # fmt: skip
_TRADES = tuple(_INDUSTRIES)


def _trade_of(number: int) -> str:
    return _TRADES[(number // len(_PLACES)) % len(_TRADES)]


def industry_of(number: int) -> str:
    """The industry of a customer, which goes with its name."""
    return _INDUSTRIES[_trade_of(number)]


def account_name(number: int) -> str:
    """The name of a customer; different up to 432 customers, then with the town's number."""
    place, trade = _PLACES[number % len(_PLACES)], _trade_of(number)
    round_ = number // (len(_PLACES) * len(_TRADES))
    return (
        f"{place} {trade}"
        if round_ == 0
        else f"{place} {trade} {('Group', 'Holding', 'Works', 'Partners')[round_ - 1]}"
    )
