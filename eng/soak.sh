#!/usr/bin/env bash
# Lets alerts flow through everything that can go wrong, for so many minutes, and counts those lost (there must be none).
# A second number is how many partitions the topic has, 12 where there is none; a third is how many messages a second are published, 2000.
# --calm lets nothing go wrong and shows that memory stays flat over so many alerts, a million where no number is given.
# --scale shows how 1, 2 and 4 processes of a group share a topic: alerts of so many bytes in so many partitions.
# FINK_TEST_BOOTSTRAP=host:port (FINK_TEST_USERNAME and FINK_TEST_PASSWORD) runs all of it against that broker; what goes wrong there (restarts) is then
# up to you.
#
#   eng/soak.sh 30
#   eng/soak.sh 30 100
#   eng/soak.sh 30 100 400
#   eng/soak.sh --calm 1000000
#   eng/soak.sh --scale 20000 300 12
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
if [[ $# -eq 0 ]]; then set -- 30; fi
exec dotnet run --project "$root/eng/soak" -c Release -- "$@"
