using System.Diagnostics;
using System.Globalization;
using FinkTyped.Tests;
using Microsoft.CodeAnalysis;

namespace FinkTyped.Generators.Tests;

/// <summary>The schemas that Fink's services gave.</summary>
public sealed class SharedSchemaTests(ITestOutputHelper output)
{
    public static TheoryData<string> Files =>
    [
        "fink-lsst-transfer-2026-03-18.avsc", "fink-ztf-transfer-2026-03-23.avsc", "fink-mm-1.1.avsc", "fink-mm-1.3.avsc",
        "legacy/fink-ztf-0p1.avsc", "legacy/fink-ztf-0p2.avsc", "legacy/fink-ztf-1.1_0.4.3.avsc", "legacy/fink-ztf-1.4_0.5.1.avsc",
        "legacy/fink-ztf-1.4_0.5.1_replayed.avsc", "legacy/fink-ztf-2.7_3.10.1.avsc",
    ];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_published_schema_compiles_without_warning_and_is_kept_as_it_is(string file)
    {
        var text = File.ReadAllText(SharedData.Require("schemas/" + file));
        var assembly = Generation.Build([new SchemaItem(file, text) { RecordName = "Alert", Namespace = "My.Alerts" }]);
        var probe = new RecordProbe(assembly.GetType("My.Alerts.Alert", throwOnError: true)!);
        Assert.Equal(AvroSchema.Parse(text).CanonicalForm, probe.Schema.CanonicalForm);
        foreach (var type in assembly.GetExportedTypes().Where(t => t.GetProperty("Schema") is { GetMethod.IsStatic: true }))
        {
            Assert.Equal(AvroType.Record, new RecordProbe(type).Schema.Type);
        }
    }

    [Fact]
    public void The_time_to_generate_the_largest_schema_cold_is_told()
    {
        var text = File.ReadAllText(SharedData.Require("schemas/fink-lsst-transfer-2026-03-18.avsc"));
        var compilation = Generation.Compilation();
        var item = new SchemaItem("lsst.avsc", text) { RecordName = "LsstAlert" };
        for (var run = 1; run <= 3; run++)
        {
            var driver = Generation.Driver([item]);
            var start = Stopwatch.GetTimestamp();
            var result = driver.RunGenerators(compilation, TestContext.Current.CancellationToken).GetRunResult();
            var took = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            var size = result.GeneratedTrees.Sum(t => t.Length) / 1024;
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"run {run}: {took:F0} ms for {result.GeneratedTrees.Length} files, {size} kB"));
        }
    }
}
