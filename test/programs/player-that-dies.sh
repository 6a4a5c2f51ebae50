#!/bin/sh
echo "no such sink" >&2
exit 1
