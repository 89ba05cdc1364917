"""What the files of an export are used for, in words."""

from pathlib import Path

from mining.sources.look import look
from mining.sources.source import ImportOptions
from models.progress import silent
from tests.mining.sources.reading import write
from tests.shared import needs_shared, shared


def roles(path: Path) -> dict[str, str]:
    return {file.name: file.role for file in look([path], ImportOptions(), silent).files if file.is_used}


def test_that_the_files_of_salesforce_have_their_roles(tmp_path: Path) -> None:
    write(
        tmp_path, "OpportunityHistory.csv", "Id,OpportunityId,CreatedDate,StageName\n1,006A,2026-01-05,Won\n"
    )
    write(tmp_path, "User.csv", "Id,Name,Username,Email\n005A,Ann,ann@x.com,ann@x.com\n")
    assert roles(tmp_path) == {"OpportunityHistory.csv": "stages over time", "User.csv": "people"}


def test_that_a_table_of_ones_own_has_none(tmp_path: Path) -> None:
    write(tmp_path, "log.csv", "deal,stage,date\n1,Qualify,2026-01-05\n1,Won,2026-01-06\n")
    assert roles(tmp_path) == {"log.csv": ""}


@needs_shared
def test_that_every_file_of_real_exports_has_one() -> None:
    assert roles(shared("data/pipedrive_deal_changes")) == {
        "activity.csv": "activities",
        "activity_types.csv": "kinds of activities",
        "deal_changes.csv": "changes of deals",
        "fields.csv": "names of fields",
        "stages.csv": "names of stages",
        "users.csv": "people",
    }
    hubspot = roles(shared("data/fivetran_dbt_hubspot_seeds"))
    assert hubspot["deal_stage_data.csv"] == "stages over time"
    assert hubspot["deal_data.csv"] == "deals"
    assert hubspot["owner_data.csv"] == "people"
    assert all(hubspot.values())
