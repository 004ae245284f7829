#!/usr/bin/env bash
# Writes the public API of the packages into PublicAPI.Shipped.txt (what a release has) and PublicAPI.Unshipped.txt (what is new since), beside each
# project: run it after a change of the API, and read the difference. --ship moves what is new to what is shipped, as a release does.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
source "$root/eng/steps.sh"

# The lines of both files, each once, below the line that says that nullable types are told apart.
merge() { { echo '#nullable enable'; cat "$@" | grep -v '^#nullable enable$' | LC_ALL=C sort -u; } | sed '/^$/d'; }

for project in "$root"/src/*/*.csproj; do
  grep -q '<PackAsTool>true' "$project" && continue
  folder=$(dirname "$project")
  for kind in Shipped Unshipped; do [[ -f $folder/PublicAPI.$kind.txt ]] || echo '#nullable enable' >"$folder/PublicAPI.$kind.txt"; done
  if [[ ${1:-} == --ship ]]; then
    merge "$folder"/PublicAPI.*.txt >"$folder/shipped" && mv "$folder/shipped" "$folder/PublicAPI.Shipped.txt"
    echo '#nullable enable' >"$folder/PublicAPI.Unshipped.txt"
    continue
  fi

  step "$(basename "$project" .csproj)" dotnet restore "$project" --nologo -v q
  Configuration=Release step "  its public API" dotnet format analyzers "$project" --no-restore --diagnostics RS0016 RS0017 RS0037 --severity warn
  # In one order, whoever writes them.
  for kind in Shipped Unshipped; do merge "$folder/PublicAPI.$kind.txt" >"$folder/sorted" && mv "$folder/sorted" "$folder/PublicAPI.$kind.txt"; done
done
