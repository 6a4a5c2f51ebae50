# What ask-nix has nixpkgs list: also what it would refuse to build, and the sets that it does not look into by itself.
{
  allowAliases = false;
  allowUnfree = true;
  allowBroken = true;
  allowInsecurePredicate = _: true;
  packageOverrides =
    pkgs:
    let
      sets = [
        "haskellPackages"
        "rPackages"
        "emacsPackages"
        "sbclPackages"
        "coqPackages"
        "fishPlugins"
        "vimPlugins"
        "vscode-extensions"
        "gnomeExtensions"
        "nodePackages"
        "perlPackages"
        "rubyPackages"
        "luaPackages"
        "ocamlPackages"
        "kdePackages"
      ];
    in
    builtins.listToAttrs (
      map (name: {
        inherit name;
        value = pkgs.lib.recurseIntoAttrs pkgs.${name};
      }) (builtins.filter (name: pkgs ? ${name}) sets)
    );
}
