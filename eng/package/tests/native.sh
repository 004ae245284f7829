# Programs that are trimmed, and compiled natively.

write_small_programs() {
  new_project small "$(package FinkTyped)$(package FinkTyped.Codecs)$(package FinkTyped.Surveys)$(package FinkTyped.Kafka)"
  sed -i 's:<FinkSchema .*/>::' "$work/small/small.csproj"
  cat >"$work/small/Program.cs" <<'PROGRAM'
using FinkTyped;
using FinkTyped.Kafka;
using FinkTyped.Ztf;

Cutout none = new();
var alert = new ZtfAlert { ObjectId = "ZTF26aamcbly", Candidate = new() { Jd = 2461121.96, Magpsf = 16.45f }, CutoutScience = none, CutoutTemplate = none, CutoutDifference = none, LcFeaturesG = new(), LcFeaturesR = new() };
FinkTyped.Codecs.MoreCodecs.Register();
foreach (var codec in new[] { AlertFileCodec.Snappy, AlertFileCodec.Zstandard })
{
    using (var file = AlertFileWriter.Create<ZtfAlert>($"{codec}.avro", new() { Codec = codec })) file.Append(alert);
    if (AlertFile.Read<ZtfAlert>($"{codec}.avro").Single() != alert) throw new InvalidDataException($"{codec}");
}

using (var file = AlertFileWriter.Create<ZtfAlert>("night.avro")) file.Append(alert);
var read = AlertFile.Read<ZtfAlert>("night.avro").Single();

await using var broker = EmbeddedBroker.Start();
await using (var replay = new AlertReplay(new() { BootstrapServers = broker.BootstrapServers, Topic = "fink_test_ztf" }))
    await replay.PublishAsync([read]);
await using var consumer = new AlertConsumer<ZtfAlert>(new() { BootstrapServers = broker.BootstrapServers, GroupId = "g", Topics = ["fink_test_ztf"] });
await foreach (var message in consumer.ReadAllAsync())
{
    Console.WriteLine($"{message.Alert == read} {message.Alert.ObjectId}");
    break;
}
PROGRAM
}

can_link() { command -v clang >/dev/null || command -v gcc >/dev/null; }

# Publishes with a property and runs what came.
publishes_and_runs() {
  local out=$work/published-$1
  dotnet publish "$work/small" -c Release --nologo -v q -tl:off -r "$rid" --self-contained "-p:$1=true" "${@:2}" -o "$out" || return 1
  local said
  said=$(cd "$out" && timeout 60 ./small) || return 1
  echo "$said"
  [[ $said == "True ZTF26aamcbly" ]]
}
