READ = "right:audit.entries.read"
ROUTES: dict[str, str] = {
    "audit:entries": READ,
    "audit:export": READ,
    "audit:trace": READ,
    "audit:verify": READ,
}
