"""BPMN 2.0 XML with our own extension elements, and the engine's frozen definition."""
