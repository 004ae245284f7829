#!/usr/bin/env bash
# Measures. --quick: every operation beside its floor in about three minutes, one table, each target met or missed; a number after it is
# the seconds to take. --consumer: only the consumer. --archive [MB [OPERATION…]]: files of alerts, against merely reading them; 250 takes two
# minutes, and 2000,1000 makes the archive of LSST larger than that of ZTF. Anything else goes to BenchmarkDotNet: without arguments it runs the whole suite.
#
#   eng/bench.sh --quick
#   eng/bench.sh --quick 30 reject-late view-all
#   eng/bench.sh --filter '*Decode*'
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
project=$root/benchmarks/FinkTyped.Benchmarks

dotnet build "$project" -c Release -v q --nologo >&2
if [[ $# -eq 0 ]]; then set -- --filter '*'; fi
exec dotnet run -c Release --no-build --project "$project" -- "$@"
