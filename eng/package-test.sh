#!/usr/bin/env bash
# Packs what is published and uses it as a user would, outside the repository: a program with its own schema file, the README's and the guides'
# code, the samples, trimmed and native programs, and the fink tool. The last line of the output is N passed, N failed, N skipped.
set -uo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
feed=$root/artifacts/packages
work=$(mktemp -d)
trap '[[ -n $stream ]] && kill "$stream"; rm -rf "$work"' EXIT
passed=0 failed=0 skipped=0
rid=$(dotnet --info | sed -n 's/^ *RID: *//p' | head -1)
stream=

# A cache of its own, so that no package of the same version packed before hides this one.
export NUGET_PACKAGES=$work/cache

source "$root/eng/steps.sh"
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

finish() {
  echo "$passed passed, $failed failed, $skipped skipped"
  [[ $failed -eq 0 ]]
  exit
}

skip() {
  echo "skipped: $1: $2"
  skipped=$((skipped + 1))
}

# The build in the repository uses the usual cache.
pack() { env -u NUGET_PACKAGES "$root/eng/pack.sh" "$feed"; }

for part in "$root"/eng/package/tests/*.sh; do source "$part"; done

# A folder with nothing of this repository above it but the feed.
new_project() {
  local folder=$work/$1 packages=$2
  mkdir -p "$folder"
  cat >"$folder/$1.csproj" <<PROJECT
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net10.0</TargetFramework>
    <Nullable>enable</Nullable>
    <ImplicitUsings>enable</ImplicitUsings>
    <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
  </PropertyGroup>
  <ItemGroup>
    $packages
  </ItemGroup>
  <ItemGroup>
    <FinkSchema Include="*.avsc" RecordName="MyAlert" Namespace="My.Alerts" />
  </ItemGroup>
</Project>
PROJECT
  # The user's own feeds stay, for what these packages need.
  cat >"$folder/NuGet.config" <<CONFIG
<configuration>
  <packageSources><add key="finktyped" value="$feed" /></packageSources>
</configuration>
CONFIG
}

package() { echo "<PackageReference Include=\"$1\" Version=\"$version\" />"; }

write_own_schema_program() {
  new_project own "$(package FinkTyped)$(package FinkTyped.Surveys)"
  cat >"$work/own/my_alert.avsc" <<'SCHEMA'
{
  "type": "record", "name": "alert",
  "fields": [
    {"name": "objectId", "type": "string"},
    {"name": "candidate", "type": {"type": "record", "name": "brightness", "fields": [
      {"name": "jd", "type": "double"},
      {"name": "magpsf", "type": ["float", "null"], "doc": "Magnitude of the difference."}
    ]}}
  ]
}
SCHEMA
  cat >"$work/own/Program.cs" <<'PROGRAM'
using FinkTyped;
using FinkTyped.Ztf;
using My.Alerts;

Cutout none = new();
var ztf = new Candidate { Jd = 2461121.96, Magpsf = 16.45f };
using (var file = AlertFileWriter.Create<ZtfAlert>("night.avro"))
    file.Append(new ZtfAlert { ObjectId = "ZTF26aamcbly", Candidate = ztf, CutoutScience = none, CutoutTemplate = none, CutoutDifference = none, LcFeaturesG = new(), LcFeaturesR = new() });
foreach (var alert in AlertFile.Read<MyAlert>("night.avro"))
    Console.WriteLine(FormattableString.Invariant($"{alert.ObjectId} {alert.Candidate.Magpsf}"));
PROGRAM
}

reads_an_alert() {
  dotnet build "$work/own" -c Release --nologo -v q || return 1
  local said
  said=$(cd "$work/own" && dotnet bin/Release/net10.0/own.dll) || return 1
  echo "$said"
  [[ $said == "ZTF26aamcbly 16.45" ]]
}

misspelt_is_an_error() {
  sed -i 's/alert\.Candidate\.Magpsf/alert.Candidate.Magpfs/' "$work/own/Program.cs"
  local said
  said=$(dotnet build "$work/own" -c Release --nologo -v q --no-restore) && return 1
  echo "$said"
  grep -q "error CS1061: 'Brightness' does not contain a definition for 'Magpfs'" <<<"$said"
}

tool_runs() {
  (cd "$work/own" && dotnet tool install FinkTyped.Cli --version "$version" --tool-path "$work/tools" --add-source "$feed") || return 1
  "$work/tools/fink" --version || return 1
  "$work/tools/fink" demo --alerts 3 || return 1
  [[ $("$work/tools/fink" cat "$work/own/night.avro" --json | head -c 60) == '{"candid":null,"schemavsn":null,"publisher":null,"objectId":' ]]
}

property() { sed -n "s:.*<$1>\(.*\)</$1>.*:\1:p" "$root/eng/package/Package.props"; }

version=$(property Version)
repository=$(property RepositoryUrl)
check "all packages can be packed" pack || finish
check "packages have icon, readme, licence, tags and symbols" packages_are_complete
check "they depend on what is known, and nothing else" dependencies_are_known
check "their documentation is of what is public" documentation_is_of_what_is_public
check "every public type is named on some page" every_type_is_on_a_page
check "their assemblies hold no path of this machine" paths_of_this_machine_are_in_no_assembly
if git -C "$root" rev-parse HEAD >/dev/null 2>&1; then
  check "source links follow the repository's address" source_links_follow_the_address
  check "a release is rehearsed, onto a feed that is a folder" release_is_rehearsed
else
  skip "a release is rehearsed, onto a feed that is a folder" "needs a clone"
  skip "source links follow the repository's address" "needs a clone"
fi
write_own_schema_program
check "a program with its own schema file compiles from the packages and reads an alert" reads_an_alert
check "a misspelt field is a compile error" misspelt_is_an_error
check "a schema file listed twice keeps its names, and is told" a_file_listed_twice_keeps_its_names
check "types that a referenced project makes too are explained" types_of_two_projects_are_told
check "FINK013 has the severity that .editorconfig gives it" severity_is_as_editorconfig_says
check "F# and Visual Basic are told that FinkSchema needs C#" other_languages_are_told
check "a project for an older .NET is told" older_projects_are_told
check "a diagnostic's help is its page in the package" help_is_in_the_package
check "the code of README, getting started and cookbook compiles as it stands" readme_compiles
check "the guides' code compiles from the packages" guides_compile
check "the packed tool runs" tool_runs
write_small_programs
check "a trimmed program with the Kafka client runs" publishes_and_runs PublishTrimmed -p:SuppressTrimAnalysisWarnings=true
prepare_samples
check "the samples compile from the packages" samples_compile
if check "the samples' broker runs" start_broker; then
  check "sample follow.cs runs" follow_runs
  if can_link; then
    check "sample follow.cs, published, is a native program and runs" follow_is_native
  else
    skip "sample follow.cs as a native program" "needs clang or gcc"
  fi
  check "sample Worker runs" worker_runs
  check "sample WebPage runs" page_runs
fi
check "sample WorkerTests passes" worker_tests_pass
check "sample lightcurves.fsx runs" fsharp_runs
check "sample first.cs is what the guide shows, and runs" first_hour_runs
check "sample ArchiveSifter runs" sifter_runs
check "sample sql.cs runs" sql_runs
finish
