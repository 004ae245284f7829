#!/usr/bin/env bash
# Writes the public API of the packages into text files beside each project: PublicAPI.Shipped.txt is what the last release had,
# PublicAPI.Unshipped.txt what is new or gone since. Run it after a change of the API, and read the difference.
# --ship moves what is new to what is shipped, as a release does.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
source "$root/eng/steps.sh"
header='#nullable enable'
said=$(mktemp)
trap 'rm -f "$said"' EXIT

# What is in the files, each line once and in one order.
lines() { cat "$@" | grep -v -e "^$header$" -e '^$' | LC_ALL=C sort -u || true; }

# The compiler tells what the text files do not have, and what they have too much.
build() { dotnet msbuild "$root/eng/package/Packages.proj" -nologo -v:q -tl:off -t:Build -p:RunAnalyzers=true -p:TreatWarningsAsErrors=false >"$said"; }

projects=()
for project in "$root"/src/*/*.csproj; do
  grep -q '<PackAsTool>true' "$project" || projects+=("$project")
done

for project in "${projects[@]}"; do
  folder=$(dirname "$project")
  [[ -f $folder/PublicAPI.Shipped.txt ]] || echo "$header" >"$folder/PublicAPI.Shipped.txt"
  if [[ ${1:-} == --ship ]]; then
    gone=$(lines "$folder/PublicAPI.Unshipped.txt" | sed -n 's/^\*REMOVED\*//p')
    { echo "$header"; lines "$folder"/PublicAPI.*.txt | grep -v '^\*REMOVED\*' | grep -vxF -- "${gone:-$header}" || true; } >"$folder/shipped"
    mv "$folder/shipped" "$folder/PublicAPI.Shipped.txt"
  fi
  echo "$header" >"$folder/PublicAPI.Unshipped.txt"
done
[[ ${1:-} == --ship ]] && exit

step "fetching what the check needs" dotnet restore "$root/FinkTyped.sln" --nologo -v q
step "asking the compiler" build || { cat "$said"; exit 1; }
for project in "${projects[@]}"; do
  folder=$(dirname "$project")
  {
    echo "$header"
    {
      sed -n "s|.*RS0016: Symbol '\(.*\)' is not part of the declared public API .*/$(basename "$project")\]$|\1|p" "$said"
      sed -n "s|.*RS0017: Symbol '\(.*\)' is part of the declared API, but .*/$(basename "$project")\]$|*REMOVED*\1|p" "$said"
    } | LC_ALL=C sort -u
  } >"$folder/unshipped"
  mv "$folder/unshipped" "$folder/PublicAPI.Unshipped.txt"
  echo "$(basename "$project" .csproj): $(lines "$folder/PublicAPI.Shipped.txt" | wc -l) shipped, $(lines "$folder/PublicAPI.Unshipped.txt" | wc -l) new or gone"
done
