# The code of the README, the packages' own readmes and the guides.

# All packages of the feed but the tool.
all_packages() {
  local file
  for file in "$feed"/*".$version.nupkg"; do
    file=$(basename "$file" ".$version.nupkg")
    [[ $file == FinkTyped.Cli* ]] || package "$file"
  done
}

# The version of a package that the repository uses.
foreign() { sed -n "s:.*<PackageVersion Include=\"$1\" Version=\"\([^\"]*\)\".*:<PackageReference Include=\"$1\" Version=\"\1\" />:p" "$root/Directory.Packages.props"; }

# Each block of C# in a page becomes a class with a method, its own types beside it. Arguments: page, name, folder, the class to derive from.
write_blocks() {
  awk -v prefix="$3/$2" -v base="$4" '
    function finish() {
      file = sprintf("%s%d.cs", prefix, ++n)
      name = prefix n; sub(/.*\//, "", name); gsub(/[-.]/, "_", name)
      printf "%s\nnamespace Block_%s {\nsealed class Block : %s {\nstatic async Task Run() {\n%s}\n}\n%s}\n", usings, name, base, body, types > file
      close(file); usings = body = types = ""; inside = after = 0
    }
    /^```csharp$/ { inside = 1; next }
    /^```/ { if (inside) finish(); next }
    !inside { next }
    /^using [A-Za-z.]+;$/ { usings = usings $0 "\n"; next }
    /^(public |internal |sealed |partial )*(class|record|struct|enum) / { after = 1 }
    after { types = types $0 "\n"; next }
    { body = body $0 "\n" }' "$1"
}

first_block() { awk -v kind='```'"$2" '$0 == kind { inside = 1; next } /^```/ { if (inside) exit } inside' "$1"; }

# The code of the README, of "getting started" and of the cookbook names all that it uses: nothing is taken for granted.
readme_compiles() {
  local page
  new_project readme "$(all_packages)$(foreign DuckDB.NET.Data.Full)"
  sed -i 's:<OutputType>Exe</OutputType>:<NoWarn>CS1998</NoWarn>:' "$work/readme/readme.csproj"
  first_block "$root/README.md" json >"$work/readme/my_topic.avsc"
  for page in README docs/guides/getting-started docs/guides/cookbook; do write_blocks "$root/$page.md" "$(basename "$page")" "$work/readme" object; done
  [[ $(ls "$work"/readme/*.cs | wc -l) -ge 18 ]] && dotnet build "$work/readme" -c Release --nologo -v q
}

write_guides() {
  local folder=$1 guide name
  cat >"$folder/Context.cs" <<'CONTEXT'
global using FinkTyped;
global using FinkTyped.Extensions.Hosting;
global using FinkTyped.Kafka;
global using FinkTyped.Lsst;
global using FinkTyped.Ztf;
using Microsoft.Extensions.Hosting;

abstract class Context
{
    protected static readonly string[] args = [];
    protected static readonly CancellationToken stop = default;
    protected static readonly AvroSchema writerSchema = null!;
    protected static readonly AlertConsumerOptions options = null!;
    protected static readonly AlertConsumer<LsstAlert> consumer = null!;
    protected static readonly HostApplicationBuilder builder = null!;

    protected static Task StoreAsync(LsstAlert alert, CancellationToken token = default) => Task.CompletedTask;

    protected sealed class MyHandler : IAlertHandler<LsstAlert>
    {
        public Task HandleAsync(AlertMessage<LsstAlert> message, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
CONTEXT
  # The schema that "your own schema" writes, with the names that it gives.
  first_block "$root/docs/guides/own-schema.md" json >"$folder/my_topic.avsc"
  for guide in "$root"/docs/guides/*.md "$root"/docs/*.md "$root"/src/*/README.md; do
    name=$(basename "$guide" .md)
    [[ $name == README ]] && name=$(basename "$(dirname "$guide")")
    write_blocks "$guide" "$name" "$folder" Context
  done
}

guides_compile() {
  new_project guides "$(all_packages)$(foreign DuckDB.NET.Data.Full)"
  sed -i -e 's:<OutputType>Exe</OutputType>:<NoWarn>CS1998;CS0105</NoWarn>:' -e 's:</Project>:<ItemGroup><FrameworkReference Include="Microsoft.AspNetCore.App" /></ItemGroup></Project>:' "$work/guides/guides.csproj"
  write_guides "$work/guides"
  [[ $(ls "$work"/guides/*.cs | wc -l) -gt 50 ]] || return 1
  dotnet build "$work/guides" -c Release --nologo -v q
}

# Whatever a user can use is named on some page. Types of generated code, and types within others, do not count.
every_type_is_on_a_page() {
  local file name type missing=0
  cat "$root"/README.md "$root"/docs/*.md "$root"/docs/guides/*.md >"$work/pages"
  for file in "$work"/contents/*/lib/net10.0/FinkTyped*.xml; do
    for name in $(sed -n 's/.*<member name="T:\(FinkTyped[^"`]*\).*/\1/p' "$file" | sort -u); do
      type=$(sed -E 's/^FinkTyped\.((Schemas|Untyped|Filters|Kafka|Ztf|Lsst|Rubin|Multimessenger|Astronomy|Columns|Codecs|Pages|Dashboard|Simulation|Extensions\.Hosting)\.)?//' <<<"$name")
      [[ $type == *.* || $type == *ArrayExtensions ]] && continue
      grep -qw -- "$type" "$work/pages" || { echo "$name is on no page"; missing=$((missing + 1)); }
    done
  done
  [[ $missing -eq 0 && $(ls "$work"/contents/*/lib/net10.0/FinkTyped*.xml | wc -l) -gt 5 ]]
}
