#!/usr/bin/env bash
# Installs what some tests need beyond packages, where it is missing: Chromium with playwright-core and axe-core, which look at pages, and
# astropy with healpy, whose values are compared. Tests that miss them are skipped with a message, so nothing here is fatal: what fails, or
# takes longer than FINK_TOOLS_SECONDS (240 by default) altogether, is told and left out.
#
# Debian and its kin only (apt-get, as root or with sudo); elsewhere whatever is there is used.
set -uo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
deadline=$((SECONDS + ${FINK_TOOLS_SECONDS:-240}))

within() {
  local left=$((deadline - SECONDS))
  [[ $left -gt 0 ]] && timeout --kill-after=10 "$left" "$@"
}

has_browser() {
  [[ -n ${CHROMIUM:-} ]] || command -v chromium || command -v chromium-browser || command -v google-chrome
}

has_astropy() { /usr/bin/python3 -c 'import astropy, healpy' || python3 -c 'import astropy, healpy'; }

has_scripts() { [[ -d $root/eng/pages/node_modules/playwright-core && -d $root/eng/pages/node_modules/axe-core ]]; }

# apt-get FILES… in two steps: a download may take its time or fail, unpacking must not be interrupted.
apt() {
  command -v apt-get || return
  local sudo=()
  [[ $(id -u) -eq 0 ]] || sudo=(sudo -n)
  local get=("${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -y --no-install-recommends -o DPkg::Lock::Timeout=60 -o Acquire::Retries=1 -o Acquire::http::Timeout=20)
  within "${get[@]}" install --download-only "$@" || { within "${get[@]}" update && within "${get[@]}" install --download-only "$@"; } || return
  "${get[@]}" install "$@"
}

# get WHAT CHECK COMMAND…: runs the command where the check fails, and says so where that does not help.
get() {
  local what=$1 check=$2 log
  shift 2
  "$check" >/dev/null 2>&1 && return
  log=$(mktemp)
  "$@" >"$log" 2>&1
  if "$check" >/dev/null 2>&1; then
    echo "installed: $what"
  else
    echo "not installed: $what; tests that need it are skipped ($(grep -v '^$' "$log" | tail -1))"
  fi
  rm -f "$log"
}

get "Chromium" has_browser apt chromium fonts-dejavu-core
get "playwright-core and axe-core" has_scripts within npm install --prefix "$root/eng/pages" --no-audit --no-fund --ignore-scripts --fetch-retries 1 --fetch-timeout 20000
get "astropy and healpy" has_astropy apt python3-astropy python3-healpy
exit 0
