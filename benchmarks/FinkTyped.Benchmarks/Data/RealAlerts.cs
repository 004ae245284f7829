using System.Text;

namespace FinkTyped.Benchmarks.Data;

/// <summary>The real alerts in <c>../shared/data</c> beside the repository, where there are any.</summary>
internal static class RealAlerts
{
    /// <summary>The datums of an Avro container and the schema they were written with; null where the file is missing.</summary>
    public static (AvroSchema Writer, byte[][] Datums)? Read(string file)
    {
        var path = Find(file);
        if (path is null) return null;
        ReadOnlySpan<byte> bytes = File.ReadAllBytes(path);
        var at = 4;
        AvroSchema? schema = null;
        for (long count; (count = Long(bytes, ref at)) != 0;)
        {
            if (count < 0) Long(bytes, ref at);
            for (var i = Math.Abs(count); i > 0; i--)
            {
                var key = Encoding.UTF8.GetString(Bytes(bytes, ref at));
                var value = Bytes(bytes, ref at);
                if (key == "avro.schema") schema = AvroSchema.Parse(value);
            }
        }

        at += 16;
        var walk = new DatumWalk();
        var datums = new List<byte[]>();
        while (at < bytes.Length)
        {
            var count = Long(bytes, ref at);
            var block = Bytes(bytes, ref at).ToArray();
            var start = 0;
            for (; count > 0; count--)
            {
                var end = walk.Walk(schema!, block, start);
                datums.Add(block[start..end]);
                start = end;
            }

            at += 16;
        }

        return (schema!, [.. datums]);
    }

    private static string? Find(string file)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (!File.Exists(Path.Combine(folder.FullName, "FinkTyped.sln"))) continue;
            var path = Path.GetFullPath(Path.Combine(folder.FullName, "..", "shared", "data", "alerts", file));
            return File.Exists(path) ? path : null;
        }

        return null;
    }

    private static ReadOnlySpan<byte> Bytes(ReadOnlySpan<byte> bytes, ref int at)
    {
        var length = (int)Long(bytes, ref at);
        at += length;
        return bytes.Slice(at - length, length);
    }

    private static long Long(ReadOnlySpan<byte> bytes, ref int at)
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            ulong next = bytes[at++];
            value |= (next & 0x7F) << shift;
            if (next < 0x80) return (long)(value >> 1) ^ -(long)(value & 1);
        }
    }
}
