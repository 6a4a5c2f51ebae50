# mini-nixos: a NixOS-shaped system closure made of trivial derivations.
# Builder = /bin/sh (+ coreutils from the host, so: sandbox = false). No network, no nixpkgs.
# Attributes mirror `import <nixpkgs/nixos> {}`:  config.system.build.toplevel, config, options-ish, pkgs.
#   nix-build default.nix -A config.system.build.toplevel --arg configuration ./configuration.nix
{ configuration ? <nixos-config>
, system ? "x86_64-linux"
, extraPackages ? 0            # N generated packages, only to give `nix search` something to chew on
}:
let
  inherit (builtins) attrNames concatLists concatStringsSep elem foldl' filter genList hasAttr head
    isAttrs isFunction isList isString length listToAttrs map readFile toJSON toString;
  concatMapStr = sep: f: xs: concatStringsSep sep (map f xs);
  unique = foldl' (acc: x: if elem x acc then acc else acc ++ [ x ]) [ ];

  # ------------------------------------------------------------------ packages
  drv = { name, script, env ? { }, outputs ? [ "out" ] }: derivation ({
    inherit name system outputs;
    builder = "/bin/sh";
    args = [ "-euc" ("export PATH=/usr/bin:/bin\n" + script) ];
    preferLocalBuild = true;
    allowSubstitutes = false;
  } // env);

  # phases are announced the way stdenv does it, so that --log-format internal-json emits setPhase results
  phase = p: ''echo '@nix { "action": "setPhase", "phase": "${p}" }' >&2'';

  mkPkg = { pname, version, description ? "", programs ? [ pname ], delay ? 0, deps ? [ ], fail ? false, broken ? false }:
    let
      base = drv {
        name = "${pname}-${version}";
        env = { inherit pname version; deps = map toString deps; };
        script = ''
          ${phase "unpackPhase"}
          echo "unpacking ${pname}"
          ${phase "buildPhase"}
          i=0; while [ $i -lt ${toString delay} ]; do i=$((i+1)); echo "[$i/${toString delay}] compiling ${pname}" >&2; sleep 0.2; done
          ${if fail then ''echo "error: ${pname}.c:42: undeclared identifier 'frobnicate'" >&2; exit 2'' else ""}
          ${phase "installPhase"}
          mkdir -p $out/bin $out/share/doc/${pname}
          for p in ${concatStringsSep " " programs}; do
            printf '#!/bin/sh\necho "%s"\n' "${pname} ${version}" > $out/bin/$p; chmod +x $out/bin/$p
          done
          echo "$deps" > $out/share/doc/${pname}/deps
        '';
      };
    in base // {
      inherit pname version;
      meta = { inherit description broken; available = !broken; mainProgram = head (programs ++ [ pname ]); };
      type = "derivation";
    };

  basePkgs = rec {
    coreutils = mkPkg { pname = "coreutils"; version = "9.8"; description = "GNU Core Utilities"; programs = [ "ls" "cat" ]; };
    hello = mkPkg { pname = "hello"; version = "2.12.2"; description = "Program that produces a familiar, friendly greeting"; };
    firefox = mkPkg { pname = "firefox"; version = "144.0"; description = "Web browser built from Firefox source tree"; deps = [ coreutils ]; };
    firefox-esr = mkPkg { pname = "firefox"; version = "140.4.0esr"; description = "Web browser built from Firefox Extended Support Release source tree"; };
    vim = mkPkg { pname = "vim"; version = "9.1.1869"; description = "Most popular clone of the VI editor"; programs = [ "vim" "vi" ]; };
    neovim = mkPkg { pname = "neovim"; version = "0.11.5"; description = "Vim text editor fork focused on extensibility and agility"; programs = [ "nvim" ]; };
    git = mkPkg { pname = "git"; version = "2.51.2"; description = "Distributed version control system"; };
    htop = mkPkg { pname = "htop"; version = "3.4.1"; description = "Interactive process viewer"; };
    ripgrep = mkPkg { pname = "ripgrep"; version = "15.1.0"; description = "Utility that combines the usability of The Silver Searcher with the raw speed of grep"; programs = [ "rg" ]; };
    vlc = mkPkg { pname = "vlc"; version = "3.0.21"; description = "Cross-platform media player and streaming server"; };
    slow = mkPkg { pname = "slow"; version = "1.0"; description = "Takes a few seconds to build (progress tests)"; delay = 10; };
    slower = mkPkg { pname = "slower"; version = "1.0"; description = "Depends on slow (progress tests)"; delay = 5; deps = [ slow ]; };
    failing = mkPkg { pname = "failing"; version = "0.1"; description = "Always fails to build (error tests)"; fail = true; };
    broken = mkPkg { pname = "broken-thing"; version = "0.1"; description = "Marked broken (eval error tests)"; broken = true; };
    # a fixed-output derivation with a wrong hash: "hash mismatch" error class
    wrong-hash = (derivation {
      name = "wrong-hash-1.0"; inherit system; builder = "/bin/sh"; args = [ "-c" "echo data > $out" ];
      outputHashMode = "flat"; outputHashAlgo = "sha256";
      outputHash = "0000000000000000000000000000000000000000000000000000000000000000";
    }) // { pname = "wrong-hash"; version = "1.0"; meta.description = "Fixed-output derivation with a wrong hash"; };
  };
  generated = listToAttrs (genList
    (i: { name = "pkg-${toString i}"; value = mkPkg { pname = "pkg-${toString i}"; version = "1.${toString i}"; description = "Generated package number ${toString i}"; }; })
    extraPackages);
  pkgs = basePkgs // generated;

  # ------------------------------------------------------------------ a 40-line module system
  # semantics kept: imports, lists concatenate, attrsets merge, equal scalars merge, unequal scalars conflict, unknown options fail.
  loadModule = m:
    let
      v = if isAttrs m || isFunction m then m else import m;
      val = if isFunction v then v { inherit pkgs config lib; } else v;
      file = if isAttrs m || isFunction m then "<inline>" else toString m;
      body = removeAttrs val [ "imports" ];
    in [ { inherit file body; } ] ++ concatLists (map loadModule (val.imports or [ ]));
  lib = { inherit unique; getPkg = n: if hasAttr n pkgs then pkgs.${n} else throw "attribute '${n}' missing"; };
  merge = path: a: b:
    if isList a.v && isList b.v then { v = a.v ++ b.v; inherit (b) f; }
    else if isAttrs a.v && isAttrs b.v && !(a.v ? type && a.v.type == "derivation") then
      { f = b.f; v = foldl' (acc: k: acc // { ${k} = if hasAttr k acc then (merge "${path}.${k}" { v = acc.${k}; f = a.f; } { v = b.v.${k}; f = b.f; }).v else b.v.${k}; }) a.v (attrNames b.v); }
    else if a.v == b.v then a
    else throw "The option `${path}' has conflicting definition values:\n- In `${a.f}': ${toJSON a.v}\n- In `${b.f}': ${toJSON b.v}\nUse `lib.mkForce value` or `lib.mkDefault value` to change the priority on any of these definitions.";
  known = [ "networking" "system" "environment" "services" "boot" "specialisation" "mini" "users" "time" "hardware" "programs" "virtualisation" "i18n" "console" "powerManagement" "security" "fonts" "zramSwap" "nix" "nixpkgs" "location" "swapDevices" "sound" "xdg" "documentation" "i18n" "qt" ];
  modules = loadModule configuration;
  merged = foldl' (acc: m: foldl'
      (acc2: k:
        if !(elem k known) then throw "The option `${k}' does not exist. Definition values:\n- In `${m.file}': ${toJSON (attrNames m.body)}"
        else acc2 // { ${k} = if hasAttr k acc2 then merge k acc2.${k} { v = m.body.${k}; f = m.file; } else { v = m.body.${k}; f = m.file; }; })
      acc (attrNames m.body))
    { } modules;
  cfgRaw = builtins.mapAttrs (_: x: x.v) merged;

  get = path: default: let go = ps: a: if ps == [ ] then a else if isAttrs a && hasAttr (head ps) a then go (builtins.tail ps) a.${head ps} else default; in go path cfgRaw;
  hostName = get [ "networking" "hostName" ] "mini";
  version = get [ "system" "nixos" "version" ] "26.05.20260101.abcdef0";
  tags = get [ "system" "nixos" "tags" ] [ ];
  label = concatStringsSep "-" (tags ++ [ version ]);
  revision = get [ "system" "configurationRevision" ] null;
  kernelVersion = get [ "boot" "kernelVersion" ] "6.12.57";
  systemdVersion = get [ "boot" "initInterface" ] "2";
  root = get [ "mini" "root" ] "/tmp/mini-nixos-root";
  services = get [ "services" ] { };
  specialisations = get [ "specialisation" ] { };
  systemPackages = unique (get [ "environment" "systemPackages" ] [ ]);
  check = p: if p.meta.broken or false then throw "Package ‘${p.name}’ in ${toString ./default.nix} is marked as broken, refusing to evaluate." else p;

  kernel = drv { name = "linux-${kernelVersion}"; script = ''
      mkdir -p $out/lib/modules/${kernelVersion}; echo "kernel ${kernelVersion}" > $out/bzImage; echo > $out/lib/modules/${kernelVersion}/modules.dep''; };
  initrd = drv { name = "initrd-linux-${kernelVersion}"; script = ''mkdir -p $out; echo "initrd ${kernelVersion}" > $out/initrd''; };
  systemd = drv { name = "systemd-258"; script = ''mkdir -p $out/lib/systemd; echo systemd > $out/lib/systemd/systemd''; };

  nixosVersion = drv { name = "nixos-version"; script = ''
      mkdir -p $out/bin
      cat > $out/bin/nixos-version <<'EOF'
      #!/bin/sh
      case "''${1:-}" in
        --json) printf '{"nixosVersion":"%s","configurationRevision":"%s"}\n' "${version}" "${toString revision}" ;;
        --configuration-revision) ${if revision == null then ''echo "$0: configuration revision is unknown" >&2; exit 1'' else ''echo "${revision}"''} ;;
        --hash|--revision) echo abcdef0 ;;
        *) echo "${version} (Mini)" ;;
      esac
      EOF
      sed -i 's/^      //' $out/bin/nixos-version; chmod +x $out/bin/nixos-version''; };

  sw = drv { name = "system-path"; env = { paths = map toString (map check (systemPackages) ++ [ nixosVersion ]); }; script = ''
      mkdir -p $out/bin
      for p in $paths; do for b in $p/bin/*; do ln -sfn $b $out/bin/; done; done''; };

  units = drv { name = "system-units"; script = ''
      mkdir -p $out
      ${concatMapStr "\n" (n: let s = services.${n}; in if s.enable or false then ''printf '[Unit]\nDescription=%s\n[Service]\nExecStart=%s\n%s\n' "${n}" "/bin/${n}" "${if s.fail or false then "X-MiniFail=1" else ""} X-Rev=${toString (s.rev or 0)}" > $out/${n}.service'' else ":") (attrNames services)}''; };
  etc = drv { name = "etc"; script = ''
      mkdir -p $out/etc/systemd
      ln -s ${units} $out/etc/systemd/system
      printf 'ID=nixos\nNAME=NixOS\nVERSION="${version} (Mini)"\nVERSION_ID="26.05"\nPRETTY_NAME="NixOS 26.05 (Mini)"\n' > $out/etc/os-release
      echo "${hostName}" > $out/etc/hostname''; };

  mkToplevel = { spec ? null, children ? { } }: drv {
    name = "nixos-system-${hostName}-${label}${if spec == null then "" else "-" + spec}";
    env = { stc = readFile ./switch-to-configuration.sh; passAsFile = [ "stc" ]; };
    script = ''
      mkdir -p $out/bin $out/specialisation
      printf '%s' "${label}" > $out/nixos-version
      printf 'systemd %s' "${systemdVersion}" > $out/init-interface-version
      printf '%s' "${system}" > $out/system
      printf '%s' "loglevel=4" > $out/kernel-params
      ln -s ${kernel}/bzImage $out/kernel
      ln -s ${initrd}/initrd $out/initrd
      ln -s ${kernel} $out/kernel-modules
      ln -s ${etc}/etc $out/etc
      ln -s ${sw} $out/sw
      ln -s ${systemd} $out/systemd
      ln -s ${systemd} $out/firmware
      cp ${systemd}/lib/systemd/systemd $out/init
      : > $out/extra-dependencies
      ${concatMapStr "\n" (n: "ln -s ${children.${n}} $out/specialisation/${n}") (attrNames children)}
      printf '{"org.nixos.bootspec.v1":{"init":"%s/init","initrd":"%s","kernel":"%s","kernelParams":["loglevel=4"],"label":"NixOS Mini %s (Linux %s)","system":"%s","toplevel":"%s"},"org.nixos.specialisation.v1":{}}' \
        $out ${initrd}/initrd ${kernel}/bzImage "${label}" "${kernelVersion}" "${system}" $out > $out/boot.json
      for a in activate dry-activate; do printf '#!/bin/sh\nexit 0\n' > $out/$a; chmod +x $out/$a; done
      sed -e "s|@root@|${root}|g" -e "s|@toplevel@|$out|g" "$stcPath" > $out/bin/switch-to-configuration
      chmod +x $out/bin/switch-to-configuration
    '';
  };
  toplevel = mkToplevel { children = builtins.mapAttrs (n: _: mkToplevel { spec = n; }) specialisations; };

  rebuildStub = drv { name = "nixos-rebuild"; script = ''mkdir -p $out/bin; printf '#!/bin/sh\nexec nixos-rebuild-ng "$@"\n' > $out/bin/nixos-rebuild; chmod +x $out/bin/nixos-rebuild''; };

  config = cfgRaw // {
    networking = { inherit hostName; };
    system = { build = { inherit toplevel; nixos-rebuild = rebuildStub; }; nixos = { inherit label version; }; configurationRevision = revision; };
    environment = { inherit systemPackages; };
  };
in
{ inherit config pkgs; options = { }; system = toplevel; }
