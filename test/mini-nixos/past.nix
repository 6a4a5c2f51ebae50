# The systems of some configurations, so that one run of Nix builds them all.
{ folders }: map
  (folder: (import <nixpkgs/nixos> { configuration = folder + "/configuration.nix"; }).config.system.build.toplevel)
  folders
