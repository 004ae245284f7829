#!/usr/bin/env bash
# Runs the tests whose cases are made by chance, with other cases than every run has, and more of them. The seed is printed: with it they are the same again.
# usage: eng/properties.sh [TIMES [SEED]]      (ten times as many, a seed made by chance)
set -uo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
export FINK_PROPERTY_TIMES=${1:-10} FINK_PROPERTY_SEED=${2:-$((RANDOM << 15 | RANDOM))}
echo "properties: $FINK_PROPERTY_TIMES times as many cases, seed $FINK_PROPERTY_SEED"
code=0
for name in FinkTyped.Tests FinkTyped.Columns.Tests; do
  dotnet build "$root/tests/$name" -c Release --nologo -v q >&2 || exit 1
  dotnet "$root/tests/$name/bin/Release/net10.0/$name.dll" -trait Cases=Chance -noLogo -noColor || code=1
done
exit $code
