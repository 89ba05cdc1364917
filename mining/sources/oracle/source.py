"""Oracle Sales: the snapshots of opportunity stages, with opportunities beside them."""

from __future__ import annotations

from collections.abc import Sequence

from mining.sources.assemble import Events
from mining.sources.crm.audit_trail import stages_log
from mining.sources.crm.deal_list import DealColumns, read_deals
from mining.sources.crm.frame_times import frame_times
from mining.sources.crm.objects import Shape, no_history, read_objects, recognise_objects
from mining.sources.crm.sifting import Check, Noticed, picked, sifted
from mining.sources.crm.users import Users
from mining.sources.files.origin import Origin
from mining.sources.source import Candidate, Imported, ImportOptions, Recognised
from mining.sources.values.categories import lookup
from models.categorical import MISSING, Categorical
from models.progress import Report
from resources.translation import tr

_SNAPSHOTS, _DEALS, _STAGES = "Opportunity Stage Snapshots", "Opportunities", "Sales Stages"
_STAGE_ID = ("stgid", "salesstageid")
_SHAPES = (
    Shape(_SNAPSHOTS, (("optyid",), ("stgenterdate",), (*_STAGE_ID, "stgname", "salesstage")), tells=True),
    Shape(
        _DEALS,
        (("optyid",), ("salesstage", "salesstageid", "statuscode"), ("name", "optynumber")),
        tells=True,
    ),
    Shape(_STAGES, (("salesstageid", "stgid"), ("name", "stagename", "stgname")), ("optyid",)),
)
_COLUMNS = DealColumns(
    identifier=("optyid",),
    stage=("salesstage", "salesstageid"),
    texts={
        "name": ("name",),
        "owner": ("ownerresourcepartyname", "ownername", "ownerresourcepartyid"),
        "amount": ("revenue",),
        "currency": ("currencycode",),
        "source": ("salesaccountsource", "leadsource"),
    },
    created=("creationdate",),
    unused=("effectivedate", "lastupdatedate", "winprob", "description", "comments"),
)


class OracleSource:
    """One row a stage that an opportunity was in: OptyId, StgId, StgEnterDate, StgExitDate.

    Columns: docs.oracle.com, REST API for Oracle Fusion Cloud Sales, "Opportunity Stage Snapshots".
    """

    name = "oracle"

    def recognises(self, candidates: Sequence[Candidate]) -> Recognised | None:
        """The files whose columns or keys are those of Oracle's objects."""
        return recognise_objects(self.name, "Oracle Sales", candidates, _SHAPES)

    def read(self, files: Sequence[Origin], options: ImportOptions, report: Report) -> Imported:
        """Read the snapshots; the list of opportunities adds what is known of the deals."""
        objects = read_objects("Oracle Sales", files, _SHAPES, report)
        snapshots = objects.get(_SNAPSHOTS)
        if snapshots is None:
            raise no_history(
                objects,
                "Oracle Sales",
                _DEALS,
                tr("export the Opportunity Stage Snapshots too (OptyId, StgId, StgEnterDate, StgExitDate)"),
            )
        report(0.7, tr("Reading the stages"))
        noticed, stages = Noticed(), objects.get(_STAGES)
        names: dict[str, str] = {}
        if stages is not None:
            ids, labels = (
                stages.column("salesstageid", "stgid"),
                stages.column("name", "stagename", "stgname"),
            )
            names = dict(zip(ids.texts(), labels.texts(), strict=True))
        deals = read_deals(objects.get(_DEALS), _COLUMNS, Users(), options, noticed)
        case = snapshots.column("optyid")
        stage = picked(
            (None, snapshots.column("stgname", "salesstage")),
            (None, lookup(snapshots.column(*_STAGE_ID), {key: name for key, name in names.items() if name})),
        )
        checks: list[Check] = [
            (tr("no id of the deal"), case.codes == MISSING),
            (tr("no stage"), stage.codes == MISSING),
        ]
        times = frame_times(snapshots, options, "stgenterdate")
        rows = sifted(snapshots, times, checks, noticed)
        nobody = Categorical.empty(len(rows))
        events = Events(case.take(rows), stage.take(rows), times.micros[rows], nobody)
        report(0.95, tr("Building the log"))
        return stages_log(self.name, objects, events, None, deals, (), noticed, options)
