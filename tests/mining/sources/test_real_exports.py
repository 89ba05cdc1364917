"""What becomes of every real export: the source, deals, events and quarantined rows, or a word of the refusal.

The numbers were counted apart from the application (pandas; traces and events of XES by their tags).
"""

import gzip
import re
from pathlib import Path

import pytest

from mining.sources.files.listing import READABLE
from mining.sources.read import recognise
from models.errors import UserError
from tests.mining.sources.reading import read
from tests.shared import SHARED, needs_shared, shared

READ = {
    "bupar_eventdata": ("table", 1050, 15_214, 0),
    "bupar_eventdata/patients.csv": ("table", 500, 5442, 0),
    "bupar_eventdata/sepsis.csv": ("table", 1050, 15_214, 0),
    "fivetran_dbt_hubspot_seeds": ("hubspot", 14, 14, 7),
    "fivetran_dbt_hubspot_seeds/deal_stage_data.csv": ("hubspot", 14, 14, 0),
    "loan_and_purchasing_sim": ("table", 608, 9119, 0),
    "loan_and_purchasing_sim/ConsultaDataMining201618.csv.gz": ("table", 954, 6870, 0),
    "loan_and_purchasing_sim/LoanApp_sequential_9-5_diffres_timers.csv": ("table", 1000, 8176, 0),
    "loan_and_purchasing_sim/PurchasingExample.csv": ("table", 608, 9119, 0),
    "pipedrive_deal_changes": (
        "pipedrive",
        1995,
        8904 + 6,
        0,
    ),  # 2 saves left the stage; 6 activities are done
    "pipedrive_deal_changes/deal_changes.csv": ("pipedrive", 1995, 8904, 0),
    "pm4js_small": ("ocel", 3, 12, 0),
    "pm4js_small/example_log.csv": ("ocel", 3, 12, 0),
    "pm4js_small/running-example.csv": ("table", 6, 42, 0),
    "sf_us_locale_history": ("salesforce", 36, 48 + 5, 0),  # 5 of 22 leads were converted
    "sf_us_locale_history/OpportunityHistory.csv": ("salesforce", 36, 48, 0),
}
_DEALS_OF_HUBSPOT, _DEALS_OF_SALESFORCE = "history of HubSpot's deals", "history of Salesforce's deals"
REFUSED = {
    "drift": ("xes", "Only one XES log can be read at a time"),
    "fivetran_dbt_hubspot_seeds/contact_data.csv": ("hubspot", _DEALS_OF_HUBSPOT),
    "fivetran_dbt_hubspot_seeds/contact_merge_audit_data.csv": ("hubspot", _DEALS_OF_HUBSPOT),
    "fivetran_dbt_hubspot_seeds/deal_contact_data.csv": ("hubspot", "HubSpot's contacts of deals, without"),
    "fivetran_dbt_hubspot_seeds/deal_data.csv": ("hubspot", "only the present stage of every deal"),
    "fivetran_dbt_hubspot_seeds/deal_pipeline_data.csv": ("hubspot", "HubSpot's pipelines, without"),
    "fivetran_dbt_hubspot_seeds/deal_pipeline_stage_data.csv": (
        "hubspot",
        "stages of the pipelines, without",
    ),
    "fivetran_dbt_hubspot_seeds/deal_property_history_data.csv": ("hubspot", "no changes of Deal stage"),
    "fivetran_dbt_hubspot_seeds/engagement_call_data.csv": ("hubspot", "HubSpot's activities, without"),
    "fivetran_dbt_hubspot_seeds/engagement_data.csv": ("hubspot", _DEALS_OF_HUBSPOT),
    "fivetran_dbt_hubspot_seeds/engagement_deal_data.csv": (
        "hubspot",
        "HubSpot's activities of deals, without",
    ),
    "fivetran_dbt_hubspot_seeds/engagement_email_data.csv": ("hubspot", "HubSpot's activities, without"),
    "fivetran_dbt_hubspot_seeds/engagement_meeting_data.csv": ("hubspot", "HubSpot's activities, without"),
    "fivetran_dbt_hubspot_seeds/engagement_note_data.csv": ("hubspot", "HubSpot's activities, without"),
    "fivetran_dbt_hubspot_seeds/engagement_task_data.csv": ("hubspot", "HubSpot's activities, without"),
    "fivetran_dbt_hubspot_seeds/merged_deal_data.csv": ("hubspot", "HubSpot's merged deals, without"),
    "fivetran_dbt_hubspot_seeds/owner_data.csv": ("hubspot", "HubSpot's owners, without"),
    "fivetran_dbt_hubspot_seeds/property_data.csv": ("hubspot", _DEALS_OF_HUBSPOT),
    "fivetran_dbt_hubspot_seeds/property_option_data.csv": ("hubspot", _DEALS_OF_HUBSPOT),
    "fivetran_dbt_hubspot_seeds/team_data.csv": ("table", "--map"),  # id and name may be anybody's
    "fivetran_dbt_hubspot_seeds/users_data.csv": ("hubspot", "HubSpot's users, without"),
    "fivetran_dbt_salesforce_seeds": ("salesforce", "deleted in Salesforce"),
    "fivetran_dbt_salesforce_seeds/sf_account_data.csv": ("salesforce", "Salesforce's Account, without"),
    "fivetran_dbt_salesforce_seeds/sf_account_history_data.csv": (
        "salesforce",
        "Salesforce's Account, without",
    ),
    "fivetran_dbt_salesforce_seeds/sf_contact_data.csv": ("salesforce", _DEALS_OF_SALESFORCE),
    "fivetran_dbt_salesforce_seeds/sf_event_data.csv": ("salesforce", "Salesforce's Event, without"),
    "fivetran_dbt_salesforce_seeds/sf_lead_data.csv": ("salesforce", "Salesforce's Lead, without"),
    "fivetran_dbt_salesforce_seeds/sf_opportunity_data.csv": ("salesforce", "no history of stages"),
    "fivetran_dbt_salesforce_seeds/sf_opportunity_history_data.csv": ("salesforce", "deleted in Salesforce"),
    "fivetran_dbt_salesforce_seeds/sf_task_data.csv": ("salesforce", "Salesforce's Task, without"),
    "fivetran_dbt_salesforce_seeds/sf_user_data.csv": ("salesforce", "Salesforce's User, without"),
    "fivetran_dbt_salesforce_seeds/sf_user_role_data.csv": ("salesforce", "Salesforce's UserRole, without"),
    "pipedrive_deal_changes/activity.csv": ("pipedrive", "Pipedrive's activities, without .*changelog"),
    "pipedrive_deal_changes/activity_types.csv": ("pipedrive", "types of activities, without"),
    "pipedrive_deal_changes/fields.csv": ("pipedrive", "Pipedrive's fields, without"),
    "pipedrive_deal_changes/stages.csv": ("pipedrive", "Pipedrive's stages, without"),
    "pipedrive_deal_changes/users.csv": ("table", "--map"),  # id, name and email may be anybody's
    "sf_us_locale_history/Lead.csv": ("salesforce", "Salesforce's Lead, without"),
    "sf_us_locale_history/Opportunity.csv": ("salesforce", "no history of stages"),
    "sf_us_locale_history/OpportunityHistoryGroup.csv": ("table", "--map"),  # a table made of others
}
_XES = ("drift/bose_log.xes.gz", "drift/sudden_trace_noise0_500_re.xes.gz", "pm4js_small/10_orders.xes")
_ELSEWHERE = "bpic2012_full"
"""Read in tests/mining/sources/xes."""


@needs_shared
@pytest.mark.parametrize("name", READ)
def test_that_a_real_export_is_read_to_the_last_row(name: str) -> None:
    imported = read(shared(f"data/{name}"))
    summary = imported.summary
    found = (summary.source, imported.log.n_cases, imported.log.n_events, len(summary.quarantined))
    assert found == READ[name]


@needs_shared
@pytest.mark.parametrize("name", REFUSED)
def test_that_what_holds_no_history_is_refused_with_the_reason(name: str) -> None:
    path = shared(f"data/{name}")
    source, words = REFUSED[name]
    assert recognise([path]).source == source
    with pytest.raises(UserError, match=words) as refused:
        read(path)
    assert "\n" not in str(refused.value)


@needs_shared
@pytest.mark.parametrize("name", _XES)
def test_that_a_real_log_has_as_many_deals_and_events_as_its_file(name: str) -> None:
    path = shared(f"data/{name}")
    text = gzip.decompress(path.read_bytes()) if name.endswith(".gz") else path.read_bytes()
    log = read(path).log
    assert log.n_cases == len(re.findall(rb"<trace[ >]", text))
    assert log.n_events == len(re.findall(rb"<event[ >/]", text))


@needs_shared
def test_that_no_real_file_is_left_unjudged() -> None:
    assert SHARED is not None
    judged = {*READ, *REFUSED}
    files = [
        path.relative_to(SHARED / "data").as_posix()
        for path in sorted(Path(SHARED / "data").glob("*/*"))
        if path.name.lower().endswith(READABLE) and path.parent.name != _ELSEWHERE
    ]
    assert [name for name in files if name not in judged and ".xes" not in name] == []
