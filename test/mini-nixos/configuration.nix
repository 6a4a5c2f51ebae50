# Written by hand: nothing may ever rewrite this file.
{ config, pkgs, ... }:
{
  imports = [ ./ask-nix.nix ./mini.nix ];
  networking.hostName = "mini";
  # a comment to trip over: environment.systemPackages = [ ];
  environment.systemPackages = [ pkgs.coreutils pkgs.git ];
  services.openssh.enable = true;
}
