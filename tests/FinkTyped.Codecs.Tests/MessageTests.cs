using FinkTyped.Kafka;

namespace FinkTyped.Codecs.Tests;

/// <summary>Messages whose values are whole containers, as ZTF's own stream has them, in the codecs of this package.</summary>
public sealed class MessageTests
{
    private static readonly AvroSchema Schema = AvroSchema.Parse("""{"type":"record","name":"R","fields":[{"name":"id","type":"long"},{"name":"text","type":"string"}]}""");

    [Fact]
    public async Task A_consumer_reads_containers_once_the_codecs_are_registered()
    {
        MoreCodecs.Register();
        var stop = TestContext.Current.CancellationToken;
        byte[][] datums = [.. Enumerable.Range(0, 4).Select(i => (byte[])[(byte)(2 * i), 6, .. "abc"u8])];
        await using var broker = EmbeddedBroker.Start();
        broker.CreateTopic("ztf", 1);
        await using (var replay = new AlertReplay(new() { BootstrapServers = broker.BootstrapServers, Topic = "ztf" }))
        {
            for (var i = 0; i < datums.Length; i++)
            {
                using var container = new MemoryStream();
                var codec = i % 2 == 0 ? AlertFileCodec.Snappy : AlertFileCodec.Zstandard;
                using (var file = AlertFileWriter.Create(container, Schema, new() { Codec = codec }, leaveOpen: true)) file.Append(datums[i]);
                await replay.SendAsync(null, container.ToArray(), stop);
            }

            await replay.FlushAsync(stop);
        }

        await using var consumer = new AlertConsumer(broker.ConsumerOptions("g", "ztf") with { StopAtEnd = true });
        var read = new List<byte[]>();
        await foreach (var message in consumer.ReadEncodedAsync(stop)) read.Add(message.Alert.Datum.ToArray());
        Assert.Equal(datums, read);
    }
}
