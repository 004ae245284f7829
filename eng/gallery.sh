#!/usr/bin/env bash
# Makes the pictures of docs/gallery from simulated alerts: pages as a browser shows them, light curves and cutouts.
# Needs what eng/test-tools.sh installs.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
pictures=$root/docs/gallery
pages=$(mktemp -d)
trap 'rm -rf "$pages"' EXIT

dotnet build "$root/eng/gallery" -c Release --nologo -v q
dotnet "$root/eng/gallery/bin/Release/net10.0/FinkTyped.Gallery.dll" "$pages" "$pictures"
shot() { node "$root/eng/pages/screenshot.mjs" "$pages/$1.html" "$pictures/$2.png" "${@:3}"; }
shot ztf page-ztf 1280
shot lsst page-lsst-dark 1280 dark
shot solar-system page-solar-system 1280
shot lsst page-lsst-phone 390
shot index/index index 1280
shot index/index index-phone-dark 390 dark

dotnet build "$root/src/FinkTyped.Cli" -c Release --nologo -v q
dotnet "$root/src/FinkTyped.Cli/bin/Release/net10.0/fink.dll" dashboard --demo --rate 8 --listen 127.0.0.1:8478 >/dev/null &
server=$!
trap 'kill $server 2>/dev/null || true; rm -rf "$pages"' EXIT
for _ in $(seq 60); do curl -sf http://127.0.0.1:8478/ >/dev/null && break; sleep 1; done
sleep 20
node "$root/eng/pages/screenshot.mjs" http://127.0.0.1:8478/ "$pictures/dashboard.png" 1280
ls -l "$pictures"
