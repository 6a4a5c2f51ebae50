import { expect, test } from 'vitest';
import { Attribute } from '#nix/attribute.ts';
import { optionMentions } from '#nix/configuration/option-mentions.ts';
import { packageMentions } from '#nix/configuration/package-mentions.ts';
import { OptionPath } from '#nix/names.ts';

const BY_HAND = `{ config, pkgs, lib, ... }:
# environment.systemPackages = [ pkgs.vim ];
let
  editors = with pkgs; [ vim "emacs" ]; /* pkgs.nano */
in {
  environment.systemPackages = with pkgs; [
    git # hello
    (firefox.override { cfg = hello; })
    gnomeExtensions.dash-to-dock
  ] ++ editors ++ (with pkgs.python3Packages; [ requests ]);
  environment.variables.EDITOR = "\${pkgs.neovim}/bin/nvim";
  environment.etc.note.text = ''
    pkgs.htop is not ''\${pkgs.htop}
  '';
  users.users.me.packages = [ pkgs.htop pkgs.unstable pkgs-unstable.zed-editor ];
  services.x.package = pkgs.hello;
  fonts.packages = [ hello ];
  nixpkgs.overlays = [ (self: super: { curl = super.curl; }) ];
}
`;

test.each<[attribute: string, lines: readonly [line: number, listed: boolean][]]>([
  ['vim', [[4, true]]],
  ['git', [[7, true]]],
  ['firefox', [[8, true]]],
  ['gnomeExtensions.dash-to-dock', [[9, true]]],
  ['python3Packages.requests', [[10, true]]],
  ['htop', [[15, true]]],
  ['zed-editor', [[15, true]]],
  ['hello', [[16, false]]],
  ['neovim', []],
  ['nano', []],
  ['emacs', []],
  ['curl', []],
  ['python3Packages.black', []],
  ['dash-to-dock', []],
])('%s is named on %j', (attribute, lines) => {
  expect(
    packageMentions(BY_HAND, Attribute.parse(attribute)).map(({ line, listed }) => [line, listed]),
  ).toEqual(lines);
});

const OPTIONS = `{ lib, config, ... }:
{
  # services.printing.enable = true;
  services.openssh.enable = true;
  services = {
    "printing".enable = lib.mkForce false;
    tailscale = { enable = true; extra = ''
      services.blueman.enable = true;
    ''; };
  };
  config = lib.mkIf (config.services.xserver.enable == true) {
    hardware.bluetooth = lib.mkMerge [ { enable = true; } { powerOnBoot = false; } ];
  };
  networking.\${"hostName"} = "a";
  networking = { inherit (x) hostName; firewall.allowedTCPPorts =
    [ 22 ];
  };
  services.redis.servers."".enable = true;
}
`;

test.each<[option: string, lines: readonly number[]]>([
  ['services.openssh.enable', [4]],
  ['services.printing.enable', [6]],
  ['services.tailscale.enable', [7]],
  ['services.blueman.enable', []],
  ['services.xserver.enable', []],
  ['hardware.bluetooth.enable', [12]],
  ['hardware.bluetooth.powerOnBoot', [12]],
  ['networking.hostName', []],
  ['networking.firewall.allowedTCPPorts', [15]],
  ['services.redis.servers."".enable', [18]],
])('%s is set on %j', (option, lines) => {
  expect(optionMentions(OPTIONS, OptionPath.parse(option))).toEqual(lines);
});
