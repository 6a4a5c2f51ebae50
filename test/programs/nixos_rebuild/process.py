import subprocess


def run_wrapper(args, *, check=True, extra_env=None, remote=None, sudo=False, **kwargs):
    return subprocess.run(args, check=check, text=True, errors="surrogateescape", **kwargs)
