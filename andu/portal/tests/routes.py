ROUTES = {
    "portal:desk": "members",
    "portal:todo": "members",
    "portal:reading": "members",
    "portal:done": "members",
    "portal:mine": "members",
    "portal:drafts": "members",
    "portal:filter": "members",
    "portal:export": "members",
    "portal:palette": "members",
    "portal:matter": "members",
    "portal:part": "members",
    "portal:numbered": "members",
}
