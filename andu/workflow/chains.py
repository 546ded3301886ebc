"""The histories of runs are chains; the audit checks them with its own."""

from andu.audit.verifying import Chains, register
from andu.workflow.models import History, Run

register(Chains(Run, History, "run_id", lambda run: ("workflow.matter", str(run.matter_id))))
