"""What this room does for flows: it pushes messages from their steps."""

from andu.webhooks import actions, queries
from andu.workflow import machines

machines.offer(push=actions.push_step, destinations=queries.destinations)
