#!/usr/bin/env bash
# Feeds bytes that lie to everything that reads bytes, for so many minutes, and counts what is found (there must be nothing).
# Real alerts cut short and changed in all the places first, then schemas, datums, files and messages made by chance until the time is up.
# usage: eng/fuzz.sh MINUTES [--seed N] [--threads N] [--only KIND,KIND...] [--round KIND/NUMBER]
#
# The seed is printed; with it, --round repeats a single round. What is found is saved under artifacts/fuzz. Exit code 1 where there is any.
set -uo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
dotnet build "$root/eng/fuzz" -c Release --nologo -v q >&2 || exit 1
dotnet "$root/eng/fuzz/bin/Release/net10.0/FinkTyped.Fuzz.dll" "${@:-30}"
code=$?
# A read outside of the bytes ends the process at once: what each thread was at stands in its file.
if [[ $code -gt 2 ]]; then
  echo "fuzz: the process ended with code $code in one of these rounds:"
  cat "$root"/artifacts/fuzz/thread-*.txt
  code=1
fi
exit $code
