# Reads what ask-nix says of this machine. Import it once, in configuration.nix:
#
#     imports = [ ./ask-nix.nix ];
#
# What ask-nix changes is `ask-nix.json` beside this file, which is data and no code; this file stays as it is, and so do
# yours. Without `ask-nix.json` nothing is added.
#
# Packages and the elements of lists are added to yours. Anything else of yours counts before what ask-nix says (priority
# 900), and that counts before defaults (1000, 1500).
{ lib, pkgs, ... }:
let
  file = ./ask-nix.json;
  said = if builtins.pathExists file then lib.importJSON file else { version = 1; };
  managed =
    if said.version or null == 1 then said
    else throw "ask-nix: ${toString file} is not of version 1, which is the one that ask-nix.nix reads";

  # `services.redis.servers."".enable` has five parts.
  parts = path: map
    (part: builtins.replaceStrings [ "\"" ] [ "" ] (builtins.head part))
    (builtins.filter builtins.isList (builtins.split "(\"[^\"]*\"|[^\".]+)" path));

  package = name: lib.attrByPath (parts name) (throw "ask-nix: unknown package '${name}'") pkgs;

  option = path: value:
    if !(lib.elem path allowed) then throw "ask-nix: option '${path}' is not one that ask-nix sets"
    else lib.setAttrByPath (parts path) (if builtins.isList value then value else lib.mkOverride 900 value);

  # The options and services that ask-nix knows; `npm run allowed-options` writes them.
  allowed = [
    "boot.kernelParams" "boot.loader.grub.useOSProber" "boot.loader.systemd-boot.configurationLimit"
    "boot.loader.systemd-boot.editor" "boot.loader.systemd-boot.memtest86.enable" "boot.loader.timeout"
    "boot.plymouth.enable" "boot.supportedFilesystems" "boot.tmp.cleanOnBoot" "boot.tmp.useTmpfs" "console.font"
    "console.keyMap" "console.useXkbConfig" "documentation.dev.enable" "documentation.enable"
    "documentation.man.enable" "documentation.nixos.enable" "fonts.enableDefaultPackages" "fonts.fontDir.enable"
    "fonts.fontconfig.antialias" "fonts.fontconfig.enable" "fonts.fontconfig.subpixel.rgba"
    "hardware.bluetooth.enable" "hardware.bluetooth.powerOnBoot" "hardware.bluetooth.settings.General.Experimental"
    "hardware.cpu.amd.updateMicrocode" "hardware.cpu.intel.updateMicrocode" "hardware.enableAllFirmware"
    "hardware.enableRedistributableFirmware" "hardware.graphics.enable" "hardware.graphics.enable32Bit"
    "hardware.i2c.enable" "hardware.keyboard.qmk.enable" "hardware.ledger.enable"
    "hardware.logitech.wireless.enable" "hardware.nvidia-container-toolkit.enable"
    "hardware.nvidia.modesetting.enable" "hardware.nvidia.open" "hardware.openrazer.enable"
    "hardware.opentabletdriver.enable" "hardware.sane.enable" "hardware.sensor.iio.enable"
    "hardware.steam-hardware.enable" "hardware.xone.enable" "hardware.xpadneo.enable" "i18n.defaultLocale"
    "i18n.extraLocaleSettings.LC_MEASUREMENT" "i18n.extraLocaleSettings.LC_MONETARY"
    "i18n.extraLocaleSettings.LC_NUMERIC" "i18n.extraLocaleSettings.LC_PAPER" "i18n.extraLocaleSettings.LC_TIME"
    "i18n.inputMethod.enable" "i18n.inputMethod.type" "location.provider" "networking.domain"
    "networking.enableIPv6" "networking.firewall.allowPing" "networking.firewall.allowedTCPPorts"
    "networking.firewall.allowedUDPPorts" "networking.firewall.enable" "networking.firewall.logRefusedConnections"
    "networking.hostName" "networking.modemmanager.enable" "networking.nameservers"
    "networking.networkmanager.enable" "networking.networkmanager.wifi.backend"
    "networking.networkmanager.wifi.macAddress" "networking.networkmanager.wifi.powersave"
    "networking.nftables.enable" "networking.useDHCP" "networking.wireguard.enable" "networking.wireless.enable"
    "networking.wireless.iwd.enable" "nix.channel.enable" "nix.daemonCPUSchedPolicy" "nix.enable"
    "nix.gc.automatic" "nix.gc.dates" "nix.optimise.automatic" "nix.settings.auto-optimise-store"
    "nix.settings.cores" "nix.settings.experimental-features" "nix.settings.http-connections"
    "nix.settings.keep-derivations" "nix.settings.keep-outputs" "nix.settings.max-jobs" "nix.settings.warn-dirty"
    "nixpkgs.config.allowBroken" "nixpkgs.config.allowUnfree" "nixpkgs.config.cudaSupport"
    "powerManagement.cpuFreqGovernor" "powerManagement.enable" "powerManagement.powertop.enable"
    "programs.adb.enable" "programs.appimage.enable" "programs.bash.completion.enable"
    "programs.command-not-found.enable" "programs.coolercontrol.enable" "programs.direnv.enable"
    "programs.firefox.enable" "programs.firejail.enable" "programs.fish.enable" "programs.gamemode.enable"
    "programs.gamescope.enable" "programs.gnupg.agent.enable" "programs.hyprland.enable"
    "programs.kdeconnect.enable" "programs.localsend.enable" "programs.mosh.enable" "programs.neovim.defaultEditor"
    "programs.niri.enable" "programs.nix-index.enable" "programs.nix-ld.enable" "programs.noisetorch.enable"
    "programs.obs-studio.enableVirtualCamera" "programs.ssh.startAgent" "programs.starship.enable"
    "programs.steam.enable" "programs.steam.gamescopeSession.enable"
    "programs.steam.localNetworkGameTransfers.openFirewall" "programs.steam.remotePlay.openFirewall"
    "programs.sway.enable" "programs.virt-manager.enable" "programs.wireshark.enable" "programs.xwayland.enable"
    "programs.zsh.autosuggestions.enable" "programs.zsh.enable" "programs.zsh.ohMyZsh.enable"
    "programs.zsh.syntaxHighlighting.enable" "security.apparmor.enable" "security.auditd.enable"
    "security.doas.enable" "security.pam.u2f.enable" "security.polkit.enable" "security.rtkit.enable"
    "security.sudo-rs.enable" "security.sudo.wheelNeedsPassword" "security.tpm2.enable"
    "services.adguardhome.enable" "services.audiobookshelf.enable" "services.auto-cpufreq.enable"
    "services.automatic-timezoned.enable" "services.avahi.enable" "services.avahi.nssmdns4"
    "services.blueman.enable" "services.brltty.enable" "services.btrfs.autoScrub.enable" "services.caddy.enable"
    "services.calibre-web.enable" "services.chrony.enable" "services.clamav.daemon.enable"
    "services.cloudflare-warp.enable" "services.code-server.enable" "services.cron.enable" "services.deluge.enable"
    "services.desktopManager.cosmic.enable" "services.desktopManager.gnome.enable"
    "services.desktopManager.plasma6.enable" "services.displayManager.autoLogin.enable"
    "services.displayManager.autoLogin.user" "services.displayManager.defaultSession"
    "services.displayManager.enable" "services.displayManager.gdm.autoSuspend" "services.displayManager.gdm.enable"
    "services.displayManager.ly.enable" "services.displayManager.sddm.autoNumlock"
    "services.displayManager.sddm.enable" "services.dnsmasq.enable" "services.earlyoom.enable"
    "services.espanso.enable" "services.esphome.enable" "services.fail2ban.enable" "services.flatpak.enable"
    "services.forgejo.enable" "services.fprintd.enable" "services.fstrim.enable" "services.fstrim.interval"
    "services.fwupd.enable" "services.geoclue2.enable" "services.gitea.enable"
    "services.gnome.gnome-keyring.enable" "services.gnome.gnome-remote-desktop.enable" "services.grafana.enable"
    "services.gvfs.enable" "services.hardware.bolt.enable" "services.hardware.openrgb.enable"
    "services.home-assistant.enable" "services.httpd.enable" "services.immich.enable" "services.influxdb2.enable"
    "services.ipp-usb.enable" "services.jellyfin.enable" "services.jenkins.enable" "services.k3s.enable"
    "services.libinput.enable" "services.libinput.mouse.accelProfile" "services.libinput.mouse.leftHanded"
    "services.libinput.mouse.naturalScrolling" "services.libinput.touchpad.disableWhileTyping"
    "services.libinput.touchpad.naturalScrolling" "services.libinput.touchpad.scrollMethod"
    "services.libinput.touchpad.tapping" "services.locate.enable" "services.logind.settings.Login.HandleLidSwitch"
    "services.logind.settings.Login.HandleLidSwitchDocked"
    "services.logind.settings.Login.HandleLidSwitchExternalPower" "services.logind.settings.Login.HandlePowerKey"
    "services.logind.settings.Login.IdleAction" "services.matrix-synapse.enable" "services.memcached.enable"
    "services.minecraft-server.enable" "services.mongodb.enable" "services.mosquitto.enable" "services.mpd.enable"
    "services.mullvad-vpn.enable" "services.murmur.enable" "services.mysql.enable" "services.navidrome.enable"
    "services.nextcloud.enable" "services.nfs.server.enable" "services.nginx.enable" "services.node-red.enable"
    "services.ollama.enable" "services.open-webui.enable" "services.openssh.enable" "services.openssh.openFirewall"
    "services.openssh.ports" "services.openssh.settings.PasswordAuthentication"
    "services.openssh.settings.PermitRootLogin" "services.openssh.settings.X11Forwarding" "services.orca.enable"
    "services.paperless.enable" "services.pcscd.enable" "services.pipewire.alsa.enable"
    "services.pipewire.alsa.support32Bit" "services.pipewire.enable" "services.pipewire.jack.enable"
    "services.pipewire.pulse.enable" "services.plex.enable" "services.postfix.enable" "services.postgresql.enable"
    "services.power-profiles-daemon.enable" "services.printing.cups-pdf.enable" "services.printing.enable"
    "services.prometheus.enable" "services.prometheus.exporters.node.enable" "services.pulseaudio.enable"
    "services.qemuGuest.enable" "services.rabbitmq.enable" "services.radarr.enable" "services.ratbagd.enable"
    "services.redis.servers.\"\".enable" "services.redshift.enable" "services.resolved.dnsovertls"
    "services.resolved.enable" "services.samba-wsdd.enable" "services.samba.enable"
    "services.shairport-sync.enable" "services.smartd.enable" "services.sonarr.enable" "services.speechd.enable"
    "services.sunshine.enable" "services.syncthing.enable" "services.tailscale.enable"
    "services.tailscale.useRoutingFeatures" "services.thermald.enable" "services.timesyncd.enable"
    "services.tlp.enable" "services.tlp.settings.START_CHARGE_THRESH_BAT0"
    "services.tlp.settings.STOP_CHARGE_THRESH_BAT0" "services.tor.enable" "services.touchegg.enable"
    "services.traefik.enable" "services.transmission.enable" "services.udisks2.enable" "services.unbound.enable"
    "services.unclutter.enable" "services.upower.enable" "services.uptime-kuma.enable" "services.usbguard.enable"
    "services.usbmuxd.enable" "services.vaultwarden.enable" "services.vsftpd.enable" "services.xrdp.enable"
    "services.xserver.autoRepeatDelay" "services.xserver.autoRepeatInterval"
    "services.xserver.desktopManager.cinnamon.enable" "services.xserver.desktopManager.lxqt.enable"
    "services.xserver.desktopManager.mate.enable" "services.xserver.desktopManager.xfce.enable"
    "services.xserver.displayManager.lightdm.enable" "services.xserver.dpi" "services.xserver.enable"
    "services.xserver.videoDrivers" "services.xserver.wacom.enable" "services.xserver.windowManager.awesome.enable"
    "services.xserver.windowManager.i3.enable" "services.xserver.xautolock.enable"
    "services.xserver.xautolock.time" "services.xserver.xkb.layout" "services.xserver.xkb.options"
    "services.xserver.xkb.variant" "services.zerotierone.enable" "services.zigbee2mqtt.enable"
    "system.autoUpgrade.allowReboot" "system.autoUpgrade.dates" "system.autoUpgrade.enable"
    "system.autoUpgrade.operation" "systemd.targets.sleep.enable" "time.hardwareClockInLocalTime" "time.timeZone"
    "virtualisation.docker.autoPrune.enable" "virtualisation.docker.enable" "virtualisation.docker.enableOnBoot"
    "virtualisation.docker.rootless.enable" "virtualisation.incus.enable" "virtualisation.libvirtd.enable"
    "virtualisation.podman.dockerCompat" "virtualisation.podman.enable" "virtualisation.spiceUSBRedirection.enable"
    "virtualisation.virtualbox.guest.enable" "virtualisation.virtualbox.host.enable"
    "virtualisation.vmware.guest.enable" "virtualisation.waydroid.enable" "xdg.portal.enable" "zramSwap.enable"
    "zramSwap.memoryPercent"
  ];

  # What this system was told, for who goes back to it later, and by which store path each package is there.
  record = {
    version = 1;
    packages = lib.genAttrs (managed.packages or [ ]) (name: "${package name}");
    options = managed.options or { };
  };
in
{
  config = lib.mkMerge (
    [{
      environment.systemPackages = map package (managed.packages or [ ]);
      environment.etc."ask-nix/managed.json".text = builtins.toJSON record;
    }]
    ++ lib.mapAttrsToList option (managed.options or { })
  );
}
