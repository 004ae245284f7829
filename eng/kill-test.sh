#!/usr/bin/env bash
# Kills saving commands far more often than the tests do, and looks whether each alert is on disk once. Arguments: how often each is killed (default 200).
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
export FINK_TEST_KILLS=${1:-200}
dotnet build "$root/tests/FinkTyped.Cli.Tests" -c Release --nologo -v q
exec dotnet "$root/tests/FinkTyped.Cli.Tests/bin/Release/net10.0/FinkTyped.Cli.Tests.dll" -class '*KillTests*' -noLogo -noColor -showLiveOutput
