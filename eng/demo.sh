#!/usr/bin/env bash
# An embedded Kafka broker, simulated alerts of both surveys, and the typed consumer: no network, ends by itself.
# Arguments go to `fink demo`, for example: eng/demo.sh --survey lsst --alerts 50
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
source "$root/eng/steps.sh"
step "building the fink command" dotnet build "$root/src/FinkTyped.Cli/FinkTyped.Cli.csproj" -c Release --nologo -v q
exec dotnet "$root/src/FinkTyped.Cli/bin/Release/net10.0/fink.dll" demo "$@"
