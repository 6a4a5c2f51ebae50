"""A stand-in for nixos-rebuild-ng with its names and shapes, written for Python 3.11: the real one needs 3.12, whose
syntax it uses. STAND_IN tells which generation of its signatures it has, or how it misbehaves.
"""

import os
import sys
import time

STAND_IN = os.environ.get("STAND_IN", "mappings")

if STAND_IN == "no-import":
    raise ImportError("cannot import name 'override' from 'typing'")
if STAND_IN == "dies":
    os._exit(3)
if STAND_IN == "hangs":
    time.sleep(60)
if STAND_IN == "prints":
    print("a greeting that is no answer")
    sys.stdout.flush()
