#!/bin/sh
head -c 6400 /dev/zero
echo "the microphone was unplugged" >&2
exit 1
