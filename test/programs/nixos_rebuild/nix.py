import os
from datetime import datetime
from subprocess import PIPE

from . import STAND_IN
from .models import GenerationJson, NixOSRebuildError
from .process import run_wrapper

FLAKE_FLAGS = ["--extra-experimental-features", "nix-command flakes"]


def _flags(flags):
    return [f"--{name.replace('_', '-')}" for name, value in (flags or {}).items() if value]


def _build(attr, build_attr, flags):
    command = ["nix-build", build_attr.path, "--attr", build_attr.to_attr(attr), *_flags(flags)]
    return run_wrapper(command, stdout=PIPE).stdout.strip()


def _build_flake(installable, flags):
    command = ["nix", *FLAKE_FLAGS, "build", "--print-out-paths", installable, *_flags(flags)]
    return run_wrapper(command, stdout=PIPE).stdout.strip()


if STAND_IN == "keywords":
    # As in 2024: other names, flags as keywords, and the flake's attribute begins behind `config.system.build`.
    def nixos_build(attr, build_attr, **nix_flags):
        return _build(attr, build_attr, nix_flags)

    def nixos_build_flake(attr, flake, **flake_flags):
        return _build_flake(flake.to_attr("config.system.build", attr), flake_flags)

elif STAND_IN == "renamed":
    # As in early 2025: renamed, flags still as keywords.
    def build(attr, build_attr, **build_flags):
        return _build(attr, build_attr, build_flags)

    def build_flake(attr, flake, **flake_build_flags):
        return _build_flake(flake.to_attr(attr), flake_build_flags)

elif STAND_IN == "elevate":
    # As one may come: more that is asked for, which means nothing here.
    def build(attr, build_attr, build_flags=None, *, elevate, build_host):
        assert elevate is None and build_host is None
        return _build(attr, build_attr, build_flags)

elif STAND_IN == "unknown":

    def build(attr, build_attr, planner):
        raise AssertionError("nobody can call this")

elif STAND_IN == "empty":
    pass

else:
    # As since 2025: flags as a mapping.
    def build(attr, build_attr, build_flags=None):
        if STAND_IN == "raises":
            raise NixOSRebuildError("error: something of its own")
        if STAND_IN == "writes-to-1":
            os.write(1, b"straight past sys.stdout\n")
        if STAND_IN == "newer-nix":
            return _build(attr, build_attr, {"flag-of-a-newer-nix": True})
        if STAND_IN == "odd":
            return "\n".join(["no", "path"])
        return _build(attr, build_attr, build_flags)

    def build_flake(attr, flake, flake_build_flags=None):
        return _build_flake(flake.to_attr(attr), flake_build_flags)


def list_generations(profile):
    found = []
    for link in profile.path.parent.glob(f"{profile.name}-*-link"):
        number = int(link.name.split("-")[1])
        made = datetime.fromtimestamp(link.stat().st_ctime)
        revision = run_wrapper(
            [link / "sw/bin/nixos-version", "--configuration-revision"], check=False, capture_output=True
        )
        found.append(
            GenerationJson(
                generation=number,
                date=made.strftime("%Y-%m-%d %H:%M:%S"),
                nixosVersion=(link / "nixos-version").read_text().strip(),
                kernelVersion=next((link / "kernel-modules/lib/modules").iterdir()).name,
                configurationRevision=revision.stdout.strip() or "Unknown",
                specialisations=[one.name for one in (link / "specialisation").glob("*") if one.is_dir()],
                current=link.name == os.readlink(profile.path),
            )
        )
    return sorted(found, key=lambda one: one["generation"], reverse=True)
