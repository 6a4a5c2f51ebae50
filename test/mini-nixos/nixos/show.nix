# Definitions as NixOS tells of them: each with its file, and of its value the first five lines.
let
  inherit (builtins) attrNames concatStringsSep filter genList isAttrs isBool isFunction isInt isList isString length map
    split toJSON toString elemAt;

  pretty = indent: value:
    let
      inner = indent + "  ";
      block = open: lines: close:
        if lines == [ ] then "${open} ${close}" else "${open}\n${inner}${concatStringsSep "\n${inner}" lines}\n${indent}${close}";
    in
    if value == null then "null"
    else if isBool value || isInt value then toJSON value
    else if isString value then toJSON value
    else if isFunction value then "<function>"
    else if isList value then block "[" (map (pretty inner) value) "]"
    else if (value.type or null) == "derivation" then "<derivation ${value.name}>"
    else if isAttrs value then block "{" (map (name: "${name} = ${pretty inner value.${name}};") (attrNames value)) "}"
    else toString value;

  firstLines = text:
    let
      lines = filter isString (split "\n" text);
      count = length lines;
      shown = genList (elemAt lines) (if count > 5 then 5 else count) ++ (if count > 5 then [ "..." ] else [ ]);
    in
    if count > 1 then ":\n    " + concatStringsSep "\n    " shown else ": " + text;
in
definitions: concatStringsSep "" (map ({ file, value }: "\n- In `${file}'${firstLines (pretty "" value)}") definitions)
