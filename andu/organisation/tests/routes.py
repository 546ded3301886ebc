STRUCTURE = "right:organisation.structure.manage"
IMPORT = "right:organisation.import"
GRANT = "right:organisation.roles.grant"
ROUTES = {
    **dict.fromkeys(
        (
            f"organisation:{name}"
            for name in ("directory", "member", "pick", "pick_tree", "acting", "profile")
        ),
        "members",
    ),
    **dict.fromkeys(
        (
            f"organisation:{name}"
            for name in (
                "structure", "gaps", "unit_new", "unit_rename", "unit_move", "unit_close",
                "member_new", "member_edit", "appoint", "see_out", "end_appointment", "posts",
                "post", "groups", "group", "workdays", "statutory", "hours", "slips",
            )
        ),
        STRUCTURE,
    ),
    **dict.fromkeys(
        (
            f"organisation:{name}"
            for name in (
                "imports", "import_batch", "import_columns", "import_confirm", "import_drop",
                "import_resume", "import_progress", "export",
            )
        ),
        IMPORT,
    ),
    **dict.fromkeys(
        (f"organisation:{name}" for name in ("roles", "role", "grant", "revoke")), GRANT
    ),
    "organisation:admin_pick": f"{STRUCTURE}|{GRANT}",
}  # fmt: skip
