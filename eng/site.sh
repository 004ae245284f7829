#!/usr/bin/env bash
# Makes the documentation site of docs/ and the XML documentation, in artifacts/site. A link to a page, file or heading that is not there fails it.
# Needs a Release build. To look at it: dotnet docfx serve artifacts/site
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
rm -rf artifacts/site artifacts/site-assemblies artifacts/site-source
mkdir -p artifacts/site-source
# The first page sends on to the README.
printf -- '---\nredirect_url: README.html\n---\n' >artifacts/site-source/index.md
# All in one folder, what they refer to beside them.
mkdir -p artifacts/site-assemblies
for assembly in src/*/bin/Release/net10.0/*.dll; do cp "$assembly" artifacts/site-assemblies; done
for project in src/*/; do cp "$project"bin/Release/net10.0/"$(basename "$project")".xml artifacts/site-assemblies 2>/dev/null || true; done
dotnet tool restore >/dev/null
# The list of contents is that of docs/README.md: each heading a menu, each link of its tables an entry.
awk '
  /^## / { print "- name: " substr($0, 4); print "  items:"; next }
  /^\| .*\]\(/ { line = $0
    while (match(line, /\[[^]]*\]\([^)]*\)/)) {
      link = substr(line, RSTART, RLENGTH); line = substr(line, RSTART + RLENGTH)
      name = substr(link, 2, index(link, "](") - 2); sub(/.*\]\(/, "", link); sub(/\)$/, "", link)
      print "    - name: \"" name "\""; print "      href: ../../docs/" link } }
  END { print "- name: API"; print "  href: api/" }' docs/README.md >artifacts/site-source/toc.yml
dotnet docfx metadata docfx.json
dotnet docfx build docfx.json --warningsAsErrors
echo "$(find artifacts/site -name '*.html' | wc -l) pages in artifacts/site"
