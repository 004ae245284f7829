#!/usr/bin/env bash
# Lets alerts flow through everything that can go wrong, for so many minutes, and counts those lost (there must be none).
# Memory must stay flat, too. The brokers are librdkafka's mock, which ends the process by an assertion (rdkafka_mock_cgrp.c, member_add) when a
# consumer reconnects while it is joining: such an end says nothing about the consumer, and the run is to be repeated.
# usage: eng/soak.sh MINUTES
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
"$root/eng/setup.sh"
exec dotnet run --project "$root/eng/soak" -c Release -- "${1:-30}"
