namespace FinkTyped.Cli.Tests;

/// <summary>Whatever <c>fink cat</c> reads, it takes little memory.</summary>
public sealed class CatMemoryTests : IDisposable
{
    private const int MostMegabytes = 300;

    private readonly string _folder = Directory.CreateTempSubdirectory("fink-hostile-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("--json")]
    [InlineData("--limit", "1000")]
    public async Task Hostile_files_take_little_memory_and_hide_nothing(params string[] options)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "memory is looked up in /proc");
        HostileFiles.Write(_folder);
        var (result, megabytes) = await MeasuredProcess.RunAsync(["cat", _folder, .. options]);

        Assert.InRange(megabytes, 1, MostMegabytes);
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("42", result.Lines.Last(l => l.Contains("id", StringComparison.Ordinal)), StringComparison.Ordinal);
        string[] refused = ["schema-of-6-MB", "many-metadata-entries", "metadata-that-lies", "more-items-than-allowed", "bomb-deflate", "bomb-zstandard", "bomb-snappy", "bomb.avro.gz", "one-block-bomb", "header-bomb", "block-that-lies"];
        Assert.All(refused, name => Assert.Contains(name, result.Error, StringComparison.Ordinal));
        Assert.DoesNotContain("zzz-good", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("OutOfMemory", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cat", "nothing", "--schema", "/dev/zero")]
    [InlineData("cat", "nothing", "--as", "/dev/zero")]
    [InlineData("cat", "/dev/zero")]
    [InlineData("cat", "/dev/zero", "--schema", "SCHEMA")]
    public async Task Devices_without_end_are_refused(params string[] line)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "memory is looked up in /proc");
        var schema = Path.Combine(_folder, "schema.avsc");
        await File.WriteAllTextAsync(schema, """{"type":"record","name":"R","fields":[]}""", TestContext.Current.CancellationToken);
        var (result, megabytes) = await MeasuredProcess.RunAsync([.. line.Select(a => a == "SCHEMA" ? schema : a)]);

        Assert.InRange(megabytes, 1, MostMegabytes);
        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.NotEmpty(result.Error);
    }
}
