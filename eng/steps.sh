# To be sourced. Commands that take long, so that somebody who looks on knows what is happening.

# step WHAT COMMAND…: runs a command. What it is is said at once, every eight seconds that it is at work, and with the time it took; its output is shown
# only where it fails. The command may be a function: it runs in this shell.
step() {
  local what=$1 began=$SECONDS log code=0 ticker
  shift
  log=$(mktemp)
  echo "$what …" >&2
  (
    while sleep 8 >/dev/null 2>&1; do echo "  … at work for $((SECONDS - began)) s" >&2; done
  ) >/dev/null &
  ticker=$!
  "$@" >"$log" 2>&1 || code=$?
  # Its end is nobody's business.
  { kill "$ticker" && wait "$ticker"; } 2>/dev/null || true
  [[ $code -eq 0 ]] || cat "$log" >&2
  rm -f "$log"
  took=$((SECONDS - began))
  return "$code"
}
