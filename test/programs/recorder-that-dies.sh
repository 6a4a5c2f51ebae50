#!/bin/sh
echo "cannot open the microphone" >&2
exit 1
