#!/usr/bin/env bash
# Makes the documentation site of docs/ and the XML documentation, in artifacts/site. A link to a page, file or heading that is not there fails it, and
# so does a page that no other leads to. Needs a Release build. To look at it: dotnet docfx serve artifacts/site
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
source=artifacts/site-source assemblies=artifacts/site-assemblies
rm -rf artifacts/site $source $assemblies
mkdir -p $source/docs $assemblies
# The first page sends on to the README.
printf -- '---\nredirect_url: README.html\n---\n' >$source/index.md
# All in one folder, what they refer to beside them.
for assembly in src/*/bin/Release/net10.0/*.dll; do cp "$assembly" $assemblies; done
for project in src/*/; do cp "$project"bin/Release/net10.0/"$(basename "$project")".xml $assemblies 2>/dev/null || true; done
dotnet tool restore >/dev/null
cat >$source/toc.yml <<'TOC'
- name: Documentation
  href: docs/
  topicHref: ~/docs/README.md
- name: Samples
  href: ~/samples/README.md
- name: API
  href: api/
- name: Changes
  href: ~/CHANGELOG.md
TOC
# The menu beside the pages is docs/README.md: each heading a group, each link of its tables an entry.
awk '
  BEGIN { print "- name: FinkTyped\n  href: ~/README.md" }
  /^## / { print "- name: " substr($0, 4) "\n  expanded: true\n  items:"; next }
  /^\| .*\]\(/ { line = $0
    while (match(line, /\[[^]]*\]\([^)]*\)/)) {
      link = substr(line, RSTART, RLENGTH); line = substr(line, RSTART + RLENGTH)
      name = substr(link, 2, index(link, "](") - 2); sub(/.*\]\(/, "", link); sub(/\)$/, "", link)
      print "  - name: \"" name "\"\n    href: ~/" (sub(/^\.\.\//, "", link) ? "" : "docs/") link } }' docs/README.md >$source/docs/toc.yml
dotnet docfx metadata docfx.json --warningsAsErrors
dotnet docfx build docfx.json --warningsAsErrors
dotnet run --file eng/site/links.cs -- artifacts/site
