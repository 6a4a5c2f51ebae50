# `import <nixpkgs> { }`: all packages.
{ config ? { }, system ? "x86_64-linux" }:
import ./nixos/packages.nix { inherit config system; inherit (import ./nixos/lib.nix) lib; }
