using System.IO.Compression;
using FinkTyped.Simulation;
using FinkTyped.Ztf;

namespace FinkTyped.Cli.Tests;

/// <summary>A folder of simulated alerts that goes with the test.</summary>
public sealed class AlertFolder : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("fink-test-").FullName;

    public AlertFolder()
    {
        WriteZtf("b.avro", 3);
        WriteZtf("a.avro", 2);
        using var packed = new GZipStream(File.Create(this["c.avro.gz"]), CompressionLevel.Fastest);
        packed.Write(File.ReadAllBytes(this["a.avro"]));
    }

    /// <summary>The path of a file in the folder.</summary>
    public string this[string name] => Path.Combine(_path, name);

    public string FullPath => _path;

    public void WriteZtf(string name, int count)
    {
        using var file = AlertFileWriter.Create<ZtfAlert>(this[name]);
        foreach (var alert in new ZtfSimulator(count).Enumerate(count)) file.Append(alert);
    }

    public void Dispose() => Directory.Delete(_path, recursive: true);
}
