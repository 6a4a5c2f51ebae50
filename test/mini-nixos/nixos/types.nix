# Types of options, with the descriptions that NixOS has for them. `merge` gets definitions of the same priority.
{ lib }:
let
  inherit (builtins) all attrNames concatLists concatStringsSep elem filter foldl' genList head isAttrs isBool isInt isList
    isString length map toJSON toString;
  show = import ./show.nix;
  values = map (definition: definition.value);

  mergeEqual = loc: definitions:
    if all (definition: definition.value == (head definitions).value) definitions then (head definitions).value
    else throw "The option `${lib.showOption loc}' has conflicting definition values:${show definitions}\nUse `lib.mkForce value` or `lib.mkDefault value` to change the priority on any of these definitions.";

  scalar = description: check: { inherit description check; merge = mergeEqual; };
in
rec {
  # What of `definitions` counts, as one value.
  mergeChecked = loc: type: definitions:
    let wrong = filter (definition: !type.check definition.value) definitions; in
    if wrong == [ ] then type.merge loc definitions
    else throw "A definition for option `${lib.showOption loc}' is not of type `${type.description}'. Definition values:${show wrong}";

  bool = scalar "boolean" isBool;
  str = scalar "string" isString;
  int = scalar "signed integer" isInt;
  port = scalar "16 bit unsigned integer; between 0 and 65535 (both inclusive)" (x: isInt x && x >= 0 && x <= 65535);
  package = scalar "package" lib.isDerivation;
  between = least: most:
    scalar "integer between ${toString least} and ${toString most} (both inclusive)" (x: isInt x && x >= least && x <= most);
  enum = choices: scalar "one of ${concatStringsSep ", " (map toJSON choices)}" (x: elem x choices);

  anything = {
    description = "anything";
    check = _: true;
    merge = loc: definitions:
      if length definitions > 1 && all isAttrs (values definitions) then foldl' lib.recursiveUpdate { } (values definitions)
      else mergeEqual loc definitions;
  };

  nullOr = type: {
    description = "null or ${type.description}";
    check = x: x == null || type.check x;
    merge = loc: definitions:
      let nulls = filter (value: value == null) (values definitions); in
      if length nulls == length definitions then null
      else if nulls != [ ] then
        throw "The option `${lib.showOption loc}' is defined both null and not null, in ${concatStringsSep " and " (map (d: "`${d.file}'") definitions)}."
      else type.merge loc definitions;
  };

  listOf = type: {
    description = "list of ${type.description}";
    check = isList;
    merge = loc: definitions:
      let
        numbered = n: i: "[definition ${toString (n + 1)}-entry ${toString (i + 1)}]";
        entries = n: { file, value }: genList
          (i: mergeChecked (loc ++ [ (numbered n i) ]) type [{ inherit file; value = builtins.elemAt value i; }])
          (length value);
      in
      concatLists (genList (n: entries n (builtins.elemAt definitions n)) (length definitions));
  };

  attrsOf = type: {
    description = "attribute set of ${type.description}";
    check = isAttrs;
    merge = loc: definitions: lib.genAttrs
      (lib.unique (concatLists (map attrNames (values definitions))))
      (name: mergeChecked (loc ++ [ name ]) type
        (map (d: { inherit (d) file; value = d.value.${name}; }) (filter (d: d.value ? ${name}) definitions)));
  };
}
