# `/etc` of a system. Options of the tables that start no unit are seen in `etc/mini/options.json`.
{ lib, config, build, units }:
let
  inherit (config.system.nixos) version;
  files = config.environment.etc;
  # As NixOS has it, each is a derivation that is told its text.
  written = name: text: build {
    name = "etc-" + builtins.replaceStrings [ "/" ] [ "-" ] name;
    env = { inherit text; passAsFile = [ "text" ]; };
    script = ''cp "$textPath" $out'';
  };
  copy = name: { text }: ''
    mkdir -p "$(dirname "$out/etc/${name}")"
    cp ${written name text} "$out/etc/${name}"
  '';
  set = tree: at: builtins.mapAttrs (name: below: if below ? row then at.${name} else set below at.${name}) tree;
in
build {
  name = "etc";
  env = {
    options = builtins.toJSON (set (import ./data.nix).settings.options config);
    passAsFile = [ "options" ];
  };
  script = ''
    mkdir -p $out/etc/systemd $out/etc/mini
    ln -s ${units} $out/etc/systemd/system
    cp "$optionsPath" $out/etc/mini/options.json
    printf '%s\n' ID=nixos NAME=NixOS 'VERSION="${version} (Mini)"' 'VERSION_ID="26.05"' \
      'PRETTY_NAME="NixOS 26.05 (Mini)"' > $out/etc/os-release
    echo "${config.networking.hostName}" > $out/etc/hostname
    ${builtins.concatStringsSep "\n" (lib.mapAttrsToList copy files)}
  '';
}
