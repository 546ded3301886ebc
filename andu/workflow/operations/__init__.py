"""The operations and panels this room adds to the page of a matter, one file each, listed here."""
