namespace FinkTyped.Generators.Tests;

/// <summary>What generated views show of values that are nested in each other, and of unions.</summary>
public sealed class NestedViewTests
{
    private const string Alert = """
        var alert = new Nested
        {
            Words = [[["a", null], []], [], [["é"]]],
            WordsArray = 7,
            Tags = new([new("k", "v"), new("l", "w")]),
            Blobs = [new byte[] { 1, 2 }, null, Array.Empty<byte>()],
            Sums = new([new("s", new Md2([3, 4]))]),
            Bands = [Band.R, null, Band.G],
            Nights = [new([new("n", new Night { Flux = 1.5f }), new("m", new Night())])],
            Best = new([new("b", [new Night { Flux = 2.5f }, null])]),
            Only = ["x", "y"],
            Last = new Night { Flux = 3.5f },
            Nothing = [default, default],
            Any = new([
                new("null", NestedAny.Null),
                new("night", new Night { Flux = 4.5f }),
                new("band", Band.R),
                new("array", new NestedAny([[1, 2], [], [3]])),
                new("map", new NestedAny(new FinkTyped.AvroMap<NestedAnyUnion>([new("x", 0.5), new("y", NestedAnyUnion.Null), new("z", new Md2([5, 6]))]))),
            ]),
        };
        var bytes = new System.Buffers.ArrayBufferWriter<byte>();
        var writer = new FinkTyped.AvroWriter(bytes);
        alert.Write(ref writer);
        writer.Flush();
        void Look(string what, Func<Nested.View, bool> predicate)
        {
            if (!Nested.Where(predicate).TryEvaluate(Nested.Schema, bytes.WrittenSpan, out var kept)) throw new Exception(what);
            Check(kept == alert);
        }

        """;

    [Fact]
    public void Arrays_in_arrays_are_views_in_views() => Run("""
        Look("words", static a =>
        {
            var text = "";
            foreach (var page in a.Words)
            {
                text += "[";
                foreach (var line in page)
                {
                    text += "(" + line.Count;
                    foreach (var word in line) text += word.IsNull ? "-" : word.ToString();
                    text += ")";
                }

                text += "]";
            }

            return text == "[(2a-)(0)][][(1é)]" && a.Words.Count == 3 && a.WordsArray == 7;
        });
        """);

    [Fact]
    public void Text_bytes_fixed_and_symbols_are_views_in_collections() => Run("""
        Look("tags", static a => a.Tags.Count == 2 && a.Tags.TryGetValue("l"u8, out var w) && w == "w"u8 && !a.Tags.TryGetValue("x"u8, out var no) && no.IsNull);
        Look("blobs", static a =>
        {
            var all = "";
            foreach (var blob in a.Blobs) all += blob.IsNull ? "null " : blob.Length + " ";
            return all == "2 null 0 ";
        });
        Look("sums", static a => a.Sums.TryGetValue("s"u8, out var sum) && sum.Span.SequenceEqual(new byte[] { 3, 4 }));
        Look("bands", static a =>
        {
            var all = "";
            foreach (var band in a.Bands) all += (band?.ToString() ?? "null") + " ";
            return all == "R null G ";
        });
        Look("only", static a =>
        {
            var all = "";
            foreach (var only in a.Only) all += only.ToString();
            return all == "xy";
        });
        Look("nothing", static a => a.Nothing.Count == 2);
        """);

    [Fact]
    public void Records_are_views_however_deep() => Run("""
        Look("nights", static a =>
        {
            float? sum = 0;
            foreach (var nights in a.Nights)
            {
                foreach (var night in nights) sum += night.Value.Flux ?? 100;
                if (!nights.TryGetValue("n"u8, out var n) || n.Flux != 1.5f || n.ToRecord() != new Night { Flux = 1.5f }) return false;
            }

            return sum == 101.5f;
        });
        Look("best", static a =>
        {
            foreach (var (_, nights) in Entries(a)) if (nights != "2.5 null ") return false;
            return a.Best.Count == 1;
        });
        Look("last", static a => a.Last.Flux == 3.5f);
        static System.Collections.Generic.List<(string, string)> Entries(Nested.View a)
        {
            var list = new System.Collections.Generic.List<(string, string)>();
            foreach (var entry in a.Best)
            {
                var text = "";
                foreach (var night in entry.Value) text += (night.IsNull ? "null" : FormattableString.Invariant($"{night.Flux}")) + " ";
                list.Add((entry.Key.ToString(), text));
            }

            return list;
        }
        """);

    [Fact]
    public void A_union_is_a_view_over_the_type_it_holds() => Run("""
        Look("any", static a =>
        {
            var any = a.Any;
            if (!any.TryGetValue("null"u8, out var value) || !value.IsNull || value.Kind != NestedAnyKind.Null || value.ToUnion() != NestedAny.Null) return false;
            if (!any.TryGetValue("night"u8, out value) || !value.IsNight || value.AsNight().Flux != 4.5f) return false;
            if (value.ToUnion() != new Night { Flux = 4.5f }) return false;
            if (!any.TryGetValue("band"u8, out value) || value.IsNight || value.AsBand() != Band.R) return false;
            try { value.AsNight(); return false; }
            catch (InvalidOperationException e) when (e.Message == "the value is of the kind Band, not Night") { }
            long sum = 0;
            if (!any.TryGetValue("array"u8, out value)) return false;
            foreach (var row in value.AsArray()) foreach (var number in row) sum = 10 * sum + number;
            if (sum != 123 || !any.TryGetValue("map"u8, out value)) return false;
            var map = value.AsMap();
            return map.Count == 3
                && map.TryGetValue("x"u8, out var x) && x.AsDouble() == 0.5
                && map.TryGetValue("y"u8, out var y) && y.IsNull
                && map.TryGetValue("z"u8, out var z) && z.AsMd2().Span.SequenceEqual(new byte[] { 5, 6 })
                && !any.TryGetValue("none"u8, out value) && value.IsNull;
        });
        """);

    [Fact]
    public void What_the_writer_lacks_is_null_and_what_it_wrote_otherwise_is_converted() => Run("""
        var lacking = FinkTyped.AvroSchema.Parse("{\"type\": \"record\", \"name\": \"w\", \"fields\": [{\"name\": \"others\", \"type\": {\"type\": \"array\", \"items\": \"bytes\"}}]}");
        Check(Unions.Where(static u =>
        {
            if (!u.Value.IsNull || u.Value.ToUnion() != UnionsValue.Null) return false;
            foreach (var other in u.Others) if (!other.IsBytes || other.AsBytes().Span[0] != 255) return false;
            return u.Others.Count == 1;
        }).TryEvaluate(lacking, new byte[] { 2, 2, 255, 0 }, out _));
        """, "Unions", "");

    [Fact]
    public void Looking_at_nested_views_does_not_allocate() => Run("""
        Look("all", static _ => true);
        var sum = new long[1];
        var query = Nested.Where(a =>
        {
            foreach (var page in a.Words) foreach (var line in page) foreach (var word in line) sum[0] += word.Length;
            foreach (var tag in a.Tags) sum[0] += tag.Value.Length;
            foreach (var blob in a.Blobs) sum[0] += blob.Length;
            foreach (var nights in a.Nights) foreach (var night in nights) if (night.Value.Flux > 0) sum[0]++;
            foreach (var any in a.Any)
            {
                if (any.Value.IsNight) sum[0] += (long)any.Value.AsNight().Flux!.Value;
                if (any.Value.IsArray) foreach (var row in any.Value.AsArray()) foreach (var number in row) sum[0] += number;
            }

            return false;
        });
        for (var i = 0; i < 3; i++) query.TryEvaluate(Nested.Schema, bytes.WrittenSpan, out _);
        var least = long.MaxValue;
        for (var round = 0; round < 8; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 100; i++) query.TryEvaluate(Nested.Schema, bytes.WrittenSpan, out _);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Check(least == 0);
        Check(sum[0] > 0);
        """);

    private static void Run(string statements, string sample = "Nested", string before = Alert) => UserProgram.Run(sample, before + statements);
}
