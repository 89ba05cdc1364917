"""Small exports of Dynamics 365 for its tests, in the shapes of Microsoft's documentation."""

import json

D1, D2, D3 = (f"0000000{n}-aaaa-4bbb-8ccc-000000000000" for n in (1, 2, 3))
ANN, BO = (f"0000000{n}-1111-4bbb-8ccc-000000000000" for n in (8, 9))
SHOWN = "@OData.Community.Display.V1.FormattedValue"


def audit(deal: str, time: str, kind: str = "opportunity", **changes: tuple[object, object]) -> dict:
    """A row of the table audit as the Web API gives it."""
    changed = [
        {"logicalName": name, "oldValue": old, "newValue": new} for name, (old, new) in changes.items()
    ]
    return {
        "auditid": f"{deal}{time}",
        "_objectid_value": deal.upper(),
        "objecttypecode": kind,
        "operation": 2,
        "action": 2,
        "_userid_value": ANN,
        f"_userid_value{SHOWN}": "Ann Berg",
        "_callinguserid_value": None,
        "createdon": time,
        "attributemask": "7,12",
        "changedata": json.dumps({"changedAttributes": changed}),
    }


AUDIT = {
    "@odata.context": "x",
    "value": [
        audit(D1, "2024-01-05T10:00:00Z", stepname=("1-Qualify", "2-Develop"), estimatedvalue=("100", "200")),
        audit(D1, "2024-01-09T10:00:00Z", statecode=("0", "1"), statuscode=("1", "3")),
        audit(D2, "2024-01-05T12:00:00Z", stepname=("1-Qualify", "2-Develop")),
        audit(D2, "2024-01-06T12:00:00Z", statecode=("0", "2")),
        audit(
            D2,
            "2024-01-07T12:00:00Z",
            statecode=("2", "0"),
            ownerid=(f"systemuser,{BO}", f"systemuser,{ANN}"),
        ),
        audit(D3, "2024-01-08T12:00:00Z", kind="account", name=("a", "b")),
    ],
}


def deal(number: str, name: str, state: int, **more: object) -> dict:
    """An opportunity as the Web API gives it."""
    return {
        "opportunityid": number,
        "name": name,
        "stepname": "2-Develop",
        "salesstage": 1,
        f"salesstage{SHOWN}": "Develop",
        "statecode": state,
        f"statecode{SHOWN}": ["Open", "Won", "Lost"][state],
        "estimatedvalue": 200.0,
        "_ownerid_value": BO,
        f"_ownerid_value{SHOWN}": "Bo Lund",
        "createdon": "2024-01-02T10:00:00Z",
        "overriddencreatedon": None,
        "_originatingleadid_value": None,
        "actualclosedate": "2024-01-08",
        **more,
    }


DEALS = {"value": [deal(D1, "Acme", 1), deal(D2, "Beta", 0)]}
