using FinkTyped.Tests.Resolution;
using FinkTyped.Tests.Testing;

namespace FinkTyped.Tests.Views;

/// <summary>
/// Schemas and datums made by chance, read through views and as kept records: both must agree with the plain interpreter, whatever the
/// layouts learned before, in whatever order fields are asked.
/// </summary>
[Trait(Property.Cases, Property.Chance)]
public class RandomViewTests
{
    private const int Datums = 12;

    [Fact]
    public void Views_and_records_of_any_schema_hold_what_was_written() => Check(300, oneIn: int.MaxValue, SchemaResolution.Default);

    [Fact]
    public void Views_and_records_of_neighbouring_writers_hold_what_the_plain_interpreter_says() =>
        Check(800, oneIn: 6, SchemaResolution.Default);

    [Fact]
    public void Views_and_records_of_hardly_changed_writers_hold_what_the_plain_interpreter_says() =>
        Check(500, oneIn: 25, SchemaResolution.Strict);

    /// <summary>A record that holds itself, and is null where the reader has a record of nulls.</summary>
    [Fact]
    public void A_null_is_a_record_of_nulls_in_a_record_that_holds_itself() => CheckPair(new Property.Case(1582313259, 2), 6, SchemaResolution.Default);

    private static void Check(int count, int oneIn, SchemaResolution resolution) =>
        Property.Holds(count, 1, 5, made => CheckPair(made, oneIn, resolution));

    private static void CheckPair(Property.Case made, int oneIn, SchemaResolution resolution)
    {
        var random = new Random(made.Seed);
        var model = new SchemaMaker(random).Root(made.Size);
        var neighbour = new SchemaMutator(random, oneIn).Mutate(model);
        var (writerText, readerText) = random.Next(2) == 0 ? (model, neighbour) : (neighbour, model);
        var reader = AvroSchema.Parse(readerText.ToString()) as AvroRecordSchema;
        // Now and then both are one and the same.
        var writer = readerText.ToString() == writerText.ToString() && random.Next(2) == 0 ? reader : AvroSchema.Parse(writerText.ToString());
        if (reader is null || writer is null || SchemaMatcher.Match(writer, reader, resolution).Fails) return;
        var place = $"\nwriter {writerText}\nreader {readerText}";
        for (var i = 0; i < Datums; i++) CheckDatum(writer, reader, resolution, random, place);
    }

    private static void CheckDatum(AvroSchema writer, AvroRecordSchema reader, SchemaResolution resolution, Random random, string place)
    {
        if (!new DatumMaker(random).TryMake(writer, out var value)) return;
        var datum = Tree.Write(writer, value, random.Next(2) == 0 ? random : null);
        place = $"{place}\ndatum {Convert.ToHexString(datum)}\nvalue {Tree.Show(value)}";
        var expected = Expected(writer, reader, resolution, value);
        var order = random.Next(3) == 0 ? null : random;
        Compare("view", expected, place, () =>
        {
            Assert.True(new TreeQuery(reader, order).TryEvaluate(writer, datum, out var tree, resolution with { AllowBlindQueries = true }));
            return Tree.Show(tree);
        });
        DynamicRecord? record = null;
        Compare("decode", expected is null ? null : "decoded", place, () =>
        {
            record = DynamicRecord.Decode(writer, reader, datum, resolution);
            return "decoded";
        });
        // What was decoded is there: looking at it later must not find faults.
        if (record is not null) Assert.Equal(expected, Tree.Show(record.ToTree()));
    }

    private static string? Expected(AvroSchema writer, AvroSchema reader, SchemaResolution resolution, object? value)
    {
        try
        {
            return Tree.Show(new TreeResolver(resolution).Resolve(writer, reader, value));
        }
        catch (AvroException)
        {
            return null;
        }
    }

    private static void Compare(string what, string? expected, string place, Func<string> read)
    {
        string actual;
        try
        {
            actual = read();
        }
        catch (AvroException fault)
        {
            Assert.True(expected is null, $"{what} refused: {fault.Message}\nexpected {expected}{place}");
            return;
        }
        catch (Exception e) when (e is not Xunit.Sdk.IAssertionException)
        {
            throw new InvalidOperationException($"{what} failed\nexpected {expected}{place}", e);
        }

        Assert.True(expected == actual, $"{what}: expected {expected ?? "a refusal"}\nactual   {actual}{place}");
    }
}
