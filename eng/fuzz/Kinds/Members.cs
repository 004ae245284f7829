using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using FinkTyped.Tests.Resolution;
using FinkTyped.Tests.Testing;

namespace FinkTyped.Fuzz.Kinds;

/// <summary>A file as folders and archives have them, good or not.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Bytes">What is in it.</param>
/// <param name="Datums">The alerts that must come of it, in hexadecimal; null where it is not known what is left of them.</param>
internal sealed record Member(string Name, byte[] Bytes, IReadOnlyList<string>? Datums)
{
    /// <summary>Makes some, of which about half are as they should be.</summary>
    public static List<Member> Make(Random random)
    {
        var damage = new Damage(random);
        var members = new List<Member>();
        for (var count = random.Next(1, 8); count > 0; count--)
        {
            var name = $"{members.Count}{random.GetItems([".avro", ".AVRO", ".avro.gz", ".Avro.Gz"], 1)[0]}";
            members.Add(random.Next(10) switch
            {
                0 => new Member(name, [], null),
                1 => new Member(name, damage.Bytes(600), null),
                2 => new Member($"._{name}", [0, 5, 0x16, 7, 0, 2, 0, 0, .. damage.Bytes(50)], null),
                3 => new Member(name, "<html><body>404 Not Found</body></html>\r\n"u8.ToArray(), null),
                _ => OfAlerts(name, damage, random),
            });
        }

        return members;
    }

    /// <summary>An archive of members, in one of the formats that there are.</summary>
    public static byte[] Archive(IEnumerable<Member> members, Random random)
    {
        using var output = new MemoryStream();
        var format = random.GetItems([TarEntryFormat.V7, TarEntryFormat.Ustar, TarEntryFormat.Pax, TarEntryFormat.Gnu], 1)[0];
        using (var writer = new TarWriter(output, format, leaveOpen: true))
        {
            foreach (var member in members)
            {
                TarEntryType type = format == TarEntryFormat.V7 ? TarEntryType.V7RegularFile : TarEntryType.RegularFile;
                TarEntry entry = format switch
                {
                    TarEntryFormat.V7 => new V7TarEntry(type, member.Name),
                    TarEntryFormat.Ustar => new UstarTarEntry(type, member.Name),
                    TarEntryFormat.Gnu => new GnuTarEntry(type, member.Name),
                    _ => new PaxTarEntry(type, member.Name, [new("comment", new string('x', random.Next(300)))]),
                };
                entry.DataStream = new MemoryStream(member.Bytes);
                writer.WriteEntry(entry);
            }
        }

        return output.ToArray();
    }

    public static byte[] Zip(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var zip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true)) zip.Write(bytes);
        return packed.ToArray();
    }

    private static Member OfAlerts(string name, Damage damage, Random random)
    {
        var schema = new SchemaMaker(random).Root(random.Next(1, 4)).ToString();
        var parsed = AvroSchema.Parse(schema);
        var datums = new List<byte[]>();
        for (var count = random.Next(4); count > 0; count--)
        {
            if (new DatumMaker(random).TryMake(parsed, out var value)) datums.Add(Tree.Write(parsed, value, random));
        }

        // What takes no bytes, or is more than the bounds of a run allow, need not come back.
        var isKnown = datums.All(d => d.Length is > 0 and < 10_000) && datums.All(d => EveryWay.Try("walk", d, bytes =>
        {
            DatumFaults.Validate(parsed, bytes, Schemas.Bounded.Limits);
            return null;
        }).Refusal is null);
        var file = Files.Container(Encoding.UTF8.GetBytes(schema), datums, random);
        var isDamaged = random.Next(3) == 0;
        if (isDamaged) file = damage.Of(file);
        if (random.Next(3) == 0) file = Zip(file);
        return new Member(name, file, isDamaged || !isKnown ? null : [.. datums.Select(d => Convert.ToHexString(d))]);
    }
}
