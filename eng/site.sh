#!/usr/bin/env bash
# Makes the documentation site of docs/ and the XML documentation, in artifacts/site. A link to a page, file or heading that is not there fails it.
# Needs a Release build. To look at it: dotnet docfx serve artifacts/site
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
rm -rf artifacts/site docs/site/api
dotnet tool restore >/dev/null
dotnet docfx metadata docs/site/docfx.json --warningsAsErrors
dotnet docfx build docs/site/docfx.json --warningsAsErrors
rm -rf docs/site/api
echo "$(find artifacts/site -name '*.html' | wc -l) pages in artifacts/site"
