"""A request on paper: what is printed, in which layout, and the check code that proves it."""
