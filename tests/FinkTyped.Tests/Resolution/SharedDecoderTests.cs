namespace FinkTyped.Tests.Resolution;

/// <summary>One decoder, used by many threads for alerts of more shapes than it keeps: each alert is what it is on its own.</summary>
public class SharedDecoderTests
{
    private const int Threads = 8;
    private const int Alerts = 250;
    private const int Rounds = 6;

    // As many shapes of an item as are kept.
    private const int KeptShapes = 64;

    private static readonly SchemaModel Compiled = SchemaModelReader.Read(Everything.Schema.ToString());

    [Fact]
    public Task Alerts_laid_out_as_compiled() => DecodeInParallelAsync(AvroSchema.Parse(Compiled.ToString()), identical: true);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public Task Alerts_of_another_writer(int seed) => DecodeInParallelAsync(Neighbour(new Random(seed)), identical: false);

    private static async Task DecodeInParallelAsync(AvroSchema writer, bool identical)
    {
        var decoder = AlertDecoder<Everything>.For(writer);
        var samples = MakeSamples(writer, new Random(5));
        var numbers = Everything.Select(static alert => Sum(alert));
        Assert.Equal(identical, decoder.IsWireIdentical);
        Assert.InRange(samples.Length, Alerts / 2, Alerts);

        using var start = new Barrier(Threads);
        var threads = Enumerable.Range(0, Threads).Select(number => Task.Factory.StartNew(
            () =>
            {
                var order = Enumerable.Range(0, samples.Length).ToArray();
                var random = new Random(number);
                start.SignalAndWait(TestContext.Current.CancellationToken);
                for (var round = 0; round < Rounds; round++)
                {
                    random.Shuffle(order);
                    foreach (var i in order)
                    {
                        var (datum, expected, sum) = samples[i];
                        var alert = decoder.Decode(datum);
                        Assert.True(alert.Encode().AsSpan().SequenceEqual(expected), $"alert {i} in round {round} of thread {number}");
                        Assert.True(numbers.TryEvaluate(writer, datum, out var seen) && seen == sum, $"view {i} in round {round} of thread {number}");
                    }
                }
            },
            TestContext.Current.CancellationToken,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default));
        await Task.WhenAll(threads);

        // Slot 0 is the alert itself.
        var items = decoder.Records!.Steps.Single(s => s.Slot == FieldOf("history") + 1).Items!;
        Assert.InRange(items.Layouts!.Count, KeptShapes / 2, KeptShapes);
        Assert.True(samples.SelectMany(s => ShapesOf(s.Expected)).Distinct().Count() > 3 * KeptShapes, "too few shapes of items to overflow what is kept");
    }

    // A writer whose history has items of another layout, and that resolves.
    private static AvroSchema Neighbour(Random random)
    {
        while (true)
        {
            var writer = AvroSchema.Parse(new SchemaMutator(random, oneIn: 25).Mutate(Compiled).ToString());
            if (SchemaMatcher.Match(writer, Everything.Schema, SchemaResolution.Default).Fails) continue;
            var report = ResolutionReport.Of(writer, Everything.Schema);
            var inItems = report.Differences.Any(d => d.Path.StartsWith("history[].", StringComparison.Ordinal));
            if (inItems && !report.Differences.Any(d => d.Kind == ResolutionDifferenceKind.MayFail)) return writer;
        }
    }

    private static (byte[] Datum, byte[] Expected, long Sum)[] MakeSamples(AvroSchema writer, Random random)
    {
        var interpreter = new TreeResolver(SchemaResolution.Default);
        var samples = new List<(byte[], byte[], long)>();
        for (var i = 0; i < Alerts; i++)
        {
            Assert.True(new DatumMaker(random).TryMake(writer, out var value));
            MakeHistory((AvroRecordSchema)writer, (Dictionary<string, object?>)value!, random);
            try
            {
                var resolved = interpreter.Resolve(writer, Everything.Schema, value);
                samples.Add((Tree.Write(writer, value), Tree.Write(Everything.Schema, resolved), SumOf(resolved)));
            }
            catch (AvroException)
            {
                // Bytes that are no text, where the compiled type has text.
            }
        }

        return [.. samples];
    }

    // Longer than chance would make it.
    private static void MakeHistory(AvroRecordSchema writer, Dictionary<string, object?> alert, Random random)
    {
        if (writer.Fields.Single(f => f.Name == "history").Schema is not AvroUnionSchema history) return;
        var branch = history.Branches.ToList().FindIndex(b => b is AvroArraySchema);
        var items = new List<object?>();
        for (var i = random.Next(20); i > 0; i--)
        {
            Assert.True(new DatumMaker(random).TryMake(((AvroArraySchema)history.Branches[branch]).Items, out var item));
            items.Add(item);
        }

        alert["history"] = new Tree.Branch(branch, items);
    }

    private static long Sum(Everything.View alert)
    {
        var sum = alert.Count;
        foreach (var point in alert.History) sum += point.IsNull ? 1 : unchecked((int)(point.Pid ?? 1)) ^ point.Fid;
        return sum;
    }

    private static long SumOf(object? alert)
    {
        var fields = (Dictionary<string, object?>)alert!;
        var sum = (int)fields["count"]!;
        foreach (var item in HistoryOf(fields))
        {
            var point = (Dictionary<string, object?>?)item.Value;
            sum += point is null ? 1 : unchecked((int)((long?)((Tree.Branch)point["pid"]!).Value ?? 1)) ^ (int)point["fid"]!;
        }

        return sum;
    }

    // What decides the layout of an item: which of its fields are null, and how long its integers and texts are.
    private static IEnumerable<string> ShapesOf(byte[] alert)
    {
        var fields = (Dictionary<string, object?>)Tree.Read(Everything.Schema, alert)!;
        foreach (var item in HistoryOf(fields))
        {
            if (item.Value is not Dictionary<string, object?> point) continue;
            yield return string.Join(' ', ((AvroRecordSchema)PointSchema).Fields.Select(f =>
                (point[f.Name] as Tree.Branch)?.Value is null && point[f.Name] is Tree.Branch ? "-" : $"{Tree.Write(f.Schema, point[f.Name]).Length}"));
        }
    }

    private static IEnumerable<Tree.Branch> HistoryOf(Dictionary<string, object?> alert) =>
        ((List<object?>?)((Tree.Branch)alert["history"]!).Value ?? []).Cast<Tree.Branch>();

    private static AvroSchema PointSchema
    {
        get
        {
            var history = (AvroUnionSchema)((AvroRecordSchema)Everything.Schema).Fields[FieldOf("history")].Schema;
            return ((AvroUnionSchema)((AvroArraySchema)history.Branches[0]).Items).Branches[0];
        }
    }

    private static int FieldOf(string name) => ((AvroRecordSchema)Everything.Schema).Fields.Single(f => f.Name == name).Index;
}
