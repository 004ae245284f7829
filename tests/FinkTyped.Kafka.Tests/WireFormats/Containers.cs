namespace FinkTyped.Kafka.Tests;

/// <summary>Avro object containers in memory.</summary>
internal static class Containers
{
    public static byte[] Of(AlertFileCodec codec, params ReadOnlySpan<TestAlert> alerts)
    {
        using var stream = new MemoryStream();
        var options = new AlertFileWriterOptions { Codec = codec };
        using (var writer = AlertFileWriter.Create(stream, System.Text.Encoding.UTF8.GetBytes(TestAlert.Schema.ToString()), options, leaveOpen: true))
            foreach (var alert in alerts) writer.Append(alert);
        return stream.ToArray();
    }
}
