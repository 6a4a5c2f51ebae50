# What is beside this file as JSON, read once in an evaluation however often the system is evaluated in it.
let
  read = file: builtins.fromJSON (builtins.readFile file);
in
{
  # Options by the parts of their paths, and services with the options that enable them.
  settings = read ./table.json;
  packages = read ./packages.json;
  # Version and revision of this nixpkgs, and versions of packages that differ from the catalogue's.
  release = read ./release.json;
  # Where the machine is on the disk.
  root = read ./root.json;
}
