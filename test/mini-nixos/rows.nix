# Each folder of `rows` has an `ask-nix.nix` and an `ask-nix.json` beside it: what one option is with it, and the system.
{ rows, base }:
let
  lib = (import <nixpkgs/nixos/lib.nix>).lib;
  evaluate = { folder, path }:
    let machine = import <nixpkgs/nixos> { configuration.imports = [ (base + "/by-hand.nix") (folder + "/ask-nix.nix") ]; };
    in { value = lib.attrByPath path "not there" machine.config; system = machine.system.drvPath; };
in
map evaluate (lib.importJSON rows)
