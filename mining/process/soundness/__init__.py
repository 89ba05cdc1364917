"""Whether a documented process can be followed at all: what is wrong with the model, whatever the deals do."""

from mining.process.soundness.findings import check_net, findings_json, findings_of
from mining.process.soundness.names_in_log import against_log
from mining.process.soundness.size import size_estimate

__all__ = ["against_log", "check_net", "findings_json", "findings_of", "size_estimate"]
