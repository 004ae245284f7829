#!/usr/bin/env bash
# Makes the packages, in artifacts/packages or the folder that is the argument: byte for byte the same on every machine with the same SDK.
# The version is the one in eng/package/Package.props.
# --platforms, as a release does: of the command one package for each platform with its librdkafka alone, and a portable one for all others, beside the
# one that names them; without it a portable one alone.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
source "$root/eng/steps.sh"
platforms=
if [[ ${1:-} == --platforms ]]; then platforms=1; shift; fi
output=${1:-$root/artifacts/packages}
rm -rf "$output"
mkdir -p "$output"
output=$(cd "$output" && pwd)
# Paths of this machine stay out of the assemblies.
export CI=true
# The time in the packages is that of the commit; of sources without a history, always the same.
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git -C "$root" log -1 --format=%ct 2>/dev/null || echo 1767225600)}
export SOURCE_DATE_EPOCH
pack_the_command() { rm "$output"/FinkTyped.Cli.*; dotnet pack "$root/src/FinkTyped.Cli" -c Release --nologo -v q -p:PackPlatforms=true -o "$output"; }
packages() { dotnet msbuild "$root/eng/package/Packages.proj" -nologo -v:q "$@"; }
# What is internal stays out of the documentation that ships.
trim_documentation() {
  mapfile -t assemblies < <(ls "$root"/src/*/bin/Release/net10.0/FinkTyped*.xml | awk -F/ '$NF == $(NF-4) ".xml"' | sed 's/xml$/dll/')
  dotnet run --file "$root/eng/package/public-docs.cs" -- "${assemblies[@]}"
}

step "fetching the packages that are used" dotnet restore "$root/FinkTyped.sln" --nologo -v q
step "building" packages -t:Build
step "taking what is internal out of the documentation" trim_documentation
step "packing" packages -t:Pack "-p:PackageOutputPath=$output/"
if [[ -n $platforms ]]; then step "packing the command for each platform" pack_the_command; fi
ls "$output"
