using FinkTyped.Benchmarks.Fields;
using FinkTyped.Lsst;
using FinkTyped.Ztf;

namespace FinkTyped.Surveys.Tests;

/// <summary>The straight-line code that benchmarks measure by is written from the schemas, and must be written anew when one of them changes.</summary>
public sealed class MeasuredCodeTests
{
    [Fact]
    public void The_code_that_is_measured_by_is_that_of_the_schemas()
    {
        var written = Directory.CreateTempSubdirectory("finktyped-code").FullName;
        try
        {
            FieldCode.Write(written, typeof(ZtfAlert), ZtfAlert.Schema);
            FieldCode.Write(written, typeof(LsstAlert), LsstAlert.Schema);
            var committed = Path.Combine(Root(), "benchmarks", "FinkTyped.Benchmarks");
            foreach (var folder in new[] { Path.Combine("Fields", "Generated"), Path.Combine("Peers", "Generated") })
            {
                Assert.Equal(Names(Path.Combine(written, folder)), Names(Path.Combine(committed, folder)));
                foreach (var name in Names(Path.Combine(written, folder)))
                {
                    Assert.True(
                        File.ReadAllText(Path.Combine(written, folder, name)) == File.ReadAllText(Path.Combine(committed, folder, name)),
                        $"{folder}/{name} is stale: dotnet run -c Release --project benchmarks/FinkTyped.Benchmarks -- --write-code benchmarks/FinkTyped.Benchmarks");
                }
            }
        }
        finally
        {
            Directory.Delete(written, recursive: true);
        }
    }

    private static IEnumerable<string> Names(string folder) => Directory.GetFiles(folder).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal);

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "FinkTyped.sln"))) folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}
