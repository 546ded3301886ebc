"""Who may open what."""

ROUTES: dict[str, str] = {
    "approvals:start": "members",
    "approvals:begin": "members",
    "approvals:keep": "members",
    "approvals:choosable": "members",
    "approvals:pick_matters": "members",
    "approvals:drafts": "members",
    "approvals:drop": "members",
    "approvals:prints": "members",
    "approvals:verify": "anonymous",
    "approvals:verify_code": "anonymous",
    **{
        f"approvals:{name}": "right:approvals.templates.manage"
        for name in (
            "processes", "process_new", "process", "process_page", "process_preview",
            "process_flow", "process_versions", "process_version", "process_upload",
            "process_adopt", "process_redraw", "process_publish", "process_discard",
            "process_close", "process_reopen",
        )
    },
}  # fmt: skip
