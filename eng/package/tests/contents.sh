# What is in the packages.

packages_are_complete() {
  local file
  for file in "$feed"/*.nupkg; do
    local name=$work/contents/$(basename "$file" .nupkg)
    mkdir -p "$name"
    unzip -q -o "$file" -d "$name" || return 1
    local nuspec=("$name"/*.nuspec)
    grep -q "<icon>icon.png</icon>" "${nuspec[0]}" && [[ -s $name/icon.png ]] || { echo "$file has no icon"; return 1; }
    grep -q "<readme>README.md</readme>" "${nuspec[0]}" && [[ -s $name/README.md ]] || { echo "$file has no readme"; return 1; }
    grep -q "<license type=\"expression\">Apache-2.0</license>" "${nuspec[0]}" && grep -q "<tags>" "${nuspec[0]}" || { echo "$file has no licence or tags"; return 1; }
    # Without a repository address no other one may stand there.
    grep -q 'projectUrl\|<repository[^>]*url=' "${nuspec[0]}" && [[ -z $repository ]] && { echo "$file has an address"; return 1; }
    [[ -s ${file%.nupkg}.snupkg ]] || { echo "$file has no symbols"; return 1; }
  done
}

documentation_is_of_what_is_public() {
  local said
  said=$(env -u NUGET_PACKAGES dotnet run --file "$root/eng/package/public-docs.cs" -- "$work"/contents/*/lib/net10.0/*.dll) || return 1
  echo "$said"
  ! grep -v ' members are public, 0 were internal$' <<<"$said" && grep -q '^FinkTyped.xml: [1-9]' <<<"$said"
}

paths_of_this_machine_are_in_no_assembly() { ! grep -l --binary-files=text "$root/src" "$work"/contents/*/lib/net10.0/*.dll; }

# Source links follow from one property, whatever the clone was made from.
source_links_follow_the_address() {
  mkdir "$work/link"
  dotnet msbuild "$root/src/FinkTyped/FinkTyped.csproj" -nologo -v:q -t:GenerateSourceLinkFile -p:Configuration=Release \
    -p:RepositoryUrl=https://github.com/example/finktyped "-p:IntermediateOutputPath=$work/link/" || return 1
  grep -q '"https://raw.githubusercontent.com/example/finktyped/[0-9a-f]\{40\}/\*"' "$work/link/FinkTyped.sourcelink.json"
}

# The texts of a release in a clone: the version wherever users copy it from, what is new under it. Then the packages go where a release puts them.
release_is_rehearsed() {
  local clone=$work/release
  git clone -q "$root" "$clone" && "$clone/eng/release.sh" prepare 99.1.2 || return 1
  [[ -z $(git -C "$clone" grep -nE "(Include=\"FinkTyped[A-Za-z.]*\" Version=\"|FinkTyped[A-Za-z.]*@|nuget: FinkTyped[A-Za-z.]*, )$version" -- '*.md' 'samples/*') ]] || return 1
  grep -q '<Version>99.1.2</Version>' "$clone/eng/package/Package.props" || return 1
  [[ $(grep -A2 '^## \[Unreleased\]' "$clone/CHANGELOG.md" | tail -1) == "## [99.1.2] - $(date -u +%Y)-"* ]] || return 1
  grep -q '^## Release 99.1.2' "$clone/generators/FinkTyped.Generators/AnalyzerReleases.Shipped.md" || return 1
  ! grep -q '^FINK' "$clone/generators/FinkTyped.Generators/AnalyzerReleases.Unshipped.md" || return 1
  mkdir "$work/released"
  "$root/eng/release.sh" publish "$work/released" "$feed" || return 1
  [[ $(ls "$work/released"/*.nupkg | wc -l) -eq $(ls "$feed"/*.nupkg | wc -l) ]]
}

# What a package brings with it is what it was meant to bring.
dependencies_are_known() {
  local package known found
  while read -r package known; do
    found=$(grep -oE '<dependency id="[^"]*"' "$work/contents/$package.$version/$package.nuspec" | cut -d'"' -f2 | LC_ALL=C sort | paste -sd' ')
    [[ $found == "$known" ]] || { echo "$package depends on: $found"; return 1; }
  done <<'KNOWN'
FinkTyped
FinkTyped.Cli
FinkTyped.Codecs FinkTyped Snappier System.IO.Hashing ZstdSharp.Port
FinkTyped.Columns Apache.Arrow FinkTyped Parquet.Net
FinkTyped.Dashboard FinkTyped.Kafka FinkTyped.Pages
FinkTyped.Extensions.Hosting FinkTyped.Kafka Microsoft.Extensions.Diagnostics.HealthChecks.Abstractions Microsoft.Extensions.Hosting.Abstractions Microsoft.Extensions.Logging.Abstractions Microsoft.Extensions.Options.ConfigurationExtensions
FinkTyped.Kafka Confluent.Kafka FinkTyped Microsoft.Extensions.Logging.Abstractions YamlDotNet
FinkTyped.Pages FinkTyped.Surveys
FinkTyped.Simulation FinkTyped.Surveys
FinkTyped.Surveys FinkTyped
KNOWN
}
