"""The demo organisation: an invented city office whose people, templates and matters are made by
the same actions people use, so that its records and chains are true. The data are in the JSON,
CSV and BPMN files beside."""
