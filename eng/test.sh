#!/usr/bin/env bash
# Builds everything and runs all tests: the test projects, the check of the code's format, the site, and the packages as a user meets them.
# The last line of the output is the sum: N passed, N failed, N skipped. Exit code 0 only when nothing failed.
#
# Arguments: names of test projects to run nothing else, for example `eng/test.sh FinkTyped.Cli.Tests`.
set -uo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
results=$root/TestResults
source "$root/eng/steps.sh"
passed=0 failed=0 skipped=0

finish() {
  echo "$passed passed, $failed failed, $skipped skipped"
  [[ $failed -eq 0 ]]
  exit
}

# Runs a command that counts as one test, showing its output only where it fails.
check() {
  local name=$1
  shift
  if step "$name" "$@"; then
    echo "passed: $name ($took s)"
    passed=$((passed + 1))
  else
    echo "FAILED: $name"
    failed=$((failed + 1))
    return 1
  fi
}

# Adds what a line of the form "N passed, N failed, N skipped" says.
add() {
  if [[ $1 =~ ^([0-9]+)\ passed,\ ([0-9]+)\ failed,\ ([0-9]+)\ skipped$ ]]; then
    passed=$((passed + BASH_REMATCH[1])) failed=$((failed + BASH_REMATCH[2])) skipped=$((skipped + BASH_REMATCH[3]))
  else
    echo "FAILED: no count in '$1'"
    failed=$((failed + 1))
  fi
}

attribute() { sed -n "s/.*<assembly [^>]* $2=\"\([0-9]*\)\".*/\1/p" "$1" | head -1; }

# Runs the tests of one project and adds its counts; a project that crashes or hangs counts as a failed test.
run_project() {
  local name=$1 result=$results/$1.xml
  echo "== $name"
  rm -f "$result"
  local code=0
  step "$name" timeout --kill-after=30 1800 dotnet "$root/tests/$name/bin/Release/net10.0/$name.dll" -noLogo -noColor -xml "$result" || code=$?
  echo "$name: $took s"
  if [[ ! -s $result ]]; then
    echo "FAILED: $name ended with exit code $code and without results"
    failed=$((failed + 1))
    return
  fi

  local errors bad
  errors=$(attribute "$result" errors)
  bad=$(($(attribute "$result" failed) + ${errors:-0}))
  if [[ $code -ne 0 && $bad -eq 0 ]]; then bad=1; fi
  add "$(attribute "$result" passed) passed, $bad failed, $(attribute "$result" skipped) skipped"
}

mkdir -p "$results"
"$root/eng/test-tools.sh" >"$results/tools.txt" 2>&1 &
tools=$!
check "build" dotnet build "$root/FinkTyped.sln" -c Release --nologo -v q || finish
wait "$tools"
cat "$results/tools.txt"

if [[ $# -gt 0 ]]; then
  for name in "$@"; do run_project "$name"; done
  finish
fi

# The generator must be the one just built: without it the format check knows none of the generated types.
check "format" env Configuration=Release dotnet format "$root/FinkTyped.sln" --verify-no-changes --no-restore
for project in "$root"/tests/*.Tests/*.csproj; do run_project "$(basename "$project" .csproj)"; done
# What runs on systems without bash.
check "dotnet test finds the tests" dotnet test --project "$root/tests/FinkTyped.Pages.Tests" -c Release --no-build --list-tests
echo "== site"
# Restoring the tool, making the pages: half a minute. A feed that does not answer is no reason to wait for ever.
check "the site can be made and all its links lead somewhere" timeout --kill-after=10 600 "$root/eng/site.sh"
echo "== packages"
"$root/eng/package-test.sh" | tee "$results/packages.txt"
add "$(tail -1 "$results/packages.txt")"
finish
