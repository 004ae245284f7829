using FinkTyped.Cli.Terminal;

namespace FinkTyped.Cli.Schemas;

/// <summary>The fields of a schema, explained: type, whether it may be null, documentation.</summary>
internal static class SchemaFields
{
    private const string NullWord = "or null";
    private const int NameWidth = 30;
    private const int TypeWidth = 22;

    /// <summary>Writes the fields, or those whose path or documentation holds a text.</summary>
    /// <returns>How many were written.</returns>
    public static int Write(CliConsole console, AvroSchema schema, string? search)
    {
        var seen = new HashSet<AvroSchema>(ReferenceEqualityComparer.Instance);
        var rows = new List<(string Name, AvroField Field)>();
        foreach (var (depth, path, field) in Walk(schema, 0, "", seen))
        {
            if (search is null) rows.Add((new string(' ', depth * 2) + field.Name, field));
            else if (path.Contains(search, StringComparison.OrdinalIgnoreCase) || field.Doc?.Contains(search, StringComparison.OrdinalIgnoreCase) == true) rows.Add((path, field));
        }

        var width = rows.Select(row => row.Name.Length).Append(NameWidth).Max();
        foreach (var (name, field) in rows) WriteLine(console, name.PadRight(width), Describe(field.Schema), field.Doc);
        return rows.Count;
    }

    private static void WriteLine(CliConsole console, string name, string type, string? doc)
    {
        var line = $"{name}  {type.PadRight(TypeWidth)}  ";
        var width = Math.Max(20, console.Results.Profile.Width - line.Length);
        foreach (var (index, text) in Wrap(PrintableText.Of(doc ?? ""), width).Index())
            console.ResultWriter.WriteLine((index == 0 ? PrintableText.Of(line) + text : new string(' ', line.Length) + text).TrimEnd());
    }

    private static IEnumerable<(int Depth, string Path, AvroField Field)> Walk(AvroSchema schema, int depth, string path, HashSet<AvroSchema> seen)
    {
        // A record that is used again, as in a history, is explained where it comes first.
        if (RecordIn(schema) is not { } record || !seen.Add(record)) yield break;
        foreach (var field in record.Fields)
        {
            var inner = path.Length == 0 ? field.Name : $"{path}.{field.Name}";
            yield return (depth, inner, field);
            foreach (var below in Walk(field.Schema, depth + 1, inner, seen)) yield return below;
        }
    }

    private static AvroRecordSchema? RecordIn(AvroSchema schema) => schema switch
    {
        AvroRecordSchema record => record,
        AvroArraySchema array => RecordIn(array.Items),
        AvroMapSchema map => RecordIn(map.Values),
        AvroUnionSchema union => union.Branches.Select(RecordIn).FirstOrDefault(record => record is not null),
        _ => null,
    };

    private static string Describe(AvroSchema schema) => schema switch
    {
        AvroUnionSchema union when union.Branches.Any(branch => branch.Type == AvroType.Null) =>
            $"{string.Join(" or ", union.Branches.Where(branch => branch.Type != AvroType.Null).Select(Describe))} {NullWord}",
        AvroUnionSchema union => string.Join(" or ", union.Branches.Select(Describe)),
        AvroArraySchema array => $"list of {Describe(array.Items)}",
        AvroMapSchema map => $"map of {Describe(map.Values)}",
        AvroRecordSchema record => record.Name,
        AvroEnumSchema or AvroFixedSchema => schema.Type.ToString().ToLowerInvariant(),
        _ => schema.Type.ToString().ToLowerInvariant(),
    };

    private static IEnumerable<string> Wrap(string text, int width)
    {
        while (text.Length > width)
        {
            var at = text.LastIndexOf(' ', width);
            if (at <= 0) at = width;
            yield return text[..at];
            text = text[at..].TrimStart();
        }

        yield return text;
    }
}
