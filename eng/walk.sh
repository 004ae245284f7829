#!/usr/bin/env bash
# The way of somebody who has nothing but the SDK: clone, demonstration, packages, a first program of the README's words. Each step is timed, and looked at for
# silence; home, package cache and settings are empty folders. Argument: what to clone (this repository).
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
from=${1:-$root}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export HOME=$work/home DOTNET_CLI_HOME=$work/home NUGET_PACKAGES=$work/packages DOTNET_NOLOGO=1
# What a session set before is not there on a fresh machine.
unset CI MSBUILDDISABLENODEREUSE UseSharedCompilation RunAnalyzers 2>/dev/null || true
mkdir "$HOME"
figures=()

milliseconds() { echo $(($(date +%s%N) / 1000000)); }

# Runs a step, and says how long it took and how long it said nothing at the longest.
walk() {
  local what=$1 began code=0
  shift
  echo "== $what"
  began=$(milliseconds)
  # Each line with the time; the last one says when all was over.
  { "$@" 2>&1; code=$?; echo; exit "$code"; } | while IFS= read -r line; do echo "$(milliseconds) $line"; done | tee "$work/said" | sed -u 's/^[0-9]* //' || code=$?
  figures+=("$(awk -v what="$what" -v began="$began" '{ if (NR == 1) last = began; if ($1 - last > quiet) quiet = $1 - last; last = $1 }
    END { printf "| %s | %.0f s | %.0f s |", what, (last - began) / 1000, quiet / 1000 }' "$work/said")")
  return "${code:-0}"
}

first_program() {
  local package
  mkdir MyAlerts && cd MyAlerts && dotnet new console --no-restore && dotnet new nugetconfig || return 1
  dotnet nuget add source "$work/clone/artifacts/packages" --name FinkTyped || return 1
  for package in FinkTyped.Kafka FinkTyped.Surveys FinkTyped.Simulation; do dotnet add package "$package" || return 1; done
  # The program of "getting started".
  awk '/^```csharp$/ { inside = 1; next } /^```/ { if (inside) exit } inside' "$work/clone/docs/guides/getting-started.md" >Program.cs
  dotnet run
}

cd "$work"
walk "git clone" git clone --progress "$from" clone
walk "eng/demo.sh" clone/eng/demo.sh
walk "eng/pack.sh" clone/eng/pack.sh
walk "a first program" first_program
echo
echo "| Step | Time | Longest silence |"
echo "|---|---:|---:|"
printf '%s\n' "${figures[@]}"
