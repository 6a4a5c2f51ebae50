# A derivation that is in the store already, as an expression: so that nix-instantiate makes a root for it.
{ derivation }: import derivation
