"""Who may reach whose objects, on every address that names one: the expected answers.

Everybody not named gets exactly what an object that does not exist gets. People are those of
`people.py`. `right` stands for whom the address's own row in its room's routes.py lets in, of the
object's own organisation. A test compares the table with the URL map: an address without a row
fails the suite.
"""

from dataclasses import dataclass

CIRCULATING = "initiator handler past_handler reader"
TAKING_PART = f"{CIRCULATING} asked superior"
OWNER = "initiator"
KEEPERS = "head contact keeper"  # of the flow: by right, by duty in the owning department
COLLEAGUES = f"{TAKING_PART} colleague head contact keeper"


@dataclass(frozen=True)
class Row:
    """The object an address names, by its name in `scene.py`, and the people it opens for; `get`
    where it is shown to others than those who may send something there."""

    thing: str
    people: str
    get: str | None = None


MATTER = Row("matter", f"{TAKING_PART} keeper")
PAPER = Row("paper", f"{TAKING_PART} keeper")

ROWS = {
    "api:revoke": Row("token", OWNER),
    "portal:filter_change": Row("filter", OWNER),
    "portal:batch": Row("batch", OWNER),
    "portal:batch_undo": Row("batch", OWNER),
    "portal:matter": MATTER,
    "approvals:begin": Row("template", COLLEAGUES),
    "approvals:keep": Row("template", COLLEAGUES),
    "approvals:choosable": Row("template", ""),  # a step to pick for, which this flow lacks
    "approvals:drop": Row("draft", OWNER),
    "workflow:revoke_delegation": Row("delegation", f"{OWNER} reader keeper"),
    "workflow:urge_seat": Row("seat", "head contact"),
    "workflow:take": Row("pool", "reader"),
    "identity:end_session": Row("sign_in", OWNER),
    "files:upload": Row("upload", OWNER),
    "organisation:member": Row("member", COLLEAGUES),
    "notify:open": Row("notice", OWNER),
    "downloads:take": Row("download", OWNER),
    "downloads:drop": Row("download", OWNER),
    "stationery:drop": Row("signature", OWNER),
    "stationery:picture": Row("signature", OWNER),
    "stationery:phrase": Row("phrase", OWNER),
    "stationery:common_phrase": Row("common_phrase", "right"),
    "approvals:process": Row("template", "right"),
    "approvals:process_flow": Row("template", "right"),
    "approvals:process_versions": Row("template", "right"),
    "approvals:process_version": Row("version", "right"),
    "approvals:process_upload": Row("template", "right"),
    "approvals:process_adopt": Row("template", "right"),
    "approvals:process_redraw": Row("template", "right"),
    "approvals:process_publish": Row("template", "right"),
    "approvals:process_discard": Row("template", "right"),
    "approvals:process_close": Row("template", "right"),
    "approvals:process_reopen": Row("template", "right"),
    "approvals:process_page": Row("template_page", "right"),
    "approvals:process_preview": Row("template_page", "right"),
    "workflow:handover": Row("handover", "right"),
    "workflow:handover_progress": Row("handover", "right"),
    "identity:account": Row("account", "system"),
    "identity:change": Row("account_change", "system"),
    "forms:dictionary": Row("dictionary", "right"),
    "forms:entries": Row("dictionary", "right"),
    "authority:matrix": Row("matrix", "right"),
    "authority:settings": Row("matrix", "right"),
    "authority:discard": Row("matrix", "right"),
    "authority:close": Row("matrix", "right"),
    "authority:reopen": Row("matrix", "right"),
    "authority:import": Row("matrix", "right"),
    "authority:adopt": Row("matrix", "right"),
    "authority:export": Row("matrix", "right"),
    "authority:try": Row("matrix", "right"),
    "authority:versions": Row("matrix", "right"),
    "authority:version": Row("matrix_version", "right"),
    **dict.fromkeys(
        ("upkeep:flow", "upkeep:rule", "upkeep:fix", "upkeep:lift", "upkeep:analysis",
         "upkeep:analysis_propose", "upkeep:analysis_export"), Row("template", KEEPERS)
    ),
    **dict.fromkeys(
        ("recurring:schedules", "recurring:schedule_new"), Row("template", KEEPERS)
    ),
    **dict.fromkeys(
        ("recurring:schedule", "recurring:schedule_edit", "recurring:schedule_pause",
         "recurring:schedule_resume", "recurring:schedule_end"), Row("schedule", KEEPERS)
    ),
    "recurring:occasion": Row("occasion", KEEPERS),
    **dict.fromkeys(
        ("documents:series", "documents:take", "documents:reserve", "documents:series_edit",
         "documents:series_turn"), Row("series", "right")
    ),
    **dict.fromkeys(
        ("documents:use", "documents:give_back", "documents:void"), Row("number", "right")
    ),
    **dict.fromkeys(
        ("documents:issuer", "documents:issuer_turn", "documents:series_new"),
        Row("issuer", "right"),
    ),
    "upkeep:matter": Row("matter", KEEPERS),
    "upkeep:waiver_decide": Row("waiver", f"{OWNER} {KEEPERS}"),
    **dict.fromkeys(
        ("upkeep:report", "upkeep:report_answer", "upkeep:report_add", "upkeep:report_close"),
        Row("flow_report", f"{OWNER} {KEEPERS}"),
    ),
    "upkeep:rule_file": Row("written", COLLEAGUES),
    "upkeep:basis": Row("version", KEEPERS),
    "organisation:unit_rename": Row("unit", "right"),
    "organisation:unit_move": Row("unit", "right"),
    "organisation:unit_close": Row("unit", "right"),
    "organisation:member_edit": Row("member", "right"),
    "organisation:appoint": Row("member", "right"),
    "organisation:see_out": Row("member", "right"),
    "organisation:end_appointment": Row("appointment", "right"),
    "organisation:post": Row("post", "right"),
    "organisation:group": Row("group", "right"),
    "organisation:role": Row("role", "right"),
    "organisation:grant": Row("role", "right"),
    "organisation:revoke": Row("grant", "right"),
    "organisation:import_batch": Row("import", "right"),
    "organisation:import_columns": Row("import", "right"),
    "organisation:import_confirm": Row("import", "right"),
    "organisation:import_drop": Row("import", "right"),
    "organisation:import_resume": Row("import", "right"),
    "organisation:import_progress": Row("import", "right"),
    "audit:trace": Row("chain", "right"),
    "api:v1:template": Row("template", COLLEAGUES),
    "api:v1:start": Row("template", COLLEAGUES),
    "api:v1:matter": Row("matter_number", MATTER.people),
    "api:v1:archive": Row("matter_number", MATTER.people),
    "api:v1:paper": Row("matter_number", MATTER.people),
    "api:v1:dictionary_entries": Row("dictionary_code", COLLEAGUES),
    "api:v1:matrix_version": Row("matrix_version_number", "keeper"),
    "api:v1:attachment": Row("paper_number", PAPER.people),
    "api:v1:decide": Row("matter_number", MATTER.people),
    "api:v1:operate": Row("matter_following", MATTER.people),
    "api:v1:replace_attachment": Row("paper_number", PAPER.people),
    "api:v1:keep_draft": Row("template", COLLEAGUES),
    **dict.fromkeys(
        ("api:v1:draft", "api:v1:rewrite_draft", "api:v1:drop_draft", "api:v1:submit_draft"),
        Row("draft_number", OWNER),
    ),
    **dict.fromkeys(
        ("api:v1:change_filter", "api:v1:drop_filter"), Row("filter_number", OWNER)
    ),
    **dict.fromkeys(
        ("api:v1:staged_file", "api:v1:staged_content"), Row("staged_number", OWNER)
    ),
    **dict.fromkeys(
        ("api:v1:upload_standing", "api:v1:add_piece", "api:v1:drop_upload",
         "api:v1:finish_upload"), Row("upload", OWNER),
    ),
    **dict.fromkeys(
        ("api:v1:edit_phrase", "api:v1:remove_phrase", "api:v1:move_phrase"),
        Row("phrase_number", OWNER),
    ),
    "api:v1:take_from_pool": Row("pool_number", "reader"),
    "api:v1:revoke_delegation": Row("delegation_number", f"{OWNER} reader"),
    **dict.fromkeys(
        ("api:v1:answer_report", "api:v1:close_report"),
        Row("flow_report_number", f"{OWNER} {KEEPERS}"),
    ),
    **dict.fromkeys(
        ("api:v1:schedule", "api:v1:change_schedule", "api:v1:pause_schedule",
         "api:v1:resume_schedule", "api:v1:end_schedule", "api:v1:occasions"),
        Row("schedule_number", KEEPERS),
    ),
    **dict.fromkeys(
        ("api:v1:document_numbers", "api:v1:take_number", "api:v1:reserve_numbers"),
        Row("series_named", "keeper"),
    ),
    **dict.fromkeys(
        ("api:v1:use_number", "api:v1:give_back_number", "api:v1:void_number"),
        Row("number_named", "keeper"),
    ),
    "api:v1:occasion_starts": Row("occasion_number", KEEPERS),
    "api:v1:read_notice": Row("notice_number", OWNER),
    "api:v1:member": Row("member_number", COLLEAGUES),
    "webhooks:hook": Row("hook", "right"),
    "webhooks:stop": Row("hook", "right"),
    "webhooks:secret": Row("hook", "right"),
    "webhooks:try": Row("hook", "right"),
    "webhooks:resend": Row("hook", "right"),
}  # fmt: skip

# What names no object of anybody: a kind, a setting of the site, a public picture, a check code
# that is itself the key.
NOBODYS = {
    "api:v1:listing", "api:v1:filters", "api:v1:save_filter", "ui:colours",
    "appearance:picture", "policy:setting",
    "approvals:verify_code", "portal:part", "portal:numbered",
}  # fmt: skip


def offered(to: str) -> Row:
    """An operation: shown to whom it is offered, refused with its reason to others who see the
    matter."""
    return Row("matter", MATTER.people, to)


# The parts of a matter's address /w/<id>/<part>[/<number>]; "portal:part" and "portal:numbered".
PARTS = {
    **dict.fromkeys(
        ("", "act", "undo", "preview", "print", "pdf", "diagram", "enclose", "files", "zip",
         "others", "relate", "follow"), MATTER,
    ),
    "track": Row("matter", f"{MATTER.people} head contact"),  # its way alone (WF-03)
    "candidates": Row("matter", "superior keeper"),  # names of people: for whoever may hand on
    "choosable": Row("matter", ""),  # for the initiator who has it back
    "transfer": offered("handler"),
    **dict.fromkeys(("add", "consign"), offered("handler")),
    # Nobody was added, nobody else has this turn, nobody is to come after them.
    **dict.fromkeys(("remove", "claim", "release", "take", "put_back", "reorder"), offered("")),
    "reassign": offered("superior keeper"),
    "jump": offered("keeper"),
    # The machine has nothing to do there.
    **dict.fromkeys(("retry", "settle"), offered("")),
    # It runs, and nobody has proposed anything.
    "revive": offered(""),
    **dict.fromkeys(("confirm", "decline", "unpropose"), Row("matter", "")),
    # Nobody's turn went by without them.
    **dict.fromkeys(("ask_sign", "sign_after"), offered("")),
    "unask_sign": Row("matter", ""),
    # Nobody has to check the step before here, and nothing was found at fault.
    "deviate": offered(""),
    "fault": offered("keeper"),
    "unfault": Row("matter", ""),
    "suspend": offered("keeper"),
    "void": offered("keeper"),
    "deadline": offered("initiator handler past_handler superior keeper"),
    "report": MATTER,  # a problem of its flow
    "circulate": offered(CIRCULATING),
    "consult": offered("handler"),
    "answer": Row("matter", "asked"),
    "ask_back": Row("matter", "asked", ""),
    "pursue": Row("matter", ""),
    "unconsult": Row("matter", ""),
    "urge": offered("initiator past_handler superior keeper"),
    "recall": offered(""),
    "resume": offered(""),
    "unfollow": offered(""),
    "seen": Row("matter", "reader", ""),
    "unrelate": Row("matter", ""),
    "uncirculate": Row("matter", ""),
    **dict.fromkeys(("file", "view", "replace"), PAPER),
    **dict.fromkeys(("shown", "thumb"), Row("picture", PAPER.people)),
    "said": Row("enclosed", PAPER.people),
    "signature": Row("signed", PAPER.people),
}  # fmt: skip

# Where the matter shows beside its own pages: lists and their exports, by list; the page of a unit;
# search, palette and the topic an open page listens to are for whom MATTER opens.
LISTS = {
    "todo": "handler asked", "asked": "asked", "reading": "reader", "done": "past_handler",
    "mine": "initiator",
    "seen": "", "drafts": "", "delegated": "", "entrusted": "", "followed": "",
}  # fmt: skip
UNIT = "head contact"
