"""Who may open what."""

ADMINISTER = "right:workflow.matters.administer"

ROUTES: dict[str, str] = {
    "workflow:delegations": "members",
    "workflow:revoke_delegation": "members",
    "workflow:delegations_of_all": ADMINISTER,
    "workflow:handovers": ADMINISTER,
    "workflow:hand_over": ADMINISTER,
    "workflow:handover": ADMINISTER,
    "workflow:handover_progress": ADMINISTER,
    "workflow:late": "right:workflow.lateness.read",
    "workflow:responsibilities": "members",
    "workflow:export_responsibilities": "members",
    "workflow:urge_seat": "members",
    "workflow:take": "members",
}
