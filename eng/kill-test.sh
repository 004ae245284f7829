#!/usr/bin/env bash
# Kills commands that save or show alerts far more often than the tests do, and looks whether each alert is on disk once. Arguments: how often each is killed
# (default 20), how many alerts there are (5000), and for how many seconds a stream goes on for each kill (5).
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
export FINK_TEST_KILLS=${1:-20} FINK_TEST_ALERTS=${2:-5000} FINK_TEST_SECONDS=${3:-5}
dotnet build "$root/tests/FinkTyped.Cli.Tests" -c Release --nologo -v q
exec dotnet "$root/tests/FinkTyped.Cli.Tests/bin/Release/net10.0/FinkTyped.Cli.Tests.dll" -class '*KillTests*' -noLogo -noColor -showLiveOutput
