"""For Chinese pages."""
