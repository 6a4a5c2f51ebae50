# A unit for each service that is on, as `system-units` of a NixOS.
{ lib, config, build }:
let
  inherit (builtins) concatStringsSep elem filter map toFile toString;
  services = (import ./data.nix).settings.services;
  isOn = service: lib.attrByPath service.option false config == true;
  text = { unit, description, ... }: ''
    [Unit]
    Description=${description}
    [Service]
    ExecStart=/run/current-system/sw/bin/${unit}
    ${if elem unit config.mini.failingUnits then "X-Mini-Fails=yes" else "X-Mini-Fails=no"}
    X-Mini-Edition=${toString config.mini.unitsEdition}
    [Install]
    WantedBy=multi-user.target
  '';
  on = filter isOn services;
in
build {
  name = "system-units";
  script = ''
    mkdir -p $out
    ${concatStringsSep "\n" (map (service: "cp ${toFile "unit-${service.unit}.service" (text service)} $out/${service.unit}.service") on)}
  '';
}
