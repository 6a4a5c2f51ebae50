#!/bin/sh
# Its child keeps the pipes open when it is gone.
sleep 5 &
head -c 6400 /dev/zero
wait
