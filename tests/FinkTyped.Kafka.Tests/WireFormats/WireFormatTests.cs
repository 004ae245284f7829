using System.Buffers.Binary;
using System.Net;
using System.Text;

namespace FinkTyped.Kafka.Tests;

public sealed class WireFormatTests
{
    private const string Transfer = "ftransfer_lsst_2026-03-18_123456";

    private static readonly TimeSpan Soon = Cluster.Patience;
    private static readonly byte[] Schema = Encoding.UTF8.GetBytes(TestAlert.Schema.ToString());

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_consumer_meets_three_schemas_in_turn_and_parses_each_once()
    {
        await using var cluster = new Cluster(partitions: 1);
        await using (var replay = cluster.Replay())
        {
            string[] schemas =
            [
                TestAlert.Schema.ToString(),
                """{"type":"record","name":"other","fields":[{"name":"name","type":"string"},{"name":"id","type":"int"},{"name":"payload","type":"bytes"}]}""",
                """{"type":"record","name":"more","fields":[{"name":"id","type":"long"},{"name":"x","type":"int"},{"name":"name","type":"string"},{"name":"payload","type":"bytes"}]}""",
            ];
            byte[][] datums = [[2, 2, (byte)'a', 0], [2, (byte)'a', 2, 0], [2, 99, 2, (byte)'a', 0]];
            for (var i = 0; i < 60; i++) await replay.SendAsync(Encoding.UTF8.GetBytes(schemas[i / 20]), datums[i / 20], Stop);
            await replay.FlushAsync(Stop);
        }

        await using var consumer = cluster.Consumer(o => o with { StopAtEnd = true });
        var seen = 0;
        await foreach (var message in consumer.ReadAllAsync(Stop))
        {
            Assert.Equal((1, "a"), (message.Alert.Id, message.Alert.Name));
            seen++;
        }

        Assert.Equal(60, seen);
        Assert.Equal(3, consumer.SchemasParsed);
    }

    [Fact]
    public async Task The_schema_of_a_transfer_stands_in_the_topic_beside_it()
    {
        await using var cluster = new Cluster(partitions: 2);
        await PublishTransferAsync(cluster, schemaMessages: 20);

        await using var consumer = cluster.Consumer(o => o with { Topics = [Transfer], StopAtEnd = true });
        var ids = new List<long>();
        await foreach (var message in consumer.ReadAllAsync(Stop)) ids.Add(message.Alert.Id);
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], ids.Order());
        Assert.Equal(1, consumer.SchemasParsed);
    }

    [Fact]
    public async Task A_transfer_without_schema_says_so_and_takes_a_schema_of_the_users()
    {
        await using var cluster = new Cluster(partitions: 1);
        await PublishTransferAsync(cluster, schemaMessages: 0);
        await using (var consumer = cluster.Consumer(o => o with { Topics = [Transfer], ConnectTimeout = TimeSpan.FromSeconds(10) }))
        {
            // It may still come: the alerts are not passed over.
            var error = await Assert.ThrowsAsync<AlertException>(async () => await consumer.PollAsync(Cluster.Patience, Stop));
            Assert.Equal(AlertErrorKind.NoSchema, error.Kind);
            Assert.Contains($"{Transfer}_schema", error.Message, StringComparison.Ordinal);
        }

        await using var second = cluster.Consumer(o => o with { Topics = [Transfer], FallbackSchema = TestAlert.Schema });
        Assert.Equal(0, (await second.PollAsync(Soon, Stop))!.Alert.Id);
    }

    [Theory]
    [InlineData("2.7_3.10.1")]
    [InlineData(null)]
    public async Task Keys_that_are_no_schema_want_one_of_the_users(string? key)
    {
        await using var cluster = new Cluster(partitions: 1);
        await PublishAsync(cluster, key is null ? null : Encoding.UTF8.GetBytes(key), TestAlert.One(7).Encode());
        await using (var without = cluster.Consumer())
        {
            var error = (await without.PollAsync(Soon, Stop))!.Error!;
            Assert.Equal(AlertErrorKind.NoSchema, error.Kind);
            Assert.Contains("FallbackSchema", error.Remedy, StringComparison.Ordinal);
        }

        await using var with = cluster.Consumer(o => o with { FallbackSchema = TestAlert.Schema });
        Assert.Equal(7, (await with.PollAsync(Soon, Stop))!.Alert.Id);
    }

    [Theory]
    [InlineData("1100.avsc")]
    [InlineData("lsst.v11_0.avsc")]
    [InlineData("11.0.avsc")]
    public async Task A_schema_id_is_looked_up_in_a_folder(string file)
    {
        var folder = Directory.CreateTempSubdirectory("schemas");
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "v111_0.avsc"), "no schema");
            File.WriteAllBytes(Path.Combine(folder.FullName, file), Schema);
            await ExpectSchemaFromAsync(SchemaSource.Folder(folder.FullName));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_schema_id_is_looked_up_by_a_function_once()
    {
        var asked = new List<int>();
        await ExpectSchemaFromAsync(SchemaSource.From((id, _) =>
        {
            asked.Add(id);
            return ValueTask.FromResult(id == 1100 ? TestAlert.Schema : null);
        }));
        Assert.Equal([1100, 7], asked);
    }

    [Fact]
    public async Task A_schema_id_is_looked_up_in_a_registry_that_fails_at_first()
    {
        using var registry = new HttpListener();
        var address = $"http://127.0.0.1:{FreePort()}/api/";
        registry.Prefixes.Add(address);
        registry.Start();
        var asked = new List<string>();
        var serving = Task.Run(async () =>
        {
            for (var i = 0; i < 3; i++)
            {
                var context = await registry.GetContextAsync();
                asked.Add(context.Request.RawUrl!);
                context.Response.StatusCode = i == 0 ? 503 : context.Request.RawUrl!.EndsWith("/1100", StringComparison.Ordinal) ? 200 : 404;
                var body = System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(new { schema = TestAlert.Schema.ToString() });
                if (context.Response.StatusCode == 200) context.Response.OutputStream.Write(body);
                context.Response.Close();
            }
        }, Stop);

        await ExpectSchemaFromAsync(SchemaSource.Registry(new Uri(address)));
        await serving;
        Assert.Equal(["/api/schemas/ids/1100", "/api/schemas/ids/1100", "/api/schemas/ids/7"], asked);
    }

    [Fact]
    public async Task A_source_of_schemas_that_stays_unreachable_ends_the_stream_before_an_alert_is_lost()
    {
        await using var cluster = new Cluster(partitions: 1);
        await PublishAsync(cluster, null, Frame(1100, TestAlert.One(1)));
        var source = SchemaSource.From((_, _) => throw new HttpRequestException("out of order"));
        for (var i = 0; i < 2; i++)
        {
            await using var consumer = cluster.Consumer(o => o with
            {
                Schemas = source,
                OnMalformed = OnMalformed.Skip,
                ConnectTimeout = TimeSpan.FromSeconds(5),
            });
            var error = await Assert.ThrowsAsync<AlertException>(async () => await consumer.PollAsync(Soon, Stop));
            Assert.Equal(AlertErrorKind.NoSchema, error.Kind);
            Assert.Contains("out of order", error.Message, StringComparison.Ordinal);
        }

        await using var healed = cluster.Consumer(o => o with { Schemas = SchemaSource.From((_, _) => ValueTask.FromResult<AvroSchema?>(TestAlert.Schema)) });
        Assert.Equal(1, (await healed.PollAsync(Soon, Stop))!.Alert.Id);
    }

    [Fact]
    public async Task A_schema_id_without_a_source_of_schemas_says_what_to_do()
    {
        await using var cluster = new Cluster(partitions: 1);
        await PublishAsync(cluster, null, Frame(1100, TestAlert.One(1)));
        await using var consumer = cluster.Consumer();
        var error = (await consumer.PollAsync(Soon, Stop))!.Error!;
        Assert.Contains("schema id 1100", error.Reason, StringComparison.Ordinal);
        Assert.Contains("AlertConsumerOptions.Schemas", error.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(AlertFileCodec.Null)]
    [InlineData(AlertFileCodec.Deflate)]
    public async Task A_value_can_be_a_whole_container(AlertFileCodec codec)
    {
        await using var cluster = new Cluster(partitions: 1);
        for (var id = 0; id < 3; id++) await PublishAsync(cluster, null, Containers.Of(codec, TestAlert.One(id)));
        await PublishAsync(cluster, null, Containers.Of(codec, TestAlert.One(3), TestAlert.One(4)));
        await PublishAsync(cluster, null, Containers.Of(codec, TestAlert.One(5))[..^4]);

        await using var consumer = cluster.Consumer(o => o with { StopAtEnd = true });
        var messages = new List<AlertMessage<TestAlert>>();
        await foreach (var message in consumer.ReadAllAsync(Stop)) messages.Add(message);
        Assert.Equal([0, 1, 2], messages.Where(m => m.Error is null).Select(m => m.Alert.Id));
        Assert.Equal([AlertErrorKind.Malformed, AlertErrorKind.Malformed], messages.Skip(3).Select(m => m.Error!.Kind));
        Assert.Equal(1, consumer.SchemasParsed);
    }

    [Fact]
    public async Task A_key_may_have_a_byte_order_mark_and_odd_names()
    {
        await using var cluster = new Cluster(partitions: 1);
        await PublishAsync(cluster, [0xEF, 0xBB, 0xBF, .. Schema], TestAlert.One(1).Encode());
        var odd = Encoding.UTF8.GetString(Schema).Replace("\"name\": \"TestAlert\"", "\"name\": \"correction-ztf\"", StringComparison.OrdinalIgnoreCase);
        await PublishAsync(cluster, Encoding.UTF8.GetBytes("\uFEFF \n" + odd), TestAlert.One(2).Encode());
        await using var consumer = cluster.Consumer(o => o with { StopAtEnd = true });
        var ids = new List<long>();
        await foreach (var message in consumer.ReadAllAsync(Stop)) ids.Add(message.Alert.Id);
        Assert.Equal([1, 2], ids);
    }

    private static async Task ExpectSchemaFromAsync(SchemaSource source)
    {
        await using var cluster = new Cluster(partitions: 1);
        for (var id = 0; id < 3; id++) await PublishAsync(cluster, null, Frame(1100, TestAlert.One(id)));
        await PublishAsync(cluster, null, Frame(7, TestAlert.One(3)));
        await using var consumer = cluster.Consumer(o => o with { Schemas = source });
        var messages = await consumer.ConsumeAsync(4, Soon, Stop);
        Assert.Equal([0, 1, 2], messages.Take(3).Select(m => m.Alert.Id));
        Assert.Equal(AlertErrorKind.NoSchema, messages[3].Error!.Kind);
    }

    private static async Task PublishTransferAsync(Cluster cluster, int schemaMessages)
    {
        cluster.Broker.CreateTopic(Transfer);
        await using (var data = cluster.Replay(Transfer))
        {
            for (var id = 0; id < 10; id++) await data.SendAsync(Encoding.UTF8.GetBytes(Transfer), TestAlert.One(id).Encode(), Stop);
            await data.FlushAsync(Stop);
        }

        if (schemaMessages == 0) return;
        cluster.Broker.CreateTopic($"{Transfer}_schema");
        await using var schemas = cluster.Replay($"{Transfer}_schema");
        for (var i = 0; i < schemaMessages; i++) await schemas.SendAsync(Schema, [0], Stop);
        await schemas.FlushAsync(Stop);
    }

    private static async Task PublishAsync(Cluster cluster, byte[]? key, byte[] value)
    {
        await using var replay = cluster.Replay();
        await replay.SendAsync(key, value, Stop);
        await replay.FlushAsync(Stop);
    }

    private static byte[] Frame(int id, TestAlert alert)
    {
        var header = new byte[5];
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(1), id);
        return [.. header, .. alert.Encode()];
    }

    private static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
