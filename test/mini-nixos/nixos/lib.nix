# The part of nixpkgs' `lib` that the bed and the fixed module use: the same names and the same meaning.
let
  inherit (builtins) attrNames concatMap elem filter fromJSON head isAttrs isString map match readFile replaceStrings split tail toJSON;
in
rec {
  mkOption = declaration: { _type = "option"; } // declaration;
  mkMerge = contents: { _type = "merge"; inherit contents; };
  mkIf = condition: content: { _type = "if"; inherit condition content; };
  mkOverride = priority: content: { _type = "override"; inherit priority content; };
  mkForce = mkOverride 50;
  mkDefault = mkOverride 1000;
  mkOptionDefault = mkOverride 1500;

  types = import ./types.nix { inherit lib; };

  importJSON = path: fromJSON (readFile path);
  splitString = separator: text: filter isString (split (replaceStrings [ "." ] [ "\\." ] separator) text);
  attrByPath = path: default: set:
    if path == [ ] then set
    else if isAttrs set && set ? ${head path} then attrByPath (tail path) default set.${head path}
    else default;
  hasAttrByPath = path: set:
    path == [ ] || (isAttrs set && set ? ${head path} && hasAttrByPath (tail path) set.${head path});
  setAttrByPath = path: value: if path == [ ] then value else { ${head path} = setAttrByPath (tail path) value; };
  mapAttrsToList = f: set: map (name: f name set.${name}) (attrNames set);
  last = list: builtins.elemAt list (builtins.length list - 1);
  optional = condition: value: if condition then [ value ] else [ ];
  optionals = condition: values: if condition then values else [ ];
  unique = builtins.foldl' (seen: x: if elem x seen then seen else seen ++ [ x ]) [ ];
  isDerivation = x: (x.type or null) == "derivation";
  genAttrs = names: f: builtins.listToAttrs (map (name: { inherit name; value = f name; }) names);
  recursiveUpdate = a: b:
    if !(isAttrs a && isAttrs b) then b
    else a // builtins.mapAttrs (name: value: if a ? ${name} then recursiveUpdate a.${name} value else value) b;

  # `services.redis.servers."".enable`
  showOption = path: builtins.concatStringsSep "."
    (map (part: if match "[a-zA-Z_][a-zA-Z0-9_'-]*" part == null then toJSON part else part) path);

  lib = {
    inherit mkOption mkMerge mkIf mkOverride mkForce mkDefault mkOptionDefault types importJSON splitString attrByPath
      hasAttrByPath setAttrByPath mapAttrsToList last optional optionals unique isDerivation genAttrs recursiveUpdate showOption;
    inherit (builtins) attrNames concatMap concatStringsSep elem filter;
  };
}
