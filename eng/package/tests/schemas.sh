# What a project's schema files come to, as a user's build says it.

ALERT='{"type": "record", "name": "alert", "fields": [{"name": "id", "type": "long"}, {"name": "fid", "type": "int", "default": "1"}]}'

# A class library without code: its types are those of its schema files. Arguments: name, items of the project file, more properties.
new_library() {
  new_project "$1" "$(package FinkTyped)"
  sed -i -e "s:<OutputType>Exe</OutputType>:$3:" -e "s|<FinkSchema .*/>|$2|" "$work/$1/$1.csproj"
  echo "$ALERT" >"$work/$1/my.avsc"
}

# Builds and shows what was said; the exit code is the build's.
say() { dotnet build "$work/$1" -c Release --nologo -v q -tl:off 2>&1 | tee "$work/said"; return "${PIPESTATUS[0]}"; }

a_file_listed_twice_keeps_its_names() {
  new_library twice '<FinkSchema Include="my.avsc" RecordName="MyAlert" Namespace="My.Alerts" /><FinkSchema Include="*.avsc" /><FinkSchema Include="../twice/my.avsc" Access="internal" />' \
    '<NoWarn>FINK013</NoWarn>'
  echo 'internal static class User { public static string Name(My.Alerts.MyAlert alert) => nameof(alert.Id); }' >"$work/twice/User.cs"
  say twice && [[ $(grep -c "warning FINK015: The schema file '.*my.avsc' is in several" "$work/said") -ge 1 ]]
}

# Two projects with one schema: told once, by an analyzer, instead of by CS0436 wherever such a type is used. Where either leaves its types to itself there is
# nothing to tell.
types_of_two_projects_are_told() {
  local schema='<FinkSchema Include="../first/my.avsc" RecordName="MyAlert" Namespace="My.Alerts" />' warn='<NoWarn>FINK013</NoWarn>'
  # Some builds leave analyzers out for speed, and the variable is inherited.
  local -x RunAnalyzers=true
  new_library first "$schema" "$warn"
  new_library second "$schema</ItemGroup><ItemGroup><ProjectReference Include=\"../first/first.csproj\" />" "$warn"
  echo 'public static class User { public static long Of(My.Alerts.MyAlert alert) => alert.Id; }' >"$work/second/User.cs"
  say second && return 1
  grep -q "error FINK014: 'My.Alerts.MyAlert' is generated in this project and in 'first'" "$work/said" || return 1
  grep -q CS0436 "$work/said" && return 1
  sed -i 's:Namespace="My.Alerts" />:Namespace="My.Alerts" Access="internal" />:' "$work/first/first.csproj"
  say second
}

severity_is_as_editorconfig_says() {
  new_library severity '<FinkSchema Include="my.avsc" />' ''
  say severity && return 1
  grep -q "my.avsc(1,.*error FINK013" "$work/said" || return 1
  printf '[*.avsc]\ndotnet_diagnostic.FINK013.severity = none\n' >"$work/severity/.editorconfig"
  say severity || return 1
  printf 'root = true\n[*]\ndotnet_diagnostic.FINK013.severity = error\n' >"$work/severity/.editorconfig"
  sed -i 's:<TreatWarningsAsErrors>true:<TreatWarningsAsErrors>false:' "$work/severity/severity.csproj"
  say severity && return 1
  grep -q "error FINK013" "$work/said"
}

other_languages_are_told() {
  local language
  for language in fs vb; do
    mkdir -p "$work/needs-$language"
    printf '<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup><ItemGroup>%s<FinkSchema Include="my.avsc" /></ItemGroup></Project>' \
      "$(package FinkTyped)" >"$work/needs-$language/needs.${language}proj"
    cp "$work/own/NuGet.config" "$work/needs-$language/"
    echo "$ALERT" >"$work/needs-$language/my.avsc"
    say "needs-$language" && return 1
    grep -q "error FINK016: FinkSchema needs C#" "$work/said" || return 1
  done
}

older_projects_are_told() {
  new_library older '' ''
  sed -i 's:net10.0:net8.0:' "$work/older/older.csproj"
  say older && return 1
  grep -q "NU1202.*FinkTyped $version supports: net10.0" "$work/said"
}

help_is_in_the_package() {
  [[ -f $NUGET_PACKAGES/finktyped/$version/docs/diagnostics/FINK001.md ]] || return 1
  new_library help '<FinkSchema Include="my.avsc" />' '<ErrorLog>said.sarif,version=2.1</ErrorLog>'
  echo '{' >"$work/help/my.avsc"
  say help
  grep -q "\"helpUri\": \"file://.*/finktyped/$version/docs/diagnostics/FINK001.md\"" "$work/help/said.sarif"
}
