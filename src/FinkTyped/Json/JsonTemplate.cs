using FinkTyped.Plans;

namespace FinkTyped;

/// <summary>
/// The JSON of all records of one <see cref="Layout"/>: names, nulls, symbols and what stands between them as text, and holes for what the layout
/// leaves open. Made once per layout, immutable, shared between threads.
/// </summary>
internal sealed class JsonTemplate
{
    /// <summary>Text is copied so many bytes at a time.</summary>
    public const int Stride = 32;

    /// <summary>A value of a record is loaded with up to so many bytes behind it.</summary>
    public const int Margin = 32;

    // A character that is escaped takes six.
    private const int MaxEscape = 6;

    /// <summary>Makes the template of a layout.</summary>
    /// <param name="record">The record, all of plain fields.</param>
    /// <param name="layout">A layout of all its bytes.</param>
    public JsonTemplate(JsonSteps record, Layout layout)
    {
        // What the layout leaves open is zero here; all else is as in any record that it recognises.
        var reader = new AvroReader(layout.Example());
        var text = new List<byte> { (byte)'{' };
        var holes = new List<JsonHole>();
        var written = 0;
        foreach (var field in record.Steps)
        {
            text.AddRange(record.Names.AsSpan(field.Name, field.NameLength));
            if (field.IsNullable && 2 * reader.ReadUnionIndex(2) == field.NullByte)
            {
                text.AddRange("null"u8);
                continue;
            }

            if (field.Kind == WireKind.Enum)
            {
                var symbols = ((AvroEnumSchema)field.Schema).SymbolsAsJson;
                text.AddRange(symbols[reader.ReadEnumIndex(symbols.Length)]);
                continue;
            }

            var isText = field.Kind == WireKind.String;
            if (isText) text.Add((byte)'"');
            holes.Add(Pass(ref reader, field.Kind) with { Before = text.Count - written });
            written = text.Count;
            if (isText) text.Add((byte)'"');
        }

        text.Add((byte)'}');
        Last = text.Count - written;
        Text = [.. text, .. new byte[Stride]];
        Holes = [.. holes];
        Room = Text.Length + holes.Sum(h => h.Kind == JsonHoleKind.Text ? MaxEscape * h.Length : NumberText.MaxLength) + Stride;
    }

    /// <summary>Whether a template can have fields of a kind: values that a layout knows the place of, and that need nothing but their bytes.</summary>
    public static bool CanHave(WireKind kind) => kind is WireKind.Boolean or WireKind.Int or WireKind.Long or WireKind.Float or WireKind.Double
        or WireKind.String or WireKind.Enum;

    /// <summary>What stands before, between and behind the holes, one after the other, and a stride of zeros.</summary>
    public byte[] Text { get; }

    /// <summary>How many bytes of text stand behind the last hole.</summary>
    public int Last { get; }

    /// <summary>The holes in the order of the bytes.</summary>
    public JsonHole[] Holes { get; }

    /// <summary>What the JSON of a record takes at most, with what is written past its end.</summary>
    public int Room { get; }

    private static JsonHole Pass(ref AvroReader reader, WireKind kind)
    {
        var start = reader.Position;
        switch (kind)
        {
            case WireKind.Boolean:
                reader.ReadBoolean();
                return new JsonHole(0, start, 0, JsonHoleKind.Boolean);
            case WireKind.Float:
                reader.ReadFloat();
                return new JsonHole(0, start, 0, JsonHoleKind.Float);
            case WireKind.Double:
                reader.ReadDouble();
                return new JsonHole(0, start, 0, JsonHoleKind.Double);
            case WireKind.String:
                var length = reader.ReadBytesSpan().Length;
                return new JsonHole(0, reader.Position - length, length, JsonHoleKind.Text);
            default:
                reader.ReadLong();
                return new JsonHole(0, start, 0, reader.Position - start == 1 ? JsonHoleKind.ShortInteger : JsonHoleKind.Integer);
        }
    }
}
