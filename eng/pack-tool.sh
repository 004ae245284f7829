#!/usr/bin/env bash
# Makes packages of the command for each platform, in artifacts/tool or the folder that is the argument: FinkTyped.Cli, which names the others, one for each
# platform with its librdkafka alone, and a portable one for all other platforms.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
output=${1:-$root/artifacts/tool}
rm -rf "$output"
export CI=true
dotnet pack "$root/src/FinkTyped.Cli" -c Release --nologo -v q -p:PackPlatforms=true -o "$output"
ls "$output"
