{ pkgs, lib, ... }:
let
  s = builtins.fromJSON (builtins.readFile ./ask-nix.json);
  split = path: builtins.filter builtins.isString (builtins.split "\\." path);
  at = path: value: if path == [ ] then value else { ${builtins.head path} = at (builtins.tail path) value; };
in {
  imports = map (path: at (split path) s.options.${path}) (builtins.attrNames (s.options or { }));
  environment.systemPackages = map lib.getPkg (s.packages or [ ]);
}
