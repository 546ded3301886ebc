"""Who may open what. Whoever looks after no flow finds the pages empty, and no flow at all."""

ROUTES: dict[str, str] = {
    "upkeep:starters": "right:approvals.templates.manage",
    **{f"upkeep:{name}": "members"
       for name in (
        "flows", "flow", "mine", "rule", "rule_file", "basis", "fix", "lift", "running", "matter",
        "online", "waiver_new", "waiver_decide", "reports", "report_new", "report",
        "analysis", "analysis_propose", "analysis_export",
        "report_answer", "report_add", "report_close",
    )}
}  # fmt: skip
