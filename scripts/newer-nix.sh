#!/bin/sh
# Starts a program in another Debian: newer-nix.sh FOLDER PROGRAM [ARGS]. FOLDER holds that Debian. This folder and the one for
# temporary files are at the same place there. Wants a mount namespace of its own, with which its mounts go.
set -eu
debian=$1
shift
for folder in /proc /dev /dev/pts "${TMPDIR:-/tmp}" "$PWD"; do
  mkdir -p "$debian$folder"
  mount --bind "$folder" "$debian$folder"
done
unset NODE_EXTRA_CA_CERTS
exec chroot "$debian" env -C "$PWD" "$@"
