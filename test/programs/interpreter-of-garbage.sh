#!/bin/sh
# A Python that is none: prints what is no answer, and waits.
echo 'Python 2.7, at your service'
exec sleep 30
