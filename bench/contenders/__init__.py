"""Ways of doing the same leave application; each is imported only in a process of its own."""
