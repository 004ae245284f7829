#!/usr/bin/env bash
# Lets alerts flow through everything that can go wrong, for so many minutes, and counts those lost (there must be none).
# usage: eng/soak.sh MINUTES
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
"$root/eng/setup.sh"
exec dotnet run --project "$root/eng/soak" -c Release -- "${1:-30}"
