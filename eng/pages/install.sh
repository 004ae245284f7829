#!/usr/bin/env bash
# Installs what the tests of pages need: Chromium (on Debian, where it is absent), playwright-core and axe-core.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
if ! command -v chromium >/dev/null && ! command -v chromium-browser >/dev/null && ! command -v google-chrome >/dev/null; then
  apt-get install -y --no-install-recommends chromium fonts-dejavu-core
fi
npm install --no-audit --no-fund --ignore-scripts
