#!/usr/bin/env bash
# Releases in one command, or in its steps.
#
#   eng/release.sh rehearse 0.2.0       the whole in a clone, onto a feed that is a folder, and a program that uses it: nothing else changes
#   eng/release.sh release 0.2.0 FEED   prepare, test, commit, tag, pack, publish; NUGET_API_KEY is the key of the feed
#
#   eng/release.sh prepare 0.2.0        the texts alone: version, changelog, diagnostics and public API that are shipped from now on
#   eng/release.sh publish FEED FOLDER  the packages in a folder, symbols with them
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
source "$root/eng/steps.sh"
props=$root/eng/package/Package.props

fail() { echo "$*" >&2; exit 1; }

current() { sed -n 's:.*<Version>\(.*\)</Version>.*:\1:p' "$props"; }

require_version() { [[ ${1:-} =~ ^[0-9]+\.[0-9]+\.[0-9]+(-[0-9A-Za-z.-]+)?$ ]] || fail "'${1:-}' is no version such as 0.2.0 or 0.2.0-rc.1"; }

prepare() {
  local version=$1 old today file
  require_version "$version"
  old=$(current)
  today=$(date -u +%Y-%m-%d)
  awk '/^## \[Unreleased\]/ { inside = 1; next } /^## / { inside = 0 } inside && NF { found = 1 } END { exit !found }' "$root/CHANGELOG.md" ||
    fail "CHANGELOG.md names nothing under [Unreleased]"
  grep -q "^## \[$version\]" "$root/CHANGELOG.md" && fail "CHANGELOG.md has $version already"
  sed -i "s:^## \[Unreleased\]:## [Unreleased]\n\n## [$version] - $today:" "$root/CHANGELOG.md"
  sed -i "s:<Version>$old</Version>:<Version>$version</Version>:" "$props"
  # What users copy: PackageReference, #:package, #r and --version.
  for file in README.md src/*/README.md docs/*.md docs/guides/*.md samples/*.* samples/*/*.*proj; do
    [[ -f $root/$file ]] || continue
    sed -i -E "s/(Include=\"FinkTyped[A-Za-z.]*\" Version=\"|FinkTyped[A-Za-z.]*@|nuget: FinkTyped[A-Za-z.]*, |FinkTyped.Cli --version )${old//./\\.}/\1$version/" "$root/$file"
  done
  ship_diagnostics "$version"
  "$root/eng/api.sh" --ship
}

# New rules of the generator become those of this release.
ship_diagnostics() {
  local folder=$root/generators/FinkTyped.Generators
  grep -q '^FINK' "$folder/AnalyzerReleases.Unshipped.md" || return 0
  { printf '\n## Release %s\n' "${1%%-*}"; sed '1,/^$/d' "$folder/AnalyzerReleases.Unshipped.md" | sed '1s/^/\n/'; } >>"$folder/AnalyzerReleases.Shipped.md"
  sed -i '/^$/,$d' "$folder/AnalyzerReleases.Unshipped.md"
}

publish() {
  local feed=$1 folder=$2 version packages
  version=$(current)
  packages=("$folder"/*."$version".nupkg)
  [[ -f ${packages[0]} ]] || fail "$folder has no packages of $version"
  # Symbols go along; what is there from an attempt before is passed over where the feed can tell.
  dotnet nuget push "$folder/*.$version.nupkg" --source "$feed" ${NUGET_API_KEY:+--api-key "$NUGET_API_KEY"} --skip-duplicate
  echo "${#packages[@]} packages of $version are on $feed"
}

release() {
  local version=$1 feed=$2
  require_version "$version"
  [[ -z $(git -C "$root" status --porcelain) ]] || fail "commit first"
  git -C "$root" rev-parse -q --verify "refs/tags/v$version" >/dev/null && fail "v$version is there already"
  prepare "$version"
  ${3:-"$root/eng/test.sh"}
  git -C "$root" commit -qam "Release $version"
  git -C "$root" tag -a "v$version" -m "FinkTyped $version"
  "$root/eng/pack.sh" --platforms
  publish "$feed" "$root/artifacts/packages"
  echo "git push --follow-tags, and $version is out"
}

# The same in a clone, without the tests, which run anyway; then somebody who has never seen this uses the packages.
rehearse() {
  local version=$1 work
  require_version "$version"
  work=$(mktemp -d)
  git clone -q "$root" "$work/clone"
  mkdir "$work/feed" "$work/user"
  "$work/clone/eng/release.sh" release-untested "$version" "$work/feed"
  cat >"$work/user/NuGet.config" <<CONFIG
<configuration><packageSources><add key="rehearsal" value="$work/feed" /></packageSources></configuration>
CONFIG
  cat >"$work/user/first.cs" <<PROGRAM
#:package FinkTyped.Surveys@$version
#:package FinkTyped.Simulation@$version
#:property PublishAot=false
Console.WriteLine(new FinkTyped.Simulation.ZtfSimulator(seed: 1).Next());
PROGRAM
  (cd "$work/user" && export NUGET_PACKAGES=$work/cache && dotnet run first.cs &&
    dotnet tool install FinkTyped.Cli --version "$version" --tool-path "$work/tools" && "$work/tools/fink" demo --alerts 3)
  git -C "$work/clone" log --oneline --decorate -1
  git -C "$work/clone" show --stat --format= HEAD
  rm -rf "$work"
}

case ${1:-} in
  prepare) prepare "${2:-}" ;;
  publish) publish "${2:?a feed}" "${3:-$root/artifacts/packages}" ;;
  release) release "${2:-}" "${3:?a feed}" ;;
  release-untested) release "${2:-}" "${3:?a feed}" true ;;
  rehearse) rehearse "${2:-$(current)}" ;;
  *) sed -n '2,9s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" ;;
esac
