#!/usr/bin/env bash
# Looks at the dashboard in Chromium for so many minutes while simulated alerts come at a rate, and says what it cost. Needs what
# eng/test-tools.sh installs.
#
#   eng/dashboard-run.sh 300 10              300 alerts a second through a broker, which is stopped and started meanwhile, for 10 minutes
#   eng/dashboard-run.sh 300 10 --tabs 10    looked at by ten pages
#   eng/dashboard-run.sh 3000 10 --direct    told by the program that serves the page, without a broker between
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
"$root/eng/test-tools.sh" >&2
for project in src/FinkTyped.Cli eng/dashboard; do dotnet build "$root/$project" -c Release --nologo -v q >&2; done
exec dotnet "$root/eng/dashboard/bin/Release/net10.0/FinkTyped.DashboardRun.dll" "$root" "$@"
