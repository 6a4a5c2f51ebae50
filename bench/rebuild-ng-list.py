"""What `nixos-rebuild-ng list-generations --json` does with a profile, written anew from its description: it looks for the
links, reads version and kernel of each system, and runs the system's own `nixos-version` for the revision, in threads."""
import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

profile = Path(sys.argv[1])


def number_of(link):
    middle = link.name.removeprefix(f"{profile.name}-").removesuffix("-link")
    return int(middle) if middle.isdigit() else None


def revision_of(system):
    program = system / "sw/bin/nixos-version"
    asked = subprocess.run([program, "--configuration-revision"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    return asked.stdout.strip() or None


def describe(link):
    modules = link / "kernel-modules/lib/modules"
    return {
        "generation": number_of(link),
        "date": datetime.fromtimestamp(os.lstat(link).st_mtime).strftime("%Y-%m-%d %H:%M:%S"),
        "nixosVersion": (link / "nixos-version").read_text().strip(),
        "kernelVersion": next((entry.name for entry in sorted(modules.iterdir())), None),
        "configurationRevision": revision_of(link),
        "specialisations": sorted(entry.name for entry in (link / "specialisation").iterdir()),
        "current": link.name == os.readlink(profile),
    }


links = [link for link in profile.parent.glob(f"{profile.name}-*-link") if number_of(link) is not None]
links.sort(key=number_of, reverse=True)
with ThreadPoolExecutor() as threads:
    print(json.dumps(list(threads.map(describe, links))))
