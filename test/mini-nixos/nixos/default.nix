# `import <nixpkgs/nixos> { }`: a NixOS whose packages are trivial, evaluated as the real one is.
{ configuration ? <nixos-config>, system ? "x86_64-linux", modules ? [ ] }:
let
  inherit (import ./lib.nix) lib;
  inherit (import ./build.nix { inherit system; }) build;
  pkgsFor = config: import ./packages.nix { inherit lib system; config = config.nixpkgs.config; };

  evaluated = import ./modules.nix { inherit lib; } {
    modules = [ ./options.nix configuration ] ++ modules;
    args = config: { pkgs = pkgsFor config; };
  };
  toplevelOf = { config, ... }: specialisations: import ./toplevel.nix { inherit lib config system build specialisations; };
  specialised = _: { configuration ? { }, ... }: toplevelOf
    (evaluated.extend [ configuration { specialisation = lib.mkForce { }; } ])
    { };
  toplevel = toplevelOf evaluated (builtins.mapAttrs specialised evaluated.config.specialisation);
in
{
  inherit (evaluated) options;
  config = evaluated.config // {
    system = evaluated.config.system // { build = { inherit toplevel; }; };
  };
  pkgs = pkgsFor evaluated.config;
  system = toplevel;
}
