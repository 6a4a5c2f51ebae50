# What nixpkgs says of packages that it refuses until the configuration allows them.
{ lib, config }:
let
  inherit (builtins) concatStringsSep elem map;
  refuse = package: reason: help: throw "Package ‘${package.name}’ in ${toString ./packages.nix}:1 ${reason}, refusing to evaluate.\n\n${help}";

  forAll = what: option: ''
    a) To temporarily allow ${what} packages, you can use an environment variable
       for a single invocation of the nix tools.

         $ export NIXPKGS_ALLOW_${if what == "broken" then "BROKEN" else "UNFREE"}=1

    b) For `nixos-rebuild` you can set
      { nixpkgs.config.${option} = true; }
    in configuration.nix to override this.
  '';
  forOne = package: ''

    Known issues:
    ${concatStringsSep "\n" (map (issue: " - ${issue}") package.meta.knownVulnerabilities)}

    You can install it anyway by allowing this package, using the
    following methods:

    a) To temporarily allow all insecure packages, you can use an environment
       variable for a single invocation of the nix tools:

         $ export NIXPKGS_ALLOW_INSECURE=1

    b) for `nixos-rebuild` you can add ‘${package.name}’ to
       `nixpkgs.config.permittedInsecurePackages` in the configuration.nix,
       like so:

         {
           nixpkgs.config.permittedInsecurePackages = [
             "${package.name}"
           ];
         }
  '';
in
# `value`, if `package` may be used.
package: value:
if package.meta.broken && !(config.allowBroken or false) then refuse package "is marked as broken" (forAll "broken" "allowBroken")
else if package.meta.unfree && !(config.allowUnfree or false) then refuse package "has an unfree license (‘unfree’)" (forAll "unfree" "allowUnfree")
else if package.meta.knownVulnerabilities != [ ] && !(elem package.name (config.permittedInsecurePackages or [ ])) then refuse package "is marked as insecure" (forOne package)
else value
