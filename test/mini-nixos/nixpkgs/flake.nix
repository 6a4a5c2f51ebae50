{
  description = "nixpkgs in miniature";
  outputs = { self }: {
    lib.nixosSystem = { modules, system ? "x86_64-linux" }: import ./nixos {
      inherit system;
      configuration.imports = modules;
    };
    legacyPackages.x86_64-linux = import ./. { system = "x86_64-linux"; };
  };
}
