"""What an enemy sends: files, bodies, forms, addresses to be led astray (C31, C34, R18, R22)."""
