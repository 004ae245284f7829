# The samples, each with the packages of the feed and a stream of its own.

prepare_samples() {
  cp -r "$root/samples" "$work/samples"
  cp "$work/own/NuGet.config" "$work/samples/NuGet.config"
  # What a build in the repository left there.
  find "$work/samples" \( -name bin -o -name obj \) -prune -exec rm -rf {} +
}

samples_compile() {
  local sample
  (cd "$work/samples" && dotnet new sln --format sln -n samples >/dev/null && dotnet sln samples.sln add */*.csproj >/dev/null && dotnet build samples.sln -c Release --nologo -v q -tl:off) || return 1
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

# Runs a web sample until its page at a path says something, and its log something else.
web_sample_says() {
  local name=$1 path=$2 what=$3 logged=${4:-} port=$((20000 + RANDOM % 20000)) i
  (cd "$work/samples/$name" && Fink__BootstrapServers=$servers Fink__GroupId=$name$port ASPNETCORE_URLS=http://127.0.0.1:$port exec dotnet "bin/Release/net10.0/$name.dll") >"$work/web" 2>&1 &
  local web=$!
  for i in $(seq 60); do
    # A page of events has no end: what came within two seconds is looked at.
    if curl -sN --max-time 2 "http://127.0.0.1:$port$path" >"$work/page"; [[ $(grep -c "$what" "$work/page") -gt 0 ]] && grep -q "$logged" "$work/web"; then
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

worker_runs() { web_sample_says Worker /health '^Healthy' 'at magnitude'; }

worker_tests_pass() { (cd "$work/samples/WorkerTests" && timeout 120 dotnet bin/Release/net10.0/WorkerTests.dll); }

page_runs() { web_sample_says WebPage / '<h1>Latest alerts' && web_sample_says WebPage /alerts '^data: {"id":"[0-9]*","band":"[ugrizy]"'; }

# The script fetches the packages itself.
fsharp_runs() {
  local said
  said=$(cd "$work/samples" && dotnet fsi --quiet lightcurves.fsx) || return 1
  echo "$said"
  grep -qE '^ZTF\w+ [gr] [0-9]+ nJy at most$' <<<"$said"
}

# What a guide shows is this sample.
first_hour_runs() {
  local said block=$work/first-hour
  first_block "$root/docs/guides/alerts.md" csharp >"$block"
  sed '1,/^$/d' "$work/samples/first.cs" | tail -n +2 | diff - "$block" || return 1
  mkdir "$work/samples/alerts"
  "$work/tools/fink" simulate "$work/samples/alerts/simulated.avro" --survey lsst --alerts 2 || return 1
  said=$(cd "$work/samples" && dotnet run -c Release --no-build first.cs) || return 1
  grep -qE '^[0-9.]+ [ugrizy] Detection -?[0-9.]+ ± [0-9.]+ nJy$' <<<"$said" && [[ -s $work/samples/Science.png ]] && grep -q '<html' "$work/samples/alert.html"
}

# A program in one file is native unless it says otherwise.
follow_is_native() {
  local said
  dotnet publish "$work/samples/follow.cs" -c Release --nologo -v q -tl:off -r "$rid" -o "$work/native" -p:SuppressTrimAnalysisWarnings=true \
    "-p:CppCompilerAndLinker=$(command -v clang gcc | head -1 | xargs basename)" || return 1
  [[ ! -e $work/native/follow.dll ]] || return 1
  said=$(timeout 60 "$work/native/follow" "$servers" fink_simulated_lsst 2 native) || return 1
  echo "$said"
  [[ $(grep -cE '^[0-9]+ [ugrizy] -?[0-9]+ nJy$' <<<"$said") -eq 2 ]]
}

sifter_runs() {
  local said
  said=$(cd "$work/samples" && dotnet ArchiveSifter/bin/Release/net10.0/ArchiveSifter.dll simulated.avro 180 0 180 30 sifted.avro) || return 1
  echo "$said"
  [[ $said =~ ^5\ alerts,\ the\ brightest ]] || return 1
  "$work/tools/fink" cat "$work/samples/sifted.avro" --json | wc -l | grep -qx 5
}

sql_runs() {
  local said
  said=$(cd "$work/samples" && dotnet run -c Release --no-build sql.cs simulated.avro) || return 1
  echo "$said"
  [[ $(head -1 <<<"$said") == "5 alerts" && $(grep -cE '^ZTF\w+ [0-9]+: [0-9.]+ mag, [0-9]+ earlier exposures$' <<<"$said") -eq 5 ]]
}
