#!/usr/bin/env bash
# Writes docs/guides/command-options.md: each command of `fink` with its options. Run it after a change of them, and read the difference.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
dotnet build "$root/tests/FinkTyped.Cli.Tests" -c Release --nologo -v q
FINK_TEST_WRITE=1 exec dotnet "$root/tests/FinkTyped.Cli.Tests/bin/Release/net10.0/FinkTyped.Cli.Tests.dll" -class '*OptionsPageTests' -noLogo -noColor
