using System.Buffers;
using FinkTyped.Tests.Testing;

namespace FinkTyped.Tests.Resolution;

/// <summary>A compiled type reads datums of writers made by chance: what it holds must be what the plain interpreter says.</summary>
[Trait(Property.Cases, Property.Chance)]
public class RandomWriterTests
{
    private static readonly SchemaModel Compiled = SchemaModelReader.Read(Everything.Schema.ToString());

    [Fact]
    public void A_compiled_type_reads_neighbouring_writers() => CheckWriters(400, oneIn: 40);

    [Fact]
    public void A_compiled_type_reads_writers_that_differ_in_one_place() => CheckWriters(400, oneIn: 150);

    [Fact]
    public void A_compiled_type_reads_writers_that_differ_much() => CheckWriters(300, oneIn: 15);

    /// <summary>A value within a map's entry, within a record that holds itself, becomes nothing the reader knows.</summary>
    [Fact]
    public void What_is_refused_within_items_has_its_place() => CheckWriter(new Random(1099736709), 40);

    private static void CheckWriters(int count, int oneIn) => Property.Holds(count, 0, 0, made => CheckWriter(new Random(made.Seed), oneIn));

    private static void CheckWriter(Random random, int oneIn)
    {
        var model = new SchemaMutator(random, oneIn).Mutate(Compiled);
        var writer = AvroSchema.Parse(model.ToString());
        var interpreter = new TreeResolver(SchemaResolution.Default);
        if (SchemaMatcher.Match(writer, Everything.Schema, SchemaResolution.Default).Fails)
        {
            Assert.Throws<SchemaResolutionException>(() => AlertDecoder<Everything>.For(writer));
            return;
        }

        var decoder = AlertDecoder<Everything>.For(writer);
        for (var i = 0; i < 4; i++)
        {
            if (!new DatumMaker(random).TryMake(writer, out var value)) return;
            var datum = Tree.Write(writer, value, random.Next(2) == 0 ? random : null);
            string? expected = null;
            try
            {
                expected = Tree.Show(interpreter.Resolve(writer, Everything.Schema, value));
            }
            catch (AvroException)
            {
            }

            // More than once: a shape that was met before is read in another way than one that was not.
            for (var times = 0; times < 3; times++) CheckDatum(decoder, datum, expected, model);
        }
    }

    private static void CheckDatum(AlertDecoder<Everything> decoder, byte[] datum, string? expected, SchemaModel model)
    {
        var place = $"expected {expected ?? "a refusal"}\nwriter {model}\ndatum {Convert.ToHexString(datum)}";
        Everything alert;
        try
        {
            alert = decoder.Decode(datum);
        }
        catch (AvroException fault) when (expected is null)
        {
            // The datum as a whole has no path: a null where a record is asked for.
            Assert.True(fault.Offset is not null && (fault.FieldPath is not null || datum.Length == 1), $"no place: {fault.Message}\n{place}");
            return;
        }
        catch (Exception fault)
        {
            throw new InvalidOperationException(place, fault);
        }

        // What was decoded is sound: nothing in it fails later.
        var actual = Tree.Show(Tree.Read(Everything.Schema, Write(alert)));
        Assert.True(expected == actual, $"actual   {actual}\n{place}");
    }

    private static byte[] Write(Everything record)
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = new AvroWriter(output);
        record.Write(ref writer);
        writer.Flush();
        return output.WrittenSpan.ToArray();
    }
}
