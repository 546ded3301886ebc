"""Our standard library: what every room needs and no room owns. May use Django, knows no room."""
