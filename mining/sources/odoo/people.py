"""Who is behind an id in Odoo: authors of messages are partners, salespeople are users who are partners."""

from __future__ import annotations

from dataclasses import dataclass

from mining.sources.crm.objects import Objects
from mining.sources.crm.said_of_people import said_of_people
from mining.sources.crm.users import Users, read_users
from mining.sources.odoo import tables


@dataclass(frozen=True)
class People:
    """Names by the id of the partner, and by that of the user."""

    authors: Users
    salespeople: Users


def read_people(objects: Objects) -> People:
    """The names that the files give; without them people are known as the export writes them."""
    partners, users = objects.get(tables.PARTNERS), objects.get(tables.USERS)
    authors = read_users(partners, name=("name", "displayname", "completename"))
    if users is None:
        return People(authors, Users())
    named = {}
    logins = users.column("login").texts()
    for number, partner, login in zip(
        users.column("id").texts(), users.column("partnerid").texts(), logins, strict=True
    ):
        named[number] = authors.name.get(tables.id_of(partner)) or _own(partner) or login
    numbers = users.column("id").texts()
    return People(authors, Users(named, said_of_people(users, [named[number] for number in numbers])))


def _own(partner: str) -> str:
    label = tables.label_of(partner)
    return "" if label == partner and label.isdigit() else label
