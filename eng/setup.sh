#!/usr/bin/env bash
# Provides librdkafka, the one thing `dotnet build` cannot fetch everywhere. Run it once per clone; again it does nothing.
#
# Where the package feed has librdkafka.redist, NuGet brings the library and nothing is done here. Where it has not, the same version is
# built from the source that the npm package of Confluent's JavaScript client carries, into .deps/librdkafka; Directory.Build.props sees it
# there, leaves the missing package out, and the build copies the library beside every output that needs it.
#
# FINK_LIBRDKAFKA=build builds without asking the feed; FINK_LIBRDKAFKA=feed trusts the feed without asking.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# librdkafka has the version number of the client that uses it.
version=$(sed -n 's/.*Include="Confluent.Kafka" Version="\([^"]*\)".*/\1/p' "$root/Directory.Packages.props")
source_package=@confluentinc/kafka-javascript@1.10.1
source_version=2.15.1
deps=$root/.deps
library=$deps/librdkafka/librdkafka.so
stamp=$deps/librdkafka.stamp

say() { echo "setup: $*" >&2; }

fail() {
  say "$*"
  exit 1
}

# The stamp holds where the library comes from and its version.
is_done() {
  [[ -f $stamp ]] || return 1
  case $(<"$stamp") in
    "feed $version") [[ ! -e $library ]] ;;
    "built $version") [[ -e $library ]] ;;
    *) return 1 ;;
  esac
}

feed_has_librdkafka() {
  local probe=$deps/probe result
  mkdir -p "$probe"
  echo '<Project />' | tee "$probe/Directory.Build.props" "$probe/Directory.Build.targets" "$probe/Directory.Packages.props" >/dev/null
  cat >"$probe/probe.csproj" <<PROJECT
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
  <ItemGroup><PackageReference Include="librdkafka.redist" Version="[$version]" /></ItemGroup>
</Project>
PROJECT
  dotnet restore "$probe/probe.csproj" --nologo -v q >"$probe/restore.log" 2>&1 && result=0 || result=1
  rm -rf "$probe"
  return $result
}

# Another worktree of this clone may have built it already.
borrow() {
  local tree
  while read -r tree; do
    if [[ $tree != "$root" && -e $tree/.deps/librdkafka/librdkafka.so && -f $tree/.deps/librdkafka.stamp ]] &&
      [[ $(<"$tree/.deps/librdkafka.stamp") == "built $version" ]]; then
      mkdir -p "$deps/librdkafka"
      cp "$tree/.deps/librdkafka/librdkafka.so" "$library.new" && mv "$library.new" "$library"
      return 0
    fi
  done < <(git -C "$root" worktree list --porcelain 2>/dev/null | sed -n 's/^worktree //p')
  return 1
}

install_build_tools() {
  local missing=()
  command -v make >/dev/null || missing+=(make)
  command -v gcc >/dev/null || missing+=(gcc libc6-dev)
  local header
  for header in openssl/ssl.h:libssl-dev zlib.h:zlib1g-dev zstd.h:libzstd-dev; do
    # Where there is no compiler yet, its headers are asked for too.
    if ! command -v gcc >/dev/null || ! echo "#include <${header%%:*}>" | gcc -E -x c - >/dev/null 2>&1; then missing+=("${header##*:}"); fi
  done
  [[ ${#missing[@]} -gt 0 ]] || return 0

  command -v apt-get >/dev/null || fail "librdkafka needs ${missing[*]} to be built: install them, then run this again"
  local sudo=()
  if [[ $(id -u) -ne 0 ]]; then
    command -v sudo >/dev/null || fail "librdkafka needs ${missing[*]} to be built: install them as root, then run this again"
    sudo=(sudo)
  fi
  say "installing ${missing[*]}"
  local log=$deps/apt.log
  local install=("${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${missing[@]}")
  "${install[@]}" >"$log" 2>&1 || { "${sudo[@]}" apt-get update >>"$log" 2>&1 && "${install[@]}" >>"$log" 2>&1; } || {
    tail -20 "$log" >&2
    fail "could not install ${missing[*]}"
  }
}

build() {
  [[ $(uname -s) == Linux ]] || fail "the package feed has no librdkafka.redist $version, and building it is only prepared for Linux"
  [[ $version == "$source_version" ]] || fail "$source_package holds librdkafka $source_version, not $version: update eng/setup.sh"
  command -v npm >/dev/null || fail "librdkafka's source is fetched with npm: install npm, then run this again"
  install_build_tools

  local work=$deps/build log=$deps/build.log
  rm -rf "$work"
  mkdir -p "$work" "$deps/librdkafka"
  say "building librdkafka $version (about a minute)"
  (
    cd "$work"
    npm pack --silent "$source_package"
    tar -xzf ./*.tgz package/deps/librdkafka
    cd package/deps/librdkafka
    ./configure --disable-gssapi --disable-curl
    make -C src -j"$(nproc)" librdkafka.so.1
    cp src/librdkafka.so.1 "$library.new"
    strip --strip-unneeded "$library.new" || true
  ) >"$log" 2>&1 || {
    tail -30 "$log" >&2
    fail "librdkafka could not be built: all of it is in $log"
  }
  mv "$library.new" "$library"
  rm -rf "$work"
}

is_done && exit 0
[[ -n $version ]] || fail "Directory.Packages.props names no version of Confluent.Kafka"
mkdir -p "$deps"

if [[ -e $library && ! -f $stamp ]]; then rm -f "$library"; fi
source=${FINK_LIBRDKAFKA:-}
if [[ $source == feed ]] || { [[ $source != build ]] && feed_has_librdkafka; }; then
  rm -rf "$deps/librdkafka"
  echo "feed $version" >"$stamp"
  say "the package feed has librdkafka.redist $version"
else
  borrow || build
  echo "built $version" >"$stamp"
  say "librdkafka $version is in .deps/librdkafka"
fi
