"""The addresses of this room."""

from django.urls import path

from andu.organisation.views import (
    administration,
    directory,
    exporting,
    importing,
    me,
    people,
    roles,
    workdays,
)

app_name = "organisation"
urlpatterns = [
    path("org", directory.directory, name="directory"),
    path("org/members/<int:pk>", directory.member, name="member"),
    path("org/pick", directory.pick, name="pick"),
    path("org/pick/tree", directory.pick_tree, name="pick_tree"),
    path("me/acting", me.acting, name="acting"),
    path("admin/org", administration.structure, name="structure"),
    path("admin/org/gaps", administration.gaps, name="gaps"),
    path("admin/org/pick", people.pick, name="admin_pick"),
    path("admin/org/units/new", administration.add_unit, name="unit_new"),
    path("admin/org/units/<int:pk>/rename", administration.rename_unit, name="unit_rename"),
    path("admin/org/units/<int:pk>/move", administration.move_unit, name="unit_move"),
    path("admin/org/units/<int:pk>/close", administration.close_unit, name="unit_close"),
    path("admin/org/members/new", people.add_member, name="member_new"),
    path("admin/org/members/<int:pk>", people.edit_member, name="member_edit"),
    path("admin/org/members/<int:pk>/appoint", people.appoint, name="appoint"),
    path("admin/org/members/<int:pk>/leave", people.see_out, name="see_out"),
    path("admin/org/appointments/<int:pk>/end", people.end_appointment, name="end_appointment"),
    path("admin/org/posts", people.posts, name="posts"),
    path("admin/org/posts/<int:pk>", people.post, name="post"),
    path("admin/org/groups", people.groups, name="groups"),
    path("admin/org/groups/<int:pk>", people.group, name="group"),
    path("admin/roles", roles.roles, name="roles"),
    path("admin/roles/<int:pk>", roles.role, name="role"),
    path("admin/roles/<int:pk>/grant", roles.grant, name="grant"),
    path("admin/roles/grants/<int:pk>/revoke", roles.revoke, name="revoke"),
    path("admin/workdays", workdays.workdays, name="workdays"),
    path("admin/workdays/statutory", workdays.statutory, name="statutory"),
    path("admin/workdays/hours", workdays.hours, name="hours"),
    path("admin/org/import", importing.imports, name="imports"),
    path("admin/org/import/<int:pk>", importing.import_batch, name="import_batch"),
    path("admin/org/import/<int:pk>/columns", importing.match_columns, name="import_columns"),
    path("admin/org/import/<int:pk>/confirm", importing.confirm_import, name="import_confirm"),
    path("admin/org/import/<int:pk>/drop", importing.drop_import, name="import_drop"),
    path("admin/org/import/<int:pk>/progress", importing.import_progress, name="import_progress"),
    path("admin/org/export.xlsx", exporting.export, name="export"),
    path("admin/org/slips", exporting.slip_sheets, name="slips"),
]
