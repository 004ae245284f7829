using System.Diagnostics;
using System.Globalization;

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
        var (result, megabytes) = await MeasureAsync(["cat", _folder, .. options]);

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
        var (result, megabytes) = await MeasureAsync([.. line.Select(a => a == "SCHEMA" ? schema : a)]);

        Assert.InRange(megabytes, 1, MostMegabytes);
        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.NotEmpty(result.Error);
    }

    /// <summary>Runs the command and looks at the most memory it had, which the system keeps.</summary>
    private static async Task<(FinkResult Result, long Megabytes)> MeasureAsync(string[] line)
    {
        using var process = FinkProcess.Start(line);
        process.StandardInput.Close();
        var output = ReadShortAsync(process.StandardOutput);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var most = 0L;
        while (!process.HasExited)
        {
            most = Math.Max(most, PeakOf(process.Id));
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }

        await FinkProcess.WaitAsync(process);
        return (new FinkResult(process.ExitCode, await output, await error), most / 1024);
    }

    private static long PeakOf(int process)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process}/status").FirstOrDefault(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line.AsSpan("VmHWM:".Length, line.Length - "VmHWM: kB".Length), NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    // Lines have tens of megabytes: of each the start will do.
    private static async Task<string> ReadShortAsync(StreamReader reader)
    {
        const int Kept = 200;
        var text = new System.Text.StringBuilder();
        var buffer = new char[100_000];
        var inLine = 0;
        for (int read; (read = await reader.ReadAsync(buffer)) > 0;)
        {
            foreach (var c in buffer.AsSpan(0, read))
            {
                inLine = c == '\n' ? 0 : inLine + 1;
                if (inLine <= Kept) text.Append(c);
            }
        }

        return text.ToString();
    }
}
