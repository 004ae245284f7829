using FinkTyped.Tests;

namespace FinkTyped.Cli.Tests;

/// <summary>However much there is to convert, it takes no more memory.</summary>
public sealed class ConvertMemoryTests : IDisposable
{
    private const int MostMegabytes = 200;
    private const string Lsst = "alerts/fink-lsst-transfer-2026-03-18.avro";

    private readonly string _folder = Directory.CreateTempSubdirectory("fink-large-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("parquet")]
    [InlineData("arrow")]
    public async Task An_archive_larger_than_the_memory_that_is_allowed_is_converted(string kind)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "memory is looked up in /proc");
        var alerts = AlertFile.ReadDatums(SharedData.Require(Lsst)).ToList();
        var archive = Path.Combine(_folder, "archive.avro");
        using (var file = AlertFileWriter.Create(archive, alerts[0].WriterSchema))
        {
            // More than what may be held of it, and all of it is wanted.
            for (var bytes = 0L; bytes < 2_000_000L * MostMegabytes;)
            {
                foreach (var alert in alerts)
                {
                    file.Append(alert.Datum.Span);
                    bytes += alert.Datum.Length;
                }
            }
        }

        var (result, megabytes) = await MeasuredProcess.RunAsync(["convert", archive, "--to", kind, "--out", Path.Combine(_folder, "out")]);
        Assert.True(result.ExitCode == 0, result.Error);
        Assert.InRange(megabytes, 1, MostMegabytes);
    }
}
