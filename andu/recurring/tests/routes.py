"""Who may open what. Whoever looks after no flow finds none of it; changing takes the right to
make the template."""

ROUTES: dict[str, str] = {
    f"recurring:{name}": "members"
    for name in (
        "schedules", "schedule_new", "schedule", "schedule_edit", "occasion", "schedule_pause",
        "schedule_resume", "schedule_end",
    )
}  # fmt: skip
