using System.Buffers.Binary;
using System.Net;
using System.Text;
using System.Text.Json;
using FinkTyped.Lsst;
using FinkTyped.Tests;
using FinkTyped.Ztf;

namespace FinkTyped.Kafka.Tests;

/// <summary>Real alerts in the wire format of each service, from a broker to a typed alert.</summary>
public sealed class RealAlertTests
{
    private const string Rubin = "rubin-native-11.0";
    private const string ZtfNative = "ztf-native-ZTF19acihgng";
    private const string ZtfOf2019 = "fink-ztf-livestream-2019";
    private const int RubinId = 1100;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("folder")]
    [InlineData("function")]
    [InlineData("registry")]
    public async Task Rubin_s_own_packets_are_read_with_a_schema_by_id(string from)
    {
        var datum = SharedAlerts.Datums(Rubin)[0];
        var expected = SharedAlerts.Expected(Rubin)[0];
        var json = datum.WriterSchema.ToString();
        var folder = Directory.CreateTempSubdirectory("schemas");
        await using var registry = new Registry(RubinId, json);
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "lsst.v11_0.avsc"), json, Stop);
            var source = from switch
            {
                "folder" => SchemaSource.Folder(folder.FullName),
                "function" => SchemaSource.From((id, _) => ValueTask.FromResult(id == RubinId ? datum.WriterSchema : null)),
                _ => SchemaSource.Registry(registry.Address),
            };
            await using var cluster = new Cluster(partitions: 1);
            await SendAsync(cluster, Enumerable.Repeat(((byte[]?)null, Frame(RubinId, datum.Datum.Span)), 3));

            // As a record compiled from some of its fields, as all that was sent, and as Fink's alert, which has records where Rubin's may be null.
            var alerts = await ReadAsync<RubinAlert>(cluster, "typed", o => o with { Schemas = source });
            var encoded = await ReadEncodedAsync(cluster, o => o with { Schemas = source });
            var asFinks = await ReadAsync<LsstAlert>(cluster, "fink", o => o with { Schemas = source });
            var resolution = SchemaResolution.Default with { NullIsRecordOfNulls = false };
            var insisting = await ReadAsync<LsstAlert>(cluster, "insisting", o => o with { Schemas = source, Resolution = resolution });

            Assert.Equal(3, alerts.Count);
            foreach (var alert in alerts.Select(m => m.Alert))
            {
                var source0 = expected.GetProperty("diaSource");
                Assert.Equal(expected.GetProperty("diaSourceId").GetInt64(), alert.DiaSourceId);
                Assert.Equal(source0.GetProperty("midpointMjdTai").GetDouble(), alert.DiaSource.MidpointMjdTai);
                Assert.Equal(source0.GetProperty("psfFlux").GetSingle(), alert.DiaSource.PsfFlux);
                Assert.Equal(source0.GetProperty("band").GetString(), alert.DiaSource.Band);
                Assert.Equal(
                    expected.GetProperty("prvDiaSources").EnumerateArray().Select(p => (p.GetProperty("midpointMjdTai").GetDouble(), (double?)p.GetProperty("psfFlux").GetSingle())),
                    alert.PrvDiaSources!.Select(p => (p.MidpointMjdTai, p.PsfFlux)));
                Assert.Equal(expected.GetProperty("diaObject").GetProperty("diaObjectId").GetInt64(), alert.DiaObject!.DiaObjectId);
                Assert.Null(alert.SsSource);
            }

            Assert.Equal(3, encoded.Count);
            var text = AvroJson.ToString(encoded[0].Alert.WriterSchema, encoded[0].Alert.Datum.Span);
            JsonAssert.Same(expected, JsonElement.Parse(text), datum.WriterSchema);

            foreach (var alert in asFinks.Select(m => m.Alert))
            {
                Assert.Equal(expected.GetProperty("diaSourceId").GetInt64(), alert.DiaSourceId);
                Assert.Equal((null, null, null), (alert.SsSource.SsObjectId, alert.SsSource.Designation, alert.SsSource.HelioX));
            }

            var error = insisting[0].Error!;
            Assert.Equal(AlertErrorKind.Schema, error.Kind);
            Assert.Contains("field ssSource)", error.Message, StringComparison.Ordinal);
            Assert.Contains("fink schema check", error.Remedy, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task ZTF_s_own_packets_are_whole_files()
    {
        var file = await File.ReadAllBytesAsync(SharedAlerts.PathOf(ZtfNative), Stop);
        var expected = AlertFile.Read<ZtfAlert>(SharedAlerts.PathOf(ZtfNative)).Single();
        await using var cluster = new Cluster(partitions: 1);
        await SendAsync(cluster, Enumerable.Repeat(((byte[]?)null, file), 2));

        var messages = await ReadAsync<ZtfAlert>(cluster);

        Assert.Equal([expected, expected], messages.Select(m => m.Alert));
        Assert.Equal(("ZTF19acihgng", 34), (expected.ObjectId, expected.PrvCandidates!.Count));
    }

    [Fact]
    public async Task Three_writer_schemas_in_turn_lose_nothing_and_are_parsed_once_each()
    {
        var streams = new[] { SharedAlerts.Ztf, ZtfOf2019, ZtfNative }.Select(SharedAlerts.Datums).ToList();
        // One alert of each stream, then the next of each, as long as there are any.
        var sent = Enumerable.Range(0, streams.Max(s => s.Count)).SelectMany(i => streams.Where(s => i < s.Count).Select(s => s[i])).ToList();
        await using var cluster = new Cluster(partitions: 1);
        await SendAsync(cluster, sent.Select(d => ((byte[]?)Encoding.UTF8.GetBytes(d.WriterSchema.ToString()), d.Datum.ToArray())));
        var resolution = SchemaResolution.Default with { UnresolvableNullableIsNull = true };

        await using var consumer = new AlertConsumer<ZtfAlert>(cluster.Options(o => o with { StopAtEnd = true, Resolution = resolution }));
        var received = new List<ZtfAlert>();
        await foreach (var message in consumer.ReadAllAsync(Stop)) received.Add(message.Alert);

        Assert.Equal(31 + 11 + 1, received.Count);
        Assert.Equal(3, consumer.SchemasParsed);
        Assert.Equal(sent.Select(d => AlertDecoder<ZtfAlert>.For(d.WriterSchema, resolution).Decode(d.Datum.Span)), received);
        Assert.Equal(received.Count, received.Select(a => a.Candid).Distinct().Count());
    }

    [Fact]
    public async Task A_schema_that_disagrees_with_its_bytes_is_named_with_all_that_helps_to_find_out_why()
    {
        var datum = SharedAlerts.Datums(SharedAlerts.Ztf)[0];
        var good = datum.Datum.ToArray();
        var own = Encoding.UTF8.GetBytes(datum.WriterSchema.ToString());
        var other = await File.ReadAllBytesAsync(SharedData.Require("schemas/legacy/fink-ztf-1.4_0.5.1.avsc"), Stop);
        byte[] wrongBranch = [4, .. good[1..]];
        (byte[] Key, byte[] Value, string? Path, long? Byte)[] bad =
        [
            (own, wrongBranch, "candid", 0),
            (own, good[..(good.Length / 2)], null, null),
            (own, [.. good, 0], "", good.Length),
            (other, good, "schemavsn", 1),
        ];
        await using var cluster = new Cluster(partitions: 1);
        await SendAsync(cluster, bad.SelectMany(b => new[] { ((byte[]?)b.Key, b.Value), (own, good) }));

        var messages = await ReadAsync<ZtfAlert>(cluster);

        Assert.Equal(2 * bad.Length, messages.Count);
        for (var i = 0; i < bad.Length; i++)
        {
            var (message, error) = (messages[2 * i], messages[2 * i].Error!);
            var fault = Assert.IsType<AvroException>(error.InnerException);
            Assert.Equal(AlertErrorKind.Malformed, error.Kind);
            Assert.Equal((Cluster.Topic, 0, 2L * i), (error.Topic, error.Partition, error.Offset));
            Assert.StartsWith($"{Cluster.Topic} [0] @{2 * i}: the value disagrees with the schema it came with: ", error.Message, StringComparison.Ordinal);
            Assert.Contains("Save RawValue and the schema for inspection: RawKey holds it", error.Remedy, StringComparison.Ordinal);
            Assert.Contains(bad[i].Path is "" ? $"(at byte {fault.Offset})" : $"(at byte {fault.Offset}, field {fault.FieldPath})", error.Message, StringComparison.Ordinal);
            if (bad[i].Byte is { } offset) Assert.Equal((offset, bad[i].Path is "" ? null : bad[i].Path), (fault.Offset, fault.FieldPath));
            else Assert.InRange(fault.Offset!.Value, 0, bad[i].Value.Length);
            Assert.True(message.RawKey.Span.SequenceEqual(bad[i].Key) && message.RawValue.Span.SequenceEqual(bad[i].Value), "the message is kept as it came");
            Assert.Equal("ZTF", messages[2 * i + 1].Alert.ObjectId![..3]);
        }
    }

    private static async Task SendAsync(Cluster cluster, IEnumerable<(byte[]? Key, byte[] Value)> messages)
    {
        await using var replay = cluster.Replay();
        foreach (var (key, value) in messages) await replay.SendAsync(key, value, Stop);
        await replay.FlushAsync(Stop);
    }

    private static async Task<List<AlertMessage<T>>> ReadAsync<T>(
        Cluster cluster, string group = "tests", Func<AlertConsumerOptions, AlertConsumerOptions>? change = null)
        where T : class, IAvroRecord<T>
    {
        var options = cluster.Options(o => o with { StopAtEnd = true, GroupId = group });
        await using var consumer = new AlertConsumer<T>(change is null ? options : change(options));
        var messages = new List<AlertMessage<T>>();
        await foreach (var message in consumer.ReadAllAsync(Stop)) messages.Add(message);
        return messages;
    }

    private static async Task<List<AlertMessage<EncodedAlert>>> ReadEncodedAsync(Cluster cluster, Func<AlertConsumerOptions, AlertConsumerOptions> change)
    {
        await using var consumer = new AlertConsumer<RubinAlert>(change(cluster.Options(o => o with { StopAtEnd = true, GroupId = "encoded" })));
        var messages = new List<AlertMessage<EncodedAlert>>();
        await foreach (var message in consumer.ReadEncodedAsync(Stop)) messages.Add(message);
        return messages;
    }

    private static byte[] Frame(int id, ReadOnlySpan<byte> datum)
    {
        var header = new byte[5];
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(1), id);
        return [.. header, .. datum];
    }

    /// <summary>A registry of one schema.</summary>
    private sealed class Registry : IAsyncDisposable
    {
        private readonly HttpListener _listener = new();
        private readonly Task _serving;

        public Registry(int id, string schema)
        {
            Address = new Uri($"http://127.0.0.1:{FreePort()}/");
            _listener.Prefixes.Add(Address.ToString());
            _listener.Start();
            _serving = Task.Run(async () =>
            {
                while (_listener.IsListening)
                {
                    HttpListenerContext context;
                    try
                    {
                        context = await _listener.GetContextAsync();
                    }
                    catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
                    {
                        return;
                    }

                    var isKnown = context.Request.RawUrl == $"/schemas/ids/{id}";
                    context.Response.StatusCode = isKnown ? 200 : 404;
                    if (isKnown) context.Response.OutputStream.Write(JsonSerializer.SerializeToUtf8Bytes(new { schema }));
                    context.Response.Close();
                }
            });
        }

        public Uri Address { get; }

        public async ValueTask DisposeAsync()
        {
            _listener.Close();
            await _serving;
        }

        private static int FreePort()
        {
            using var listener = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            return ((IPEndPoint)listener.LocalEndpoint).Port;
        }
    }
}
