"""Which names of users are those of integrations and workflows."""

import pytest

from mining.sources.crm.robot_names import looks_like_automation, robots_in


@pytest.mark.parametrize(
    "name",
    ["API user", "Data Loader", "System", "system_user", "OdooBot", "# Flow-RevOps", "Integrations", "Salesforce Sync",
     "Service Account", "import user", "Automated Process", "Marketing Workflows", "no-reply", "IntegrationUser"],
)  # fmt: skip
def test_that_names_of_automation_are_known(name: str) -> None:
    assert looks_like_automation(name)


@pytest.mark.parametrize("name", ["Ann Lee", "Roboto Tan", "Tom Abbot", "Rapid Li", "Hub", "Systema Ray", ""])
def test_that_names_of_people_are_not(name: str) -> None:
    assert not looks_like_automation(name)


def test_that_every_name_comes_once() -> None:
    assert robots_in(["Zapier", "Ann", "Zapier", "API"]) == ("Zapier", "API")
