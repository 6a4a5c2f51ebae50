# Modules as NixOS has them: imports, options with types, definitions with priorities and files.
{ lib }:
let
  inherit (builtins) attrNames concatLists concatMap filter foldl' isAttrs isFunction isPath isString map mapAttrs;
  show = import ./show.nix;

  # A module and all that it imports, each file once.
  collect = args: modules:
    let
      load = from: module:
        let
          isFile = isPath module || isString module;
          file = if isFile then toString module else from;
          read = if isFile then import module else module;
          body = if isFunction read then read args else read;
          isFull = body ? config || body ? options;
          own = {
            key = if isFile then file else null;
            file = body._file or file;
            config = if isFull then body.config or { } else removeAttrs body [ "imports" "_file" ];
            options = if isFull then body.options or { } else { };
          };
        in
        [ own ] ++ concatMap (load file) (body.imports or [ ]);
      once = foldl'
        ({ seen, kept }: module:
          if module.key != null && seen ? ${module.key} then { inherit seen kept; }
          else { seen = seen // (if module.key == null then { } else { ${module.key} = true; }); kept = kept ++ [ module ]; })
        { seen = { }; kept = [ ]; };
    in
    (once (concatMap (load "<unknown-file>") modules)).kept;

  # mkMerge, mkIf and mkOverride around a set, as the same around what is in the set.
  pushDown = value:
    if (value._type or null) == "merge" then concatMap pushDown value.contents
    else if (value._type or null) == "if" then map (mapAttrs (_: lib.mkIf value.condition)) (pushDown value.content)
    else if (value._type or null) == "override" then map (mapAttrs (_: lib.mkOverride value.priority)) (pushDown value.content)
    else [ value ];

  # What a definition of an option comes to: none, one or several values, each with its priority.
  discharge = priority: value:
    if (value._type or null) == "merge" then concatMap (discharge priority) value.contents
    else if (value._type or null) == "if" then (if value.condition then discharge priority value.content else [ ])
    else if (value._type or null) == "override" then discharge value.priority value.content
    else [{ inherit priority value; }];

  evaluateOption = loc: declaration: definitions:
    let
      own = concatMap (d: map (v: v // { inherit (d) file; }) (discharge 100 d.value)) definitions;
      all = own ++ lib.optional (declaration ? default) { file = "<nixpkgs/nixos>"; priority = 1500; value = declaration.default; };
      highestPrio = foldl' (least: d: if d.priority < least then d.priority else least) 9999 all;
      definitionsWithLocations = map (d: { inherit (d) file value; }) (filter (d: d.priority == highestPrio) all);
    in
    declaration // {
      inherit loc highestPrio definitionsWithLocations;
      isDefined = all != [ ];
      files = map (d: d.file) definitionsWithLocations;
      definitions = map (d: d.value) definitionsWithLocations;
      value =
        if all == [ ] then throw "The option `${lib.showOption loc}' was accessed but has no value defined. Try setting the option."
        else lib.types.mergeChecked loc declaration.type definitionsWithLocations;
      __toString = _: lib.showOption loc;
    };

  isOption = x: (x._type or null) == "option";

  # The declared options below `loc` with what is defined of them, and what is defined without being declared.
  evaluate = loc: declared: definitions:
    let
      sets = concatMap (d: map (value: { inherit (d) file; inherit value; }) (pushDown d.value)) definitions;
      of = name: map (d: { inherit (d) file; value = d.value.${name}; }) (filter (d: d.value ? ${name}) sets);
      below = mapAttrs
        (name: declaration: (if isOption declaration then evaluateOption else evaluate) (loc ++ [ name ]) declaration (of name))
        declared;
      undeclared = lib.unique (concatMap (d: filter (name: !declared ? ${name}) (attrNames d.value)) sets);
    in
    {
      options = mapAttrs (_: x: if isOption x then x else x.options) below;
      config = mapAttrs (_: x: if isOption x then x.value else x.config) below;
      unknown = map (name: { loc = loc ++ [ name ]; definitions = of name; }) undeclared
        ++ concatLists (lib.mapAttrsToList (_: x: if isOption x then [ ] else x.unknown) below);
    };

  evalModules = { modules, args ? (_: { }) }:
    let
      given = { inherit lib; inherit (evaluated) config options; } // args evaluated.config;
      all = collect given modules;
      declared = foldl' lib.recursiveUpdate { } (map (module: module.options) all);
      evaluated = evaluate [ ] declared (map (module: { inherit (module) file; value = module.config; }) all);
      first = builtins.head evaluated.unknown;
      refuse = throw "The option `${lib.showOption first.loc}' does not exist. Definition values:${show first.definitions}";
    in
    {
      inherit (evaluated) options;
      config = if evaluated.unknown == [ ] then evaluated.config else refuse;
      extend = more: evalModules { modules = modules ++ more; inherit args; };
    };
in
evalModules
