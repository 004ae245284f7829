using System.IO.Compression;
using System.Text;
using FinkTyped.Tests.Resolution;
using FinkTyped.Tests.Testing;

namespace FinkTyped.Fuzz.Kinds;

/// <summary>
/// Container files with damage in their header, their blocks, what is packed in the blocks, or around all of it; read from streams that give
/// little at a time, from disk, by queries, and appended to.
/// </summary>
internal sealed class Files() : FuzzKind("files")
{
    private static readonly AvroLimits Limits = Schemas.Bounded.Limits;
    private static readonly AlertFileOptions Options = new() { Resolution = Schemas.Bounded, OnBadFile = OnBadFile.ThrowAtOnce };

    public override void Run(FuzzRound round)
    {
        var random = round.Random;
        var damage = new Damage(random);
        var content = random.Next(8) == 0 ? Real(random) : Made(random);
        if (content is not var (schema, text, datums)) return;
        for (var i = 0; i < 8; i++)
        {
            var file = Container(text, [.. datums.Select(d => random.Next(8) == 0 ? damage.Of(d) : d)], random);
            if (random.Next(8) > 0) file = Damaged(file, damage, random);
            if (random.Next(4) == 0)
            {
                file = Zip(file, random);
                if (random.Next(2) == 0) file = damage.Of(file);
            }

            round.Begin(file, schema);
            Check(round, file, schema, text);
        }
    }

    /// <summary>A container of datums that are not looked at.</summary>
    public static byte[] Container(ReadOnlySpan<byte> text, IReadOnlyList<byte[]> datums, Random random)
    {
        using var output = new MemoryStream();
        var options = new AlertFileWriterOptions
        {
            Codec = random.GetItems([AlertFileCodec.Null, AlertFileCodec.Null, AlertFileCodec.Deflate, AlertFileCodec.Snappy, AlertFileCodec.Zstandard], 1)[0],
            BlockBytes = random.Next(3) == 0 ? 1 : 200,
        };
        using (var writer = AlertFileWriter.Create(output, text, options, leaveOpen: true))
        {
            foreach (var datum in datums) writer.Append(datum);
        }

        return output.ToArray();
    }

    // Most of a small file is its schema: damage has to fall behind it as often as into it.
    private static byte[] Damaged(byte[] file, Damage damage, Random random)
    {
        var blocks = file.AsSpan().LastIndexOf((byte)'}') + 1;
        return random.Next(3) == 0 ? damage.Of(file) : damage.Of(file, at => at >= blocks);
    }

    private static (AvroSchema, byte[], List<byte[]>)? Made(Random random)
    {
        var text = new SchemaMaker(random).Root(random.Next(1, 4)).ToString();
        var schema = AvroSchema.Parse(text);
        var datums = new List<byte[]>();
        for (var i = random.Next(6); i > 0; i--)
        {
            if (!new DatumMaker(random).TryMake(schema, out var value)) return null;
            datums.Add(Tree.Write(schema, value, random));
        }

        return (schema, Encoding.UTF8.GetBytes(text), datums);
    }

    private static (AvroSchema, byte[], List<byte[]>)? Real(Random random)
    {
        var survey = FuzzAlerts.All[random.Next(FuzzAlerts.All.Count)];
        return (survey.Schema, survey.Text, [survey.Pick(random, out _), survey.Pick(random, out _)]);
    }

    private static byte[] Zip(byte[] bytes, Random random)
    {
        using var packed = new MemoryStream();
        // Now and then in two members, as appended files are.
        var cut = random.Next(3) == 0 ? random.Next(bytes.Length) : bytes.Length;
        foreach (var part in new[] { bytes[..cut], bytes[cut..] })
        {
            using var zip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true);
            zip.Write(part);
        }

        return packed.ToArray();
    }

    private static void Check(FuzzRound round, byte[] file, AvroSchema schema, byte[] text)
    {
        var random = round.Random;
        var (here, there) = (new List<string>(), new List<string>());
        var atOnce = EveryWay.Try("read a file", file, f => Read(new MemoryStream(f.ToArray()), here));
        var bitByBit = EveryWay.Try("read a file bit by bit", file, f => ReadAsync(new MeagreStream(f.ToArray(), random), there).GetAwaiter().GetResult());
        round.Count(!atOnce.IsRefused);
        Assert.Equal(atOnce.IsRefused, bitByBit.IsRefused);
        // Of gzip'ed data that are damaged, more or less comes out before the damage is seen.
        var isZipped = file is [0x1F, 0x8B, ..] && atOnce.IsRefused;
        var common = isZipped ? Math.Min(here.Count, there.Count) : int.MaxValue;
        Assert.Equal(here.Take(common), there.Take(common));
        if (!isZipped) Assert.Equal(atOnce.Refusal, bitByBit.Refusal);
        EveryWay.Try("query of a file", file, f => Ask(f.ToArray(), random));
        if (random.Next(4) == 0) OnDisk(file, text, here, common);
    }

    private static object? Read(Stream stream, List<string> datums)
    {
        using var reader = AlertFileReader.Open(stream, "a stream", Limits);
        while (reader.TryRead(out var datum)) datums.Add(Told(datum));
        return null;
    }

    private static async Task<object?> ReadAsync(Stream stream, List<string> datums)
    {
        await using var reader = await AlertFileReader.OpenAsync(stream, "a stream", Limits);
        await foreach (var datum in reader.ReadDatumsAsync()) datums.Add(Told(datum));
        return null;
    }

    private static string Told(AlertDatum datum)
    {
        EveryWay.Try("validate", datum.Datum.Span, bytes =>
        {
            DatumFaults.Validate(datum.WriterSchema, bytes, Limits);
            return null;
        });
        return $"{datum.Index}: {Convert.ToHexString(datum.Datum.Span)}";
    }

    private static int Ask(byte[] file, Random random)
    {
        using var reader = AlertFileReader.Open(new MemoryStream(file), "a stream", Limits);
        var wanted = 0;
        if (reader.WriterSchema is not AvroRecordSchema record) return wanted;
        var query = new TreeQuery(record, random);
        while (reader.NextBlockAsync(false, default).Ended())
        {
            if (reader.TryTake(query, Schemas.Bounded, out _)) wanted++;
        }

        return wanted;
    }

    private static void OnDisk(byte[] file, byte[] text, List<string> expected, int common)
    {
        var path = Path.Combine(Path.GetTempPath(), $"fink-fuzz-{Guid.NewGuid():N}.avro");
        try
        {
            File.WriteAllBytes(path, file);
            var read = new List<string>();
            EveryWay.Try("read from disk", file, _ =>
            {
                foreach (var datum in AlertFile.ReadDatums(path, Options)) read.Add(Told(datum));
                return null;
            });
            Assert.Equal(expected.Take(common), read.Take(common));
            EveryWay.Try("append", file, _ =>
            {
                using var writer = AlertFileWriter.OpenOrCreate(path, text, new AlertFileWriterOptions { Limits = Limits });
                writer.Append("a datum"u8);
                return null;
            });
            EveryWay.Try("read what was appended to", file, _ => AlertFile.ReadDatums(path, Options).Count());
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>A stream that gives a few bytes at a time.</summary>
    private sealed class MeagreStream(byte[] bytes, Random random) : MemoryStream(bytes)
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer[..Few(buffer.Length)]);

        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Few(count));

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Few(buffer.Length)], cancellationToken);

        // So few that boundaries fall everywhere, and enough that large files come to an end.
        private int Few(int count) => Math.Min(count, Length > 10_000 ? random.Next(1, 5000) : random.Next(1, 20));
    }
}
