#!/usr/bin/env bash
# Lets alerts flow through everything that can go wrong, for so many minutes, and counts those lost (there must be none).
# --calm lets nothing go wrong and shows that memory stays flat over so many alerts, a million where no number is given.
#
#   eng/soak.sh 30
#   eng/soak.sh --calm 1000000
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
if [[ $# -eq 0 ]]; then set -- 30; fi
exec dotnet run --project "$root/eng/soak" -c Release -- "$@"
