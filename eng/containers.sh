#!/usr/bin/env bash
# Reads Avro containers with fink and with another implementation (avsc, for Node.js), and compares every value; prints what differs, what either
# refuses and why, and the counts. Arguments: files or folders.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
[[ $# -gt 0 ]] || { echo "usage: eng/containers.sh FILE-OR-FOLDER..." >&2; exit 2; }
dotnet build "$root/src/FinkTyped.Cli" -c Release --nologo -v q >&2
(cd "$root/eng/peers" && npm install --silent --no-audit --no-fund --no-package-lock >&2)
exec node "$root/eng/peers/containers.mjs" dotnet "$root/src/FinkTyped.Cli/bin/Release/net10.0/fink.dll" -- "$@"
