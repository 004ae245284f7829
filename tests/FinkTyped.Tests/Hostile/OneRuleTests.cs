using System.Diagnostics.CodeAnalysis;
using System.Text;
using FinkTyped.Columns;
using FinkTyped.Generated;

namespace FinkTyped.Tests;

/// <summary>
/// One rule for all ways to read: text is checked where it is looked at, and nowhere else; bytes behind a datum are noticed by who reads the datum to
/// its end. Every way over the same bytes.
/// </summary>
public sealed class OneRuleTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    // So small that each file is divided at its blocks.
    private static readonly AlertParallelOptions Parallel = new() { Threads = 2, PartBytes = 1 };

    // What the reader has of it is id and name; note is what it lacks.
    public static TheoryData<string, string> Writers => new()
    {
        { """{"type":"record","name":"W","fields":[{"name":"id","type":"long"},{"name":"note","type":"string"},{"name":"name","type":"string"}]}""", "0E02NN02TT" },
        { """{"type":"record","name":"W","fields":[{"name":"note","type":"string"},{"name":"id","type":"int"},{"name":"name","type":"string"}]}""", "02NN0E02TT" },
        { """{"type":"record","name":"W","fields":[{"name":"id","type":"long"},{"name":"name","type":"string"},{"name":"note","type":["null","string"]}]}""", "0E02TT0202NN" },
        { """{"type":"record","name":"W","fields":[{"name":"id","type":"long"},{"name":"name","type":"bytes"},{"name":"note","type":{"type":"array","items":"string"}}]}""", "0E02TT0202NN00" },
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Writers))]
    public void Whole_bytes_are_read_in_every_way(string writer, string datum)
    {
        foreach (var way in WholeOfWriter().Concat(WholeOfReader()).Concat(OfName()).Concat(OfId())) Reads(way, writer, Bytes(datum, "61", "62"));
    }

    [Theory]
    [MemberData(nameof(Writers))]
    public void Text_that_is_no_text_in_a_field_that_nobody_asks_for_is_passed_over(string writer, string datum)
    {
        foreach (var way in WholeOfReader().Concat(OfName()).Concat(OfId())) Reads(way, writer, Bytes(datum, "FF", "62"));
        foreach (var way in WholeOfWriter()) Refuses(way, writer, Bytes(datum, "FF", "62"), "note");
    }

    [Theory]
    [MemberData(nameof(Writers))]
    public void Text_that_is_no_text_is_refused_where_it_is_looked_at(string writer, string datum)
    {
        foreach (var way in WholeOfReader().Concat(OfName())) Refuses(way, writer, Bytes(datum, "61", "FF"), "name");
        foreach (var way in OfId()) Reads(way, writer, Bytes(datum, "61", "FF"));
    }

    [Theory]
    [MemberData(nameof(Writers))]
    public void Bytes_behind_a_datum_are_refused_where_it_is_read_to_its_end(string writer, string datum)
    {
        byte[] bytes = [.. Bytes(datum, "61", "62"), 7];
        foreach (var way in WholeOfWriter().Concat(WholeOfReader())) Refuses(way, writer, bytes, null);
        foreach (var way in OfName().Concat(OfId())) Reads(way, writer, bytes);
    }

    private static byte[] Bytes(string datum, string note, string name) => Convert.FromHexString(datum.Replace("NN", note, StringComparison.Ordinal).Replace("TT", name, StringComparison.Ordinal));

    private static IEnumerable<Way> WholeOfWriter() =>
    [
        new("JSON", static (w, d) => AvroJson.ToString(w, d)),
        new("a check", static (w, d) =>
        {
            w.Check(d);
            return true;
        }),
    ];

    private IEnumerable<Way> WholeOfReader() =>
    [
        new("a record", static (w, d) => AlertDecoder<SmallAlert>.For(w).Decode(d)),
        new("JSON of the reader's", static (w, d) => AvroJson.ToString(w, d, new() { ReaderSchema = SmallAlert.Schema })),
        new("a record of a file", (w, d) => AlertFile.Read<SmallAlert>(Write(w, d)).Single()),
        new("a record of several threads", (w, d) => AlertFile.ReadParallel<SmallAlert>([Write(w, d)], Parallel).Single()),
        new("a record of several threads, later", (w, d) => AlertFile.ReadParallelAsync<SmallAlert>([Write(w, d)], Parallel).ToBlockingEnumerable().Single()),
        new("a record of a reader", (w, d) =>
        {
            using var reader = AlertFileReader.Open(Write(w, d));
            Assert.True(reader.TryRead<SmallAlert>(out var alert));
            return alert;
        }),
    ];

    private IEnumerable<Way> OfName() =>
    [
        new("a query", static (w, d) => new Names().TryEvaluate(w, d, out var name) ? name : null),
        new("a query of a file", (w, d) => AlertFile.Read(Write(w, d), new Names()).Single()),
        new("a query of several threads", (w, d) => AlertFile.ReadParallel([Write(w, d)], new Names(), Parallel).Single()),
        new("a filter", static (w, d) => AlertFilter.Parse("name != 'q'").Accepts(Texts(w), d) ? true : null),
        new("an untyped view", static (w, d) => AvroPlan.For(Texts(w)) is var plan && plan.Bind("name") is var path ? plan.Read(d, path, static (view, p) => view.Text(p).ToString()) : null),
        new("a column", static (w, d) => Column(w, d, "name")),
        new("a column of several threads", (w, d) => Columns(w, d, "name")),
    ];

    private IEnumerable<Way> OfId() =>
    [
        new("a query", static (w, d) => new Ids().TryEvaluate(w, d, out var id) ? id : null),
        new("a query of a file", (w, d) => AlertFile.Read(Write(w, d), new Ids()).Single()),
        new("a query of several threads", (w, d) => AlertFile.ReadParallel([Write(w, d)], new Ids(), Parallel).Single()),
        new("a filter", static (w, d) => AlertFilter.Parse("id == 7").Accepts(w, d) ? true : null),
        new("an untyped view", static (w, d) => AvroPlan.For(w) is var plan && plan.Bind("id") is var path ? plan.Read(d, path, static (view, p) => view.Long(p)) : null),
        new("a column", static (w, d) => Column(w, d, "id")),
        new("a column of several threads", (w, d) => Columns(w, d, "id")),
        new("bytes of several threads", (w, d) => AlertFile.ReadDatumsParallel([Write(w, d)], Parallel).Single().Datum.Length),
        new("bytes of a file", (w, d) => AlertFile.ReadDatums(Write(w, d)).Single().Datum.Length),
    ];

    private static int Column(AvroSchema writer, ReadOnlySpan<byte> datum, string path)
    {
        using var columns = new AlertColumns(SmallAlert.Schema, path);
        columns.Add(writer, datum);
        return columns.Count;
    }

    private int Columns(AvroSchema writer, ReadOnlySpan<byte> datum, string path) =>
        AlertFile.ReadColumns([Write(writer, datum)], new ColumnOptions { Schema = SmallAlert.Schema, Fields = [path], Threads = 2 }).Single().Count;

    // Without a compiled type, bytes are no text: who asks for text of them asks for something else.
    private static AvroSchema Texts(AvroSchema writer) => AvroSchema.Parse(writer.ToString().Replace("\"bytes\"", "\"string\"", StringComparison.Ordinal));

    private string Write(AvroSchema writer, ReadOnlySpan<byte> datum)
    {
        var path = _folder[$"{Guid.NewGuid():N}.avro"];
        using var file = AlertFileWriter.Create(path, writer);
        file.Append(datum);
        return path;
    }

    // Twice: what was learned of the first must not change what is said of the second.
    private static void Reads(Way way, string writer, byte[] datum)
    {
        var schema = AvroSchema.ParseWriter(Encoding.UTF8.GetBytes(writer));
        for (var i = 0; i < 2; i++) Assert.True(way.Read(schema, datum) is not null, way.Name);
    }

    private static void Refuses(Way way, string writer, byte[] datum, string? field)
    {
        var schema = AvroSchema.ParseWriter(Encoding.UTF8.GetBytes(writer));
        for (var i = 0; i < 2; i++)
        {
            var fault = Record.Exception(() => way.Read(schema, datum));
            Assert.True(fault is AvroException, $"{way.Name}: {fault}");
            if (field is not null) Assert.StartsWith(field, ((AvroException)fault).FieldPath ?? way.Name, StringComparison.Ordinal);
        }
    }

    private sealed record Way(string Name, Way.Reading Read)
    {
        public delegate object? Reading(AvroSchema writer, ReadOnlySpan<byte> datum);
    }

    private sealed class Names : AlertQuery<SmallAlert, string>
    {
        private protected override bool TryEvaluate(AvroRecordView alert, [NotNullWhen(true)] out string? result)
        {
            result = alert.TextToKeep(1)!;
            return true;
        }
    }

    private sealed class Ids : AlertQuery<SmallAlert, object>
    {
        private protected override bool TryEvaluate(AvroRecordView alert, [NotNullWhen(true)] out object? result)
        {
            result = alert.Long(0);
            return true;
        }
    }
}
