# Written by hand: no program may ever write this file.
{ config, pkgs, ... }:
{
  imports = [ ./hardware-configuration.nix ./ask-nix.nix ];

  networking.hostName = "mini";
  # A comment to stumble over: environment.systemPackages = [ ];
  environment.systemPackages = [ pkgs.coreutils pkgs.git ];
  services.openssh.enable = true;
}
