using FinkTyped.Tests;

namespace FinkTyped.Generators.Tests;

/// <summary>Schema files as they were met.</summary>
public sealed class SharedCaseTests
{
    [Fact]
    public void Comments_are_taken() => Generation.Build(File.ReadAllText(SharedData.Require("cases/generator-comments/alert.avsc")));

    [Fact]
    public void Files_that_refer_to_each_other_are_one_set_of_types()
    {
        var files = Directory.GetFiles(SharedData.Require("cases/generator-two-files"), "*.avsc").Order(StringComparer.Ordinal);
        var assembly = Generation.Build(files.Select(file => new SchemaItem(file, File.ReadAllText(file))));
        foreach (var type in assembly.GetExportedTypes().Where(t => t.GetProperty("Schema") is { GetMethod.IsStatic: true }))
        {
            Assert.Equal(AvroType.Record, new RecordProbe(type).Schema.Type);
        }
    }

    [Fact]
    public void A_file_listed_twice_is_one_file()
    {
        var path = SharedData.Require("cases/generator-listed-twice/my.avsc");
        SchemaItem Item() => new(path, File.ReadAllText(path)) { RecordName = "MyAlert", Namespace = "My.Alerts" };
        Assert.NotNull(Generation.Build([Item(), Item()]).GetType("My.Alerts.MyAlert"));
    }
}
