# The systems of all past configurations, so that one run of Nix makes them.
{ folders }: map (folder: (import <nixpkgs/nixos> { configuration = folder + "/configuration.nix"; }).config.system.build.toplevel) folders
