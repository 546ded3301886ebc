"""Turns an office document into a PDF by LibreOffice: `python -m andu.files.office soffice folder`.

A process of its own that limits itself, then becomes LibreOffice: with a profile made for this one
document, no macros, no links followed, and no network where the machine can take it away.
"""

import os
import resource
import subprocess
import sys
from pathlib import Path

MEMORY, LARGEST, SECONDS = 6 << 30, 512 << 20, 100
SPACE = "http://openoffice.org/2001/"  # with what kind of file it is
PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="{space}">
{items}
</oor:items>
"""
ITEM = (
    '<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse">'
    "<value>{value}</value></prop></item>"
)
SETTINGS = [
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Office.Calc/Content/Update", "Link", "2"),
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
]
APART = ["unshare", "--net", "--map-root-user"]


def main(soffice: str, folder: str, name: str) -> None:
    """Become LibreOffice, which writes <stem>.pdf into `folder`."""
    profile = Path(folder, "profile")
    (profile / "user").mkdir(parents=True)
    items = "\n".join(ITEM.format(path=p, name=n, value=v) for p, n, v in SETTINGS)
    (profile / "user/registrymodifications.xcu").write_text(
        PROFILE.format(items=items, space=f"{SPACE}registry")
    )
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST, LARGEST))
    command = [
        *_apart(), soffice, f"-env:UserInstallation={profile.as_uri()}", "--headless",
        "--norestore", "--nolockcheck", "--nodefault", "--nologo", "--convert-to", "pdf",
        "--outdir", folder,
        str(Path(folder, name)),
    ]  # fmt: skip
    os.execvp(command[0], command)  # noqa: S606


def _apart() -> list[str]:
    """What takes the network away, where the machine allows it."""
    try:
        subprocess.run([*APART, "true"], check=True, capture_output=True, timeout=10)  # noqa: S603
    except (OSError, subprocess.SubprocessError):
        return []
    return APART


if __name__ == "__main__":
    main(*sys.argv[1:4])
