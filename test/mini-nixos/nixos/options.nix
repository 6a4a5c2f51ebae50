# What can be set: the options of ask-nix's tables, those of NixOS that every machine has, and knobs of the bed below `mini`.
let
  inherit (import ./lib.nix) lib;
  inherit (lib) mkOption types;
  fromTable = type:
    if type.kind == "boolean" then types.bool
    else if type.kind == "integer" then types.between type.least type.most
    else if type.kind == "choice" then types.enum type.values
    else if type.kind == "list" then types.listOf (fromTable type.of)
    else types.str;
  declare = { type, default ? null, ... }@row:
    if type.kind == "list" then mkOption { type = fromTable type; default = [ ]; }
    else if row ? default then mkOption { type = fromTable type; inherit default; }
    else mkOption { type = types.nullOr (fromTable type); default = null; };
  # A tree whose leaves are `{ row = …; }`.
  declared = builtins.mapAttrs (_: below: if below ? row then declare below.row else declared below);

  table = declared (import ./data.nix).settings.options;
  always = {
    environment.etc = mkOption { type = types.attrsOf types.anything; default = { }; };
    environment.systemPackages = mkOption { type = types.listOf types.package; default = [ ]; };
    nixpkgs.config.permittedInsecurePackages = mkOption { type = types.listOf types.str; default = [ ]; };
    specialisation = mkOption { type = types.attrsOf types.anything; default = { }; };
    system.configurationRevision = mkOption { type = types.nullOr types.str; default = null; };
    system.nixos.tags = mkOption { type = types.listOf types.str; default = [ ]; };
    system.nixos.version = mkOption { type = types.str; default = (import ./data.nix).release.version; };
    system.stateVersion = mkOption { type = types.str; default = "26.05"; };
    users.users = mkOption { type = types.attrsOf types.anything; default = { }; };
    mini = {
      # Where the machine is on the disk.
      root = mkOption { type = types.str; default = (import ./data.nix).root; };
      # Units that fail when they are started.
      failingUnits = mkOption { type = types.listOf types.str; default = [ ]; };
      # Another number changes all units, so that they are restarted.
      unitsEdition = mkOption { type = types.int; default = 0; };
      kernelVersion = mkOption { type = types.str; default = "6.12.57"; };
      # Another number does not fit the running init.
      initInterface = mkOption { type = types.int; default = 2; };
    };
  };
in
{ options = lib.recursiveUpdate table always; }
