#!/usr/bin/env bash
# Compiles the command natively and runs a part of its tests with it. Arguments: classes of tests; those that read files by default.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
output=$root/artifacts/native
rid=$(dotnet --info | sed -n 's/^ *RID: *//p' | head -1)
command -v clang >/dev/null || compiler=-p:CppCompilerAndLinker=gcc
dotnet publish "$root/src/FinkTyped.Cli" -c Release -r "$rid" --nologo -v q -p:NativeTool=true ${compiler:-} -o "$output"
dotnet build "$root/tests/FinkTyped.Cli.Tests" -c Release --nologo -v q
classes=()
for name in "${@:-CatCommandTests CatFilesTests CatFilterTests SchemaCommandTests AuthCommandTests TransferCommandTests}"; do
  for class in $name; do classes+=(-class "*$class"); done
done
export FINK_TEST_COMMAND=$output/fink
exec dotnet "$root/tests/FinkTyped.Cli.Tests/bin/Release/net10.0/FinkTyped.Cli.Tests.dll" "${classes[@]}" -noLogo -noColor
