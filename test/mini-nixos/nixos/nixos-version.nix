# The program `nixos-version`, with the line of JSON in it that NixOS's own has.
{ build, version, revision, nixpkgsRevision }:
let
  known = if revision == null then "" else ''"configurationRevision":"${revision}",'';
in
build {
  name = "nixos-version";
  env = {
    program = ''
      #!/bin/sh
      case "''${1:-}" in
        --hash|--revision)
          echo "${nixpkgsRevision}"
          ;;
        --configuration-revision)
          ${if revision == null then ''echo "$0: configuration revision is unknown" >&2; exit 1'' else ''echo "${revision}"''}
          ;;
        --json)
          cat <<EOF
      {${known}"nixosVersion":"${version}","nixpkgsRevision":"${nixpkgsRevision}"}
      EOF
          ;;
        *)
          echo "${version} (Mini)"
          ;;
      esac
    '';
    passAsFile = [ "program" ];
  };
  script = ''
    mkdir -p $out/bin
    cp "$programPath" $out/bin/nixos-version
    chmod +x $out/bin/nixos-version
  '';
}
