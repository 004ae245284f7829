#!/usr/bin/env bash
# Compiles the command natively, in artifacts/native, and runs its tests with what comes out. A warning about trimming fails it, but for those of the two packages
# that FinkTyped.Cli.csproj tells of. Arguments: classes of tests; all that run the command by default, but for those of hundreds of kills.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
source "$root/eng/steps.sh"
output=$root/artifacts/native
said=$(mktemp)
trap 'rm -f "$said"' EXIT
rid=$(dotnet --info | sed -n 's/^ *RID: *//p' | head -1)
command -v clang >/dev/null || compiler=-p:CppCompilerAndLinker=gcc
rm -rf "$output"
publish() { dotnet publish "$root/src/FinkTyped.Cli" -c Release -r "$rid" --nologo -v q -tl:off -p:NativeTool=true ${compiler:-} -o "$output" >"$said" || { cat "$said"; return 1; }; }

step "compiling natively, which takes a minute or two" publish
if grep -E 'warning|error' "$said" | grep -vE "IL(2104|3053): Assembly '(Confluent\.Kafka|Parquet)' produced"; then
  echo "a warning that nobody has looked at" >&2
  exit 1
fi
step "building the tests" dotnet build "$root/tests/FinkTyped.Cli.Tests" -c Release --nologo -v q
classes=()
for name in "$@"; do classes+=(-class "*$name"); done
[[ $# -gt 0 ]] || classes=(-class- '*KillTests' -class- '*PublicValueTests')
FINK_TEST_COMMAND=$output/fink exec dotnet "$root/tests/FinkTyped.Cli.Tests/bin/Release/net10.0/FinkTyped.Cli.Tests.dll" "${classes[@]}" -noLogo -noColor
