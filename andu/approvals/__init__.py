"""Approvals 事务审批: everyday requests. A template joins a form, a flow and who may read and write
which field at which step; people start requests from templates, handle them, print them.

The form's side is the room `forms`, the flow's `workflow`; they don't know each other. This room
shows matters of its kind under /w/<id>.
"""
