#!/bin/sh
# Make .venv with the Python that is named, else with the first one here that can run the archive.
set -eu

new_enough='import sys; sys.exit(sys.version_info < (3, 11))'
python=${1:-}

if [ -z "$python" ]; then
    for candidate in python3 python3.13 python3.12 python3.11; do
        if "$candidate" -c "$new_enough" 2>/dev/null; then
            python=$candidate
            break
        fi
    done
fi
if [ -z "$python" ]; then
    echo "The archive needs Python 3.11 or newer, and none was found. Install one, or name it: make run PYTHON=/path/to/python3" >&2
    exit 1
fi
if ! command -v "$python" >/dev/null; then
    echo "There is no Python called $python. Name another: make run PYTHON=/path/to/python3" >&2
    exit 1
fi
if ! "$python" -c "$new_enough"; then
    echo "$python is $("$python" --version 2>&1); the archive needs 3.11 or newer. Name another: make run PYTHON=/path/to/python3" >&2
    exit 1
fi
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    echo "$python has no venv module. On Debian and Ubuntu, install python3-venv; elsewhere, name another Python: make run PYTHON=/path/to/python3" >&2
    exit 1
fi

if ! "$python" -m venv .venv; then
    rm -rf .venv
    exit 1
fi
