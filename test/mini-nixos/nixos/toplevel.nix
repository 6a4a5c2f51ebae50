# A system as activation finds it: the files of a NixOS toplevel, made of trivial derivations.
{ lib, config, system, build, specialisations }:
let
  inherit (builtins) attrNames concatStringsSep map readFile toString;
  inherit (config.system.nixos) tags version;
  inherit (config.mini) kernelVersion initInterface root;
  inherit (config.networking) hostName;
  label = concatStringsSep "-" (tags ++ [ version ]);
  revision = config.system.configurationRevision;
  release = (import ./data.nix).release;

  kernel = build {
    name = "linux-${kernelVersion}";
    script = ''
      mkdir -p $out/lib/modules/${kernelVersion}
      echo "kernel ${kernelVersion}" > $out/bzImage
      : > $out/lib/modules/${kernelVersion}/modules.dep
    '';
  };
  initrd = build { name = "initrd-linux-${kernelVersion}"; script = ''mkdir -p $out; echo "initrd ${kernelVersion}" > $out/initrd''; };
  systemd = build { name = "systemd-258"; script = ''mkdir -p $out/lib/systemd; echo systemd > $out/lib/systemd/systemd''; };
  units = import ./units.nix { inherit lib config build; };
  etc = import ./etc.nix { inherit lib config build units; };
  nixosVersion = import ./nixos-version.nix { inherit build version revision; nixpkgsRevision = release.revision; };
  sw = build {
    name = "system-path";
    env.paths = map toString (lib.unique config.environment.systemPackages ++ [ nixosVersion ]);
    script = ''
      mkdir -p $out/bin
      for path in $paths; do for program in $path/bin/*; do ln -sfn "$program" $out/bin/; done; done
    '';
  };
  # One line of JSON; `$out` and what specialisations say of themselves are filled in by the shell.
  bootspec = ''{"org.nixos.bootspec.v1":{"init":"$out/init","initrd":"${initrd}/initrd","kernel":"${kernel}/bzImage","kernelParams":["loglevel=4"],"label":"NixOS Mini ${label} (Linux ${kernelVersion})","system":"${system}","toplevel":"$out"},"org.nixos.specialisation.v1":{${concatStringsSep "," (map (name: ''"${name}":$(cat ${specialisations.${name}}/boot.json)'') (attrNames specialisations))}}}'';
in
build {
  name = "nixos-system-${hostName}-${label}";
  env = { activation = readFile ./switch-to-configuration.sh; passAsFile = [ "activation" ]; };
  script = ''
    mkdir -p $out/bin $out/specialisation
    printf '%s' "${label}" > $out/nixos-version
    printf 'systemd %s' "${toString initInterface}" > $out/init-interface-version
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
    ${concatStringsSep "\n" (map (name: "ln -s ${specialisations.${name}} $out/specialisation/${name}") (attrNames specialisations))}
    echo "${builtins.replaceStrings [ "\"" ] [ "\\\"" ] bootspec}" > $out/boot.json
    for program in activate dry-activate; do printf '#!/bin/sh\nexit 0\n' > $out/$program; done
    sed -e "s|@root@|${root}|g" -e "s|@toplevel@|$out|g" "$activationPath" > $out/bin/switch-to-configuration
    chmod +x $out/activate $out/dry-activate $out/bin/switch-to-configuration
  '';
}
