# ask-nix on NixOS: for now the root helper, which lets members of a group change the system by the few verbs that it knows.
#
#     services.ask-nix.helper = { enable = true; users = [ "alice" ]; };
#
# Who is in the group `ask-nix` can switch generations, build what the configuration of root says and what `ask-nix.json`
# adds to it, start and stop services, and restart the machine where that would bring something new; each such call is told in
# /var/log/ask-nix/helper.jsonl, and what was only asked or refused in helper-asked.jsonl.
{ config, lib, pkgs, ... }:
let
  cfg = config.services.ask-nix.helper;
  settings = (pkgs.formats.json { }).generate "ask-nix-helper.json" (
    {
      places.configuration = cfg.configuration;
      activationLimitMs = cfg.activationMinutes * 60 * 1000;
      environment = {
        # nix, git for flakes, systemd-run and systemctl, setsid and flock, and ss, which tells whose process connects.
        PATH = lib.makeBinPath [
          config.nix.package
          pkgs.gitMinimal
          config.systemd.package
          pkgs.util-linux
          pkgs.iproute2
          pkgs.coreutils
          pkgs.gnutar
          pkgs.xz
          pkgs.gzip
        ];
        # Whose channels these are; only the link to them is written there.
        HOME = "/root";
        XDG_CACHE_HOME = "/var/cache/ask-nix-helper";
        # The store itself is written by the daemon alone.
        NIX_REMOTE = "daemon";
        LC_ALL = "C.UTF-8";
        NIX_PATH = lib.concatStringsSep ":" config.nix.nixPath;
      };
    }
    // lib.optionalAttrs (cfg.host != null) { inherit (cfg) host; }
  );
in
{
  options.services.ask-nix.helper = {
    enable = lib.mkEnableOption "the root helper of ask-nix";

    package = lib.mkOption {
      type = lib.types.package;
      description = "The ask-nix that the helper is part of.";
    };

    users = lib.mkOption {
      type = lib.types.listOf lib.types.str;
      default = [ ];
      example = [ "alice" ];
      description = "Who may ask the helper: they become members of the group `ask-nix`.";
    };

    configuration = lib.mkOption {
      type = lib.types.path;
      default = "/etc/nixos";
      description = ''
        The folder of `configuration.nix` or `flake.nix`. All of it has to belong to root, and nobody else may be able to
        write it: the helper refuses to build anything else.
      '';
    };

    host = lib.mkOption {
      type = lib.types.nullOr lib.types.str;
      default = null;
      description = "Which of the flake's systems this machine is, if that is not its host name.";
    };

    activationMinutes = lib.mkOption {
      type = lib.types.ints.between 1 45;
      default = 20;
      description = ''
        For so long an activation is waited for. One that takes longer hangs, as a rule at a unit that does not stop: it goes
        on, is told, and until it is over the helper only starts and stops services.
      '';
    };
  };

  config = lib.mkIf cfg.enable {
    users.groups.ask-nix.members = cfg.users;
    systemd.tmpfiles.rules = [ "d /root/.nix-defexpr 0755 root root -" ];

    systemd.sockets.ask-nix-helper = {
      description = "Socket of the root helper of ask-nix";
      wantedBy = [ "sockets.target" ];
      socketConfig = {
        ListenStream = "/run/ask-nix/helper.sock";
        SocketUser = "root";
        SocketGroup = "ask-nix";
        SocketMode = "0660";
        DirectoryMode = "0755";
        Accept = false;
      };
    };

    systemd.services.ask-nix-helper = {
      description = "Root helper of ask-nix";
      requires = [ "ask-nix-helper.socket" ];
      after = [ "ask-nix-helper.socket" "nix-daemon.socket" ];
      # It has to survive the switch that it makes. It ends by itself when it is idle, and the next is a new one.
      restartIfChanged = false;
      stopIfChanged = false;
      serviceConfig = {
        ExecStart = "${lib.getExe pkgs.nodejs_24} ${cfg.package}/bin/ask-nix-helper serve ${settings} --handed-socket";
        # Activations are units of their own: ending the helper ends none.
        KillMode = "control-group";
        TimeoutStopSec = 10;
        StateDirectory = "ask-nix-helper";
        StateDirectoryMode = "0700";
        LogsDirectory = "ask-nix";
        LogsDirectoryMode = "0700";
        CacheDirectory = "ask-nix-helper";
        UMask = "0077";

        CapabilityBoundingSet = [
          "CAP_CHOWN"
          "CAP_DAC_OVERRIDE"
          "CAP_DAC_READ_SEARCH"
          "CAP_FOWNER"
          "CAP_KILL"
          "CAP_SYS_PTRACE"
        ];
        NoNewPrivileges = true;
        ProtectSystem = "strict";
        # `nix-channel --update` makes its link in .nix-defexpr anew each time, and fails where it cannot.
        ReadWritePaths = [ cfg.configuration "/nix/var/nix" "/root/.nix-defexpr" ];
        ProtectHome = "read-only";
        PrivateTmp = true;
        PrivateDevices = true;
        ProtectClock = true;
        ProtectHostname = true;
        ProtectControlGroups = true;
        ProtectKernelLogs = true;
        ProtectKernelModules = true;
        ProtectKernelTunables = true;
        RestrictNamespaces = true;
        RestrictRealtime = true;
        RestrictSUIDSGID = true;
        LockPersonality = true;
        SystemCallArchitectures = "native";
        SystemCallFilter = [ "@system-service" ];
        # The helper speaks to sockets of this machine only. Nix fetches the inputs of a configuration itself.
        RestrictAddressFamilies = [ "AF_UNIX" "AF_INET" "AF_INET6" "AF_NETLINK" ];
      };
    };
  };
}
