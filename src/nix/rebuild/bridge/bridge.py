"""Calls functions of nixos-rebuild-ng for ask-nix, in a process that is kept.

argv: the folder that holds the package `nixos_rebuild`. Reads one JSON object a line from stdin and writes one a line to
stdout. What the programs that it runs write to stderr is passed on line by line, which the package itself cannot.

    {"id": 1, "verb": "hello"}                                   -> {"id": 1, "result": [names of functions]}
    {"id": 2, "verb": "build"}                                   -> {"id": 2, "result": "/nix/store/..."}
    {"id": 3, "verb": "build", "flake": FOLDER, "host": NAME}    -> likewise
    {"id": 4, "verb": "list", "profile": PATH}                   -> {"id": 4, "result": [{"generation": 1, ...}, ...]}
    {"id": 2, "verb": "cancel"}                                  -> ends what 2 runs
Meanwhile {"id": 2, "line": TEXT}; instead of a result {"id": 2, "failed": EXIT CODE} when a program of Nix said no, or
{"id": 2, "broken": TEXT} when the package is not as it is known.

Nothing here may need more than Python 3.11.
"""

import inspect
import json
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

TOPLEVEL = "config.system.build.toplevel"
LONGEST_LINE = 8192

# Whatever prints must not print into the answers.
answers = os.fdopen(os.dup(1), "w", encoding="utf-8", errors="replace")
os.dup2(2, 1)
answering = threading.Lock()
calls = threading.local()
children = {}
cancelled = set()


def answer(**message):
    with answering:
        answers.write(json.dumps(message) + "\n")
        answers.flush()


class Broken(Exception):
    """The package is not as it is known."""


class StreamingSubprocess:
    """Stands in for the module `subprocess` where the package looks for it: the same, but stderr is passed on."""

    def __getattr__(self, name):
        return getattr(subprocess, name)

    def run(self, args, *, check=False, capture_output=False, input=None, **options):
        call = getattr(calls, "id", None)
        if capture_output:
            options["stdout"] = subprocess.PIPE
        options["stderr"] = subprocess.PIPE
        options["stdin"] = subprocess.DEVNULL if input is None else subprocess.PIPE
        with subprocess.Popen(args, start_new_session=True, **options) as child:
            children.setdefault(call, set()).add(child)
            # It may have been cancelled before there was anything to end.
            if call in cancelled:
                end(call)
            try:
                said = []
                reader = threading.Thread(target=pass_on, args=(child.stderr, call, capture_output, said))
                reader.start()
                if input is not None:
                    child.stdin.write(input)
                    child.stdin.close()
                printed = child.stdout.read() if child.stdout else None
                reader.join()
                code = child.wait()
            finally:
                children[call].discard(child)
        stderr = "".join(said) if capture_output else None
        done = subprocess.CompletedProcess(args, code, printed, stderr)
        if check:
            done.check_returncode()
        return done


def pass_on(stream, call, keep, said):
    for line in stream:
        if isinstance(line, bytes):
            line = line.decode("utf-8", "replace")
        if keep:
            said.append(line)
        elif call is not None:
            answer(id=call, line=line.rstrip("\n")[:LONGEST_LINE])


def end(call):
    for child in list(children.get(call, ())):
        try:
            os.killpg(child.pid, signal.SIGTERM)
        except OSError:
            pass


def end_all(*_):
    for call in list(children):
        end(call)
    os._exit(0)


def function(module, *names):
    """Functions were renamed: the first of these names that there is."""
    for name in names:
        found = getattr(module, name, None)
        if callable(found):
            return found, name
    raise Broken(f"{module.__name__} has none of {', '.join(names)}")


# What a function may ask for besides, and what it means that there is none.
NEUTRAL = {"sudo": False, "elevate": None, "target_host": None, "build_host": None, "remote": None}


def called(found, given, flags):
    """Calls with `given` in order and `flags` as the function takes them: as a mapping of its own or as its keywords."""
    parameters = list(inspect.signature(found).parameters.values())
    named = {}
    positional = 0
    for parameter in parameters:
        if parameter.kind is parameter.VAR_KEYWORD:
            named.update(flags)
        elif parameter.kind is parameter.VAR_POSITIONAL:
            continue
        elif parameter.kind is not parameter.KEYWORD_ONLY and positional < len(given):
            positional += 1
        elif flags and (parameter.name == "flags" or parameter.name.endswith("_flags")):
            named[parameter.name] = dict(flags)
        elif parameter.default is not parameter.empty:
            continue
        elif parameter.name in NEUTRAL:
            named[parameter.name] = NEUTRAL[parameter.name]
        else:
            raise Broken(f"{found.__name__} wants {parameter.name}, which is not known")
    if positional < len(given):
        raise Broken(f"{found.__name__} takes {positional} arguments, not {len(given)}")
    return found(*given, **named)


def hello(nix, models, request):
    names = ("build", "nixos_build", "build_flake", "nixos_build_flake", "list_generations")
    return [name for name in names if callable(getattr(nix, name, None))]


def build(nix, models, request):
    if "flake" not in request:
        found, _ = function(nix, "build", "nixos_build")
        return str(called(found, (TOPLEVEL, models.BuildAttr("<nixpkgs/nixos>", None)), {"no_out_link": True}))
    found, name = function(nix, "build_flake", "nixos_build_flake")
    # The first ones put the way to it in front by themselves.
    attribute = "toplevel" if name == "nixos_build_flake" else TOPLEVEL
    flake = models.Flake(request["flake"], f'nixosConfigurations."{request["host"]}"')
    return str(called(found, (attribute, flake), {"no_link": True}))


def list_generations(nix, models, request):
    found, _ = function(nix, "list_generations")
    return list(called(found, (models.Profile("system", Path(request["profile"])),), {}))


VERBS = {"hello": hello, "build": build, "list": list_generations}


def carry_out(nix, models, request):
    call = calls.id = request["id"]
    try:
        answer(id=call, result=VERBS[request["verb"]](nix, models, request))
    except subprocess.CalledProcessError as error:
        answer(id=call, failed=error.returncode)
    except Exception as error:
        answer(id=call, broken=f"{type(error).__name__}: {error}"[:LONGEST_LINE])
    finally:
        children.pop(call, None)
        cancelled.discard(call)


def main():
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, end_all)
    # A terminal tells it to all that runs there; what becomes of us is for who started us to say.
    signal.signal(signal.SIGINT, lambda *_: None)
    sys.path.insert(0, sys.argv[1])
    from nixos_rebuild import models, nix, process

    process.subprocess = StreamingSubprocess()
    for line in sys.stdin:
        request = json.loads(line)
        if request["verb"] == "cancel":
            cancelled.add(request["id"])
            end(request["id"])
        else:
            threading.Thread(target=carry_out, args=(nix, models, request), daemon=True).start()
    end_all()


main()
