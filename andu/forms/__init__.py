"""Forms 表单: what a form asks for, and what people filled in.

A form has versions that never change once published; a record is what somebody filled in, and
each save of it is a version of its own. This room knows neither flows nor approvals: who may
write which field at a step comes in as a mapping of access, and is held here on the server (C16).
"""
