using System.Text;
using FinkTyped.Kafka;

namespace FinkTyped.Cli.Tests;

/// <summary>Schema files in a folder that goes with the test, and a broker with topics that hold alerts of them.</summary>
public sealed class SchemaFolder : IAsyncLifetime
{
    public const string Older =
        """
        {"type": "record", "name": "old", "fields": [
          {"name": "objectId", "type": "string"},
          {"name": "rfscore", "type": ["double", "null"]},
          {"name": "mulens", "type": {"type": "record", "name": "mulens", "fields": [{"name": "class_1", "type": "string"}]}},
          {"name": "topic", "type": ["string", "null"]},
          {"name": "magpsf", "type": "float"}
        ]}
        """;

    public const string Newer =
        """
        {"type": "record", "name": "new", "fields": [
          {"name": "magpsf", "type": ["double", "null"]},
          {"name": "objectId", "type": "string"},
          {"name": "rf_snia_vs_nonia", "type": ["double", "null"], "aliases": ["rfscore"]},
          {"name": "mulens", "type": ["double", "null"]},
          {"name": "tns", "type": ["string", "null"]}
        ]}
        """;

    public const string Livestream = "fink_old_ztf";
    public const string Transfer = "ftransfer_ztf_2026-03-23_1";
    public const string Empty = "fink_empty_ztf";

    private readonly string _path = Directory.CreateTempSubdirectory("fink-test-").FullName;
    private EmbeddedBroker? _broker;

    public string Bootstrap => _broker!.BootstrapServers;

    public string FullPath => _path;

    /// <summary>The path of a file in the folder.</summary>
    public string this[string name] => Path.Combine(_path, name);

    public async ValueTask InitializeAsync()
    {
        Write("old.avsc", Older);
        Write("new.avsc", Newer);
        _broker = EmbeddedBroker.Start(new EmbeddedBrokerOptions { Partitions = 2 });
        foreach (var topic in (string[])[Livestream, Transfer, Transfer + "_schema", Empty]) _broker.CreateTopic(topic);
        await SendAsync(Livestream, Older);
        await SendAsync(Transfer, Transfer);
        await SendAsync(Transfer + "_schema", Newer);
    }

    public string Write(string name, string text)
    {
        File.WriteAllText(this[name], text);
        return this[name];
    }

    /// <summary>A file of one alert of the older schema.</summary>
    public string WriteAlert(string name)
    {
        using var file = AlertFileWriter.Create(this[name], Encoding.UTF8.GetBytes(Older));
        // ZTF1, 0.5, (a), null, 18.5
        file.Append(Convert.FromHexString("085a544631" + "00000000000000e03f" + "0261" + "02" + "00009441"));
        return this[name];
    }

    public async ValueTask DisposeAsync()
    {
        if (_broker is not null) await _broker.DisposeAsync();
        Directory.Delete(_path, recursive: true);
    }

    private async Task SendAsync(string topic, string key)
    {
        await using var replay = new AlertReplay(new AlertReplayOptions { BootstrapServers = Bootstrap, Topic = topic });
        await replay.SendAsync(Encoding.UTF8.GetBytes(key), new byte[] { 0 }, TestContext.Current.CancellationToken);
        await replay.FlushAsync(TestContext.Current.CancellationToken);
    }
}
