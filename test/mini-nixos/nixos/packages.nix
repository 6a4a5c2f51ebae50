# All packages: those of the catalogue, and some that misbehave.
{ lib, system ? "x86_64-linux", config ? { } }:
let
  inherit (builtins) concatStringsSep foldl' head mapAttrs toString;
  inherit (import ./build.nix { inherit system; }) build phase;
  release = (import ./data.nix).release;
  allowed = import ./allow.nix { inherit lib config; };

  mkPackage =
    { pname, version, description ? "", programs ? [ pname ], seconds ? 0, deps ? [ ], fails ? false, flags ? { } }:
    let
      real = release.versions.${pname} or version;
      base = build {
        name = "${pname}-${real}";
        env = { inherit pname; version = real; deps = map toString deps; };
        script = ''
          ${phase "unpackPhase"}
          echo "unpacking ${pname}"
          ${phase "buildPhase"}
          i=0
          while [ $i -lt ${toString (seconds * 5)} ]; do
            i=$((i+1)); echo "[$i/${toString (seconds * 5)}] compiling ${pname}" >&2; sleep 0.2
          done
          ${if fails then ''echo "error: ${pname}.c:42: undeclared identifier 'frobnicate'" >&2; exit 2'' else ""}
          ${phase "installPhase"}
          mkdir -p $out/bin $out/share/doc/${pname}
          for p in ${concatStringsSep " " (map (p: "'${p}'") programs)}; do
            printf '#!/bin/sh\necho "%s"\n' "${pname} ${real}" > "$out/bin/$p"; chmod +x "$out/bin/$p"
          done
          echo "$deps" > $out/share/doc/${pname}/deps
        '';
      };
      package = base // {
        inherit pname;
        version = real;
        meta = {
          inherit description;
          broken = flags.broken or false;
          unfree = flags.unfree or false;
          knownVulnerabilities = lib.optional (flags.insecure or false) "${pname} is no longer maintained";
          available = flags == { };
          mainProgram = head (programs ++ [ pname ]);
        };
      };
      guarded = mapAttrs (_: allowed package) { inherit (base) outPath drvPath; };
    in
    package // guarded // { out = package // guarded; };

  nested = foldl'
    (all: { attribute, ... }@record: lib.recursiveUpdate all (lib.setAttrByPath (lib.splitString "." attribute) (fromRecord record)))
    { };
  fromRecord = { attribute, version, description, programs, ... }@record: mkPackage {
    pname = lib.last (lib.splitString "." attribute);
    inherit version description programs;
    flags = lib.genAttrs (builtins.filter (flag: record.${flag} or false) [ "unfree" "broken" "insecure" ]) (_: true);
  };
  records = (import ./data.nix).packages;
  flat = builtins.partition (record: lib.splitString "." record.attribute == [ record.attribute ]) records;
  catalogue = builtins.listToAttrs (map (record: { name = record.attribute; value = fromRecord record; }) flat.right)
    // nested flat.wrong;

  own = rec {
    coreutils = mkPackage { pname = "coreutils"; version = "9.8"; description = "GNU Core Utilities"; programs = [ "ls" "cat" ]; };
    firefox = mkPackage { pname = "firefox"; version = "144.0"; description = "Web browser"; deps = [ coreutils ]; };
    firefox-esr = mkPackage { pname = "firefox"; version = "140.4.0esr"; description = "Web browser with long support"; };
    hello = mkPackage { pname = "hello"; version = "2.12.2"; description = "Program that produces a familiar, friendly greeting"; };
    slow = mkPackage { pname = "slow"; version = "1.0"; description = "Takes two seconds to build"; seconds = 2; };
    slower = mkPackage { pname = "slower"; version = "1.0"; description = "Takes a second more than slow"; seconds = 1; deps = [ slow ]; };
    failing = mkPackage { pname = "failing"; version = "0.1"; description = "Does not build"; fails = true; };
    broken = mkPackage { pname = "broken-thing"; version = "0.1"; description = "Marked as broken"; flags.broken = true; };
    unfree = mkPackage { pname = "unfree-thing"; version = "1.0"; description = "Not free"; flags.unfree = true; };
    insecure = mkPackage { pname = "insecure-thing"; version = "1.0"; description = "Has a hole"; flags.insecure = true; };
    wrong-hash = derivation
      {
        name = "wrong-hash-1.0";
        inherit system;
        builder = "/bin/sh";
        args = [ "-c" "echo data > $out" ];
        outputHashMode = "flat";
        outputHashAlgo = "sha256";
        outputHash = "0000000000000000000000000000000000000000000000000000000000000000";
      } // { pname = "wrong-hash"; version = "1.0"; meta = { description = "Is not what was promised"; }; };
  };
in
catalogue // own
