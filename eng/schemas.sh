#!/usr/bin/env bash
# Compiles every Avro schema in a folder, with warnings as errors, alone or together with the files that it refers to; prints what is refused and why,
# and the counts. Argument: the folder.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
export FINKTYPED_SCHEMAS=${1:?a folder with schemas}
dotnet build "$root/tests/FinkTyped.Generators.Tests" -c Release --nologo -v q
exec dotnet "$root/tests/FinkTyped.Generators.Tests/bin/Release/net10.0/FinkTyped.Generators.Tests.dll" -class '*SchemaFolderTests' -showLiveOutput -noLogo -noColor
