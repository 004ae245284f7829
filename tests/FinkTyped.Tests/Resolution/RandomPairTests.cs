using FinkTyped.Tests.Testing;

namespace FinkTyped.Tests.Resolution;

/// <summary>Pairs of schemas made by chance: the planned resolver and the plain interpreter must agree on all of them.</summary>
[Trait(Property.Cases, Property.Chance)]
public class RandomPairTests
{
    private const int Datums = 8;

    [Fact]
    public void Neighbouring_schemas_resolve_as_the_plain_interpreter_says() => CheckPairs(1500, oneIn: 6, SchemaResolution.Default);

    [Fact]
    public void Neighbouring_schemas_resolve_strictly_as_the_plain_interpreter_says() => CheckPairs(1000, oneIn: 8, SchemaResolution.Strict);

    [Fact]
    public void Hardly_changed_schemas_resolve_as_the_plain_interpreter_says() => CheckPairs(1000, oneIn: 25, SchemaResolution.Default);

    [Fact]
    public void Much_changed_schemas_resolve_as_the_plain_interpreter_says() => CheckPairs(1000, oneIn: 2, SchemaResolution.Default);

    [Fact]
    public void Schemas_resolve_as_far_as_they_can_as_the_plain_interpreter_says() =>
        CheckPairs(1000, oneIn: 3, SchemaResolution.Default with { UnresolvableNullableIsNull = true });

    private static void CheckPairs(int count, int oneIn, SchemaResolution resolution) =>
        Property.Holds(count, 0, 5, made => CheckPair(made, oneIn, resolution));

    private static void CheckPair(Property.Case made, int oneIn, SchemaResolution resolution)
    {
        var random = new Random(made.Seed);
        var model = new SchemaMaker(random).Root(made.Size);
        var neighbour = new SchemaMutator(random, oneIn).Mutate(model);
        var (writerText, readerText) = random.Next(2) == 0 ? (model, neighbour) : (neighbour, model);
        var writer = AvroSchema.Parse(writerText.ToString());
        var reader = AvroSchema.Parse(readerText.ToString());
        var place = $"\nwriter {writerText}\nreader {readerText}";
        var interpreter = new TreeResolver(resolution);

        var match = SchemaMatcher.Match(writer, reader, resolution);
        Assert.True(interpreter.CanResolve(writer, reader) == !match.Fails, $"can resolve: {!match.Fails}\n{string.Join('\n', match.Problems())}{place}");
        if (match.Fails)
        {
            Assert.NotEmpty(match.Problems());
            return;
        }

        var resolver = DatumResolver.For(writer, reader, resolution);
        Assert.True(match.Root.Differs == resolver.Report.Differences.Count > 0, $"a report of {match.Root.Differs} '{resolver.Report}'{place}");
        for (var i = 0; i < Datums; i++) CheckDatum(resolver, interpreter, random, place);
    }

    private static void CheckDatum(DatumResolver resolver, TreeResolver interpreter, Random random, string place)
    {
        if (!new DatumMaker(random).TryMake(resolver.WriterSchema, out var value)) return;
        var datum = Tree.Write(resolver.WriterSchema, value, random.Next(2) == 0 ? random : null);
        place = $"{place}\ndatum {Convert.ToHexString(datum)}\nvalue {Tree.Show(value)}";
        string? expected = null;
        try
        {
            expected = Tree.Show(interpreter.Resolve(resolver.WriterSchema, resolver.ReaderSchema, value));
        }
        catch (AvroException)
        {
        }

        string actual;
        try
        {
            using var resolved = resolver.Resolve(datum);
            actual = Tree.Show(Tree.Read(resolver.ReaderSchema, resolved.Span));
        }
        catch (AvroException fault)
        {
            Assert.True(expected is null, $"refused: {fault.Message}\nexpected {expected}{place}");
            return;
        }

        Assert.True(expected == actual, $"expected {expected ?? "a refusal"}\nactual   {actual}{place}");
    }
}
