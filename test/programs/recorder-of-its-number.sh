#!/bin/sh
# Tells its process number as two samples, then keeps silent until it is killed.
octal() { printf '\\%03o' "$(($1 % 256))"; }
printf "$(octal $$)$(octal $(($$ / 256)))$(octal $(($$ / 65536)))\\000"
exec sleep 600
