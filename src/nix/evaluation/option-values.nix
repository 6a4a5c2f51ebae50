# What options of a configuration are set to in the end, and which files say so. `request` is JSON:
# { "paths": [ "services.openssh.enable" ], "packages": true }.
{ request, flake ? null, host ? null }:
let
  inherit (builtins)
    all elem filter fromJSON getFlake head isAttrs isList map parseDrvName replaceStrings seq split tail tryEval typeOf;
  inherit (fromJSON request) paths packages;

  source = getFlake flake;
  machine = if flake == null then import <nixpkgs/nixos> { } else source.nixosConfigurations.${host};

  at = path: set:
    if path == [ ] then { found = set; }
    else if isAttrs set && set ? ${head path} then at (tail path) set.${head path}
    else { };

  # `services.redis.servers."".enable` has five parts.
  parts = path: map
    (part: replaceStrings [ "\"" ] [ "" ] (head part))
    (filter isList (split "(\"[^\"]*\"|[^\".]+)" path));

  # The option at `path`, or the one that holds it: `services.openssh.settings` takes any name below it.
  optionAt = path: set:
    if (set._type or null) == "option" then { option = set; rest = path; }
    else if path != [ ] && isAttrs set && set ? ${head path} then optionAt (tail path) set.${head path}
    else null;

  isScalar = x: elem (typeOf x) [ "bool" "int" "float" "string" "null" ];
  isPlain = x: isScalar x || (typeOf x == "list" && all isScalar x);

  describe = path:
    let
      holder = optionAt path machine.options;
      definitions = filter (definition: at holder.rest definition.value ? found) holder.option.definitionsWithLocations;
      value = tryEval (let found = at path machine.config; in seq (isPlain (found.found or null)) found);
      plain = value.success && value.value ? found && isPlain value.value.found;
    in
    if holder == null then { exists = false; files = [ ]; }
    else {
      exists = true;
      files = map (definition: toString definition.file) definitions;
      priority = holder.option.highestPrio or null;
    } // (if plain then { value = value.value.found; } else { });

  nameOf = package: if isAttrs package then package.pname or (parseDrvName (package.name or "")).name else "";
in
{
  options = map (path: describe (parts path) // { inherit path; }) paths;
  packages =
    if packages then
      map (definition: { file = toString definition.file; names = map nameOf definition.value; })
        machine.options.environment.systemPackages.definitionsWithLocations
    else [ ];
  # Files of a flake are told by where they were copied to.
  root = if flake == null then null else "${source.sourceInfo.outPath or source.outPath}";
}
