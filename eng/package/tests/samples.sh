# The samples, each with the packages of the feed and a stream of its own.

prepare_samples() {
  cp -r "$root/samples" "$work/samples"
  cp "$work/own/NuGet.config" "$work/samples/NuGet.config"
  # What a build in the repository left there.
  find "$work/samples" \( -name bin -o -name obj \) -prune -exec rm -rf {} +
}

samples_compile() {
  local sample
  for sample in "$work"/samples/*/*.*proj; do dotnet build "$sample" -c Release --nologo -v q -tl:off || return 1; done
  for sample in "$work"/samples/*.cs; do dotnet build "$sample" -c Release --nologo -v q -tl:off || return 1; done
}

# Starts the broker of the samples: $servers is where it is.
start_broker() {
  (cd "$work/samples" && exec dotnet run -c Release --no-build broker.cs 20 200) >"$work/broker" 2>"$work/broker.err" &
  stream=$!
  local i
  for i in $(seq 100); do
    servers=$(head -1 "$work/broker")
    [[ -n $servers ]] && return 0
    sleep 0.3
  done
  cat "$work/broker.err"
  return 1
}

follow_runs() {
  local said
  said=$(cd "$work/samples" && timeout 60 dotnet run -c Release --no-build follow.cs "$servers" fink_simulated_lsst 3) || return 1
  echo "$said"
  [[ $(grep -cE '^[0-9]+ [ugrizy] -?[0-9]+ nJy$' <<<"$said") -eq 3 ]]
}

# Runs a web sample until its page at a path says something.
web_sample_says() {
  local name=$1 path=$2 what=$3 port=$((20000 + RANDOM % 20000)) i
  (cd "$work/samples/$name" && Fink__BootstrapServers=$servers Fink__GroupId=$name$port ASPNETCORE_URLS=http://127.0.0.1:$port exec dotnet "bin/Release/net10.0/$name.dll") >"$work/web" 2>&1 &
  local web=$!
  for i in $(seq 60); do
    # A page of events has no end: what came within two seconds is looked at.
    if curl -sN --max-time 2 "http://127.0.0.1:$port$path" >"$work/page"; [[ $(grep -c "$what" "$work/page") -gt 0 ]]; then
      kill $web
      wait $web
      return 0
    fi
    sleep 0.5
  done
  kill $web
  cat "$work/web"
  return 1
}

worker_runs() { web_sample_says Worker /health '^Healthy' && grep -q "at magnitude" "$work/web"; }

page_runs() { web_sample_says WebPage / '<h1>Latest alerts' && web_sample_says WebPage /alerts '^data: {"id":"[0-9]*","band":"[ugrizy]"'; }

fsharp_runs() {
  local said
  said=$(cd "$work/samples/FSharp" && dotnet bin/Release/net10.0/FSharp.dll) || return 1
  echo "$said"
  grep -qE '^ZTF\w+ [gr] [0-9]+ nJy at most$' <<<"$said"
}

sifter_runs() {
  local said
  said=$(cd "$work/samples/FSharp" && dotnet ../ArchiveSifter/bin/Release/net10.0/ArchiveSifter.dll simulated.avro 180 0 180 30 sifted.avro) || return 1
  echo "$said"
  [[ $said =~ ^5\ alerts,\ the\ brightest ]] || return 1
  "$work/tools/fink" cat "$work/samples/FSharp/sifted.avro" --json | wc -l | grep -qx 5
}

sql_runs() {
  local said
  said=$(cd "$work/samples" && dotnet run -c Release --no-build sql.cs FSharp/simulated.avro) || return 1
  echo "$said"
  [[ $(head -1 <<<"$said") == "5 alerts" && $(grep -cE '^ZTF\w+ [0-9]+: [0-9.]+ mag, [0-9]+ earlier exposures$' <<<"$said") -eq 5 ]]
}
