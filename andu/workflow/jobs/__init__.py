"""Slow work of this room: reminding by the clock, counting limits anew."""
