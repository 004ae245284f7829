using FinkTyped.Tests.Resolution;

namespace FinkTyped.Tests.Testing;

/// <summary>A writer's schema and a reader's that resolves it, made by chance.</summary>
internal sealed record RandomPair(AvroSchema Writer, AvroRecordSchema Reader, string Place)
{
    /// <summary>Makes a pair; null where chance made one that does not resolve or whose reader is no record.</summary>
    /// <param name="random">The source of chance.</param>
    /// <param name="size">How large the schemas may be.</param>
    /// <param name="oneIn">How seldom the two differ: in one of so many places.</param>
    /// <param name="resolution">How they have to resolve.</param>
    public static RandomPair? Make(Random random, int size, int oneIn, SchemaResolution resolution)
    {
        var model = new SchemaMaker(random).Root(size);
        var neighbour = new SchemaMutator(random, oneIn).Mutate(model);
        var (writerText, readerText) = random.Next(2) == 0 ? (model, neighbour) : (neighbour, model);
        return Of(writerText.ToString(), readerText.ToString(), random, resolution);
    }

    /// <summary>A real writer's schema with a reader's near it, which differs in about as many places as schemas do in life.</summary>
    public static RandomPair Near(AvroSchema writer, Random random, SchemaResolution resolution)
    {
        var model = SchemaModelReader.Read(writer.ToString());
        for (var oneIn = 400; ; oneIn += oneIn / 4)
        {
            // The seldomer the changes, the surer it resolves.
            var reader = new SchemaMutator(random, oneIn).Mutate(model);
            if (AvroSchema.Parse(reader.ToString()) is not AvroRecordSchema record || SchemaMatcher.Match(writer, record, resolution).Fails) continue;
            return new RandomPair(writer, record, $"\nreader {reader}");
        }
    }

    private static RandomPair? Of(string writerText, string readerText, Random random, SchemaResolution resolution)
    {
        if (AvroSchema.Parse(readerText) is not AvroRecordSchema reader) return null;
        // Now and then both are one and the same.
        var writer = readerText == writerText && random.Next(2) == 0 ? reader : AvroSchema.Parse(writerText);
        return SchemaMatcher.Match(writer, reader, resolution).Fails
            ? null
            : new RandomPair(writer, reader, $"\nwriter {writerText}\nreader {readerText}");
    }
}
