namespace FinkTyped.Columns.Parquet;

/// <summary>
/// Says in a file's footer what columns of whole numbers stand for. The package that writes the file takes such columns as <see cref="DateTime"/> alone, of which
/// it notes least and largest values in milliseconds whatever their unit is, so that readers would look in the wrong row groups.
/// </summary>
internal static class ParquetFooter
{
    private const int SchemaField = 2, TypeField = 1, ConvertedField = 6, LogicalField = 10;
    private const int Int32 = 5, Struct = 12;

    /// <summary>A footer in which columns have annotations.</summary>
    /// <param name="footer">The footer as it was to be written: a struct in Thrift's compact encoding.</param>
    /// <param name="leaves">The annotation of each column that holds values, in their order.</param>
    public static ReadOnlyMemory<byte> Annotate(ReadOnlySpan<byte> footer, IReadOnlyList<ParquetAnnotation?> leaves)
    {
        var output = new MemoryStream(footer.Length + (leaves.Count * 8));
        var reader = new ThriftReader(footer);
        var id = 0;
        while (reader.ReadField(ref id, out var type) && id != SchemaField) reader.Skip(type);
        var elements = reader.ReadList();
        output.Write(footer[..reader.Position]);
        var leaf = 0;
        for (; elements > 0; elements--) Copy(ref reader, footer, leaves, ref leaf, output);
        if (leaf != leaves.Count) throw new InvalidOperationException($"The footer has {leaf} columns, not {leaves.Count}.");
        output.Write(footer[reader.Position..]);
        return output.GetBuffer().AsMemory(0, (int)output.Length);
    }

    /// <summary>Copies what the footer says of one column, or of a group of them.</summary>
    private static void Copy(ref ThriftReader reader, ReadOnlySpan<byte> footer, IReadOnlyList<ParquetAnnotation?> leaves, ref int leaf, MemoryStream output)
    {
        var fields = new List<(int Id, int Type, byte[] Value)>();
        var id = 0;
        while (reader.ReadField(ref id, out var type))
        {
            var start = reader.Position;
            reader.Skip(type);
            fields.Add((id, type, footer[start..reader.Position].ToArray()));
        }

        // Groups are of no type.
        var annotation = fields.Exists(f => f.Id == TypeField) ? leaves[leaf++] : null;
        if (annotation is not null)
        {
            fields.RemoveAll(f => f.Id is ConvertedField or LogicalField);
            if (annotation.Converted is { } converted) fields.Add((ConvertedField, Int32, [(byte)(converted << 1)]));
            fields.Add((LogicalField, Struct, annotation.Logical));
            fields.Sort((a, b) => a.Id.CompareTo(b.Id));
        }

        var last = 0;
        foreach (var (field, type, value) in fields)
        {
            // Fields are so few that the difference of two always fits.
            output.WriteByte((byte)((field - last) << 4 | type));
            output.Write(value);
            last = field;
        }

        output.WriteByte(0);
    }
}
