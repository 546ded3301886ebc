"""`andu serve`: one command that starts and watches pages, websockets and jobs."""
