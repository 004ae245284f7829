namespace FinkTyped.Tests;

public class RealSchemaTests
{
    [Fact]
    public void Every_real_schema_is_read_back_from_its_text_and_from_its_canonical_form()
    {
        foreach (var path in Directory.GetFiles(SharedData.Require("schemas"), "*.avsc", SearchOption.AllDirectories))
        {
            var schema = AvroSchema.Parse(File.ReadAllBytes(path));
            AssertSame(schema, AvroSchema.Parse(schema.ToString()), path);
            AssertSame(schema, AvroSchema.Parse(schema.CanonicalForm), path);
        }
    }

    [Fact]
    public void Schemas_of_different_services_differ()
    {
        var files = Directory.GetFiles(SharedData.Require("schemas"), "fink-*.avsc");
        Assert.Equal(files.Length, files.Select(f => AvroSchema.Parse(File.ReadAllBytes(f))).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(SharedAlerts.Names), MemberType = typeof(SharedAlerts))]
    public void The_schema_in_a_file_is_that_of_its_alerts(string name, int count)
    {
        var datums = SharedAlerts.Datums(name);
        Assert.Equal(count, datums.Count);
        foreach (var datum in datums) DatumFaults.Validate(datum.WriterSchema, datum.Datum.Span);
    }

    private static void AssertSame(AvroSchema expected, AvroSchema actual, string path)
    {
        Assert.True(expected.Equals(actual), path);
        Assert.True(expected.GetHashCode() == actual.GetHashCode(), path);
        Assert.Equal(expected.CanonicalForm, actual.CanonicalForm);
        Assert.Equal(expected.Fingerprint, actual.Fingerprint);
    }
}
