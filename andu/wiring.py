"""What follows from what: the one page that lists every reaction of a room to another's events."""

from andu.api import reactions as api
from andu.approvals import jobs as approval_jobs
from andu.approvals import reactions as approvals
from andu.approvals.holding import holder_of
from andu.approvals.models import Copy, Template, TemplateVersion
from andu.files.jobs import when_read
from andu.forms.holding import register
from andu.forms.models import Form
from andu.identity import events as identity
from andu.identity.models import Account
from andu.kit.editions import watch
from andu.kit.events import after, during
from andu.organisation import events as organisation
from andu.organisation.models import (
    Appointment,
    Audience,
    AudienceLine,
    Grant,
    Group,
    Hours,
    Member,
    Organisation,
    Post,
    Role,
    RoleRight,
    Unit,
    Workday,
)
from andu.policy.models import Decision
from andu.realtime import reactions as realtime
from andu.webhooks import reactions as webhooks
from andu.webhooks.occasions import KINDS
from andu.workflow import events as workflow
from andu.workflow import events_machine as machine
from andu.workflow import reactions as matters
from andu.workflow.models import Delegation

# Open pages are asked again who they are, as soon as sessions or accounts have changed (C06).
for event in (
    identity.SignedOut, identity.TimedOut, identity.SessionsEnded, identity.LeakReported,
    identity.PasswordChanged, identity.PasswordIssued, identity.ActivationIssued,
    identity.AccountSuspended, identity.AccountClosed,
):  # fmt: skip
    after(event, realtime.account_changed)

# So they are when rights or places have changed.
for changed in (organisation.RoleSaved, organisation.RoleGranted, organisation.RoleRevoked):
    after(changed, realtime.role_changed)
for placed in (organisation.Appointed, organisation.AppointmentEnded, organisation.MemberLeft):
    after(placed, realtime.member_changed)

# A finished request is filed with its last act (WF-01).
during(workflow.Ended, approvals.flow_ended)

# A template may send a request to readers once a step has passed.
during(workflow.StepPassed, approvals.step_passed)

# The machine does its part once an act has led to it, and hears of matters it has called.
during(machine.MachineReached, matters.machine_reached)
during(machine.CallDropped, matters.call_dropped)
during(workflow.Ended, matters.matter_ended)

# Limits of what is open follow the working calendar.
for edited in (organisation.WorkdaySet, organisation.HoursSet):
    during(edited, matters.calendar_changed)

# Turns follow the posts that named their holders, or are listed (issue 5).
for moved in (
    organisation.Appointed, organisation.AppointmentEnded, organisation.PostSaved,
    organisation.RoleGranted, organisation.RoleRevoked, organisation.UnitMoved,
    organisation.UnitClosed, organisation.ImportFinished,
):  # fmt: skip
    during(moved, matters.posts_changed)

# A value that may stand only once is named with the request it stands in (WF-32).
register(holder_of)

# The turns of somebody who left go on (ID-16).
during(organisation.MemberLeft, matters.member_left)

# Words read from attachments are found with the requests that hold them.
when_read(approval_jobs.index_files)

# Programs go with the password they came in under, and with the person (C06).
during(identity.PasswordChanged, api.password_changed)
for lost in (
    identity.PasswordIssued, identity.ActivationIssued, identity.LeakReported,
    identity.AccountClosed,
):  # fmt: skip
    during(lost, api.account_lost)
during(organisation.MemberLeft, api.member_left)

# Other systems hear of matters, when an administrator has said so.
for happened, _label in KINDS.values():
    during(happened, webhooks.matter_changed)

# What decisions remember of the office (kit.editions) rests on these tables.
for table in (
    Organisation, Unit, Post, Member, Appointment, Group, Group.members.through, Role, RoleRight,
    Grant, Audience, AudienceLine, Workday, Hours, Delegation, Delegation.flows.through, Decision,
    Form, Template, TemplateVersion, Copy,
):  # fmt: skip
    watch(table)
watch(Account, "state")
