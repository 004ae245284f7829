namespace FinkTyped;

/// <summary>
/// Matches a writer's schema with a reader's by Avro's rules of schema resolution. Neither recursion in the schemas nor their depth is
/// recursion here: pairs wait in a list, and failure travels from the parts to what they are part of.
/// </summary>
internal sealed partial class SchemaMatcher
{
    // The pairs of two honest schemas are about as many as the reader has types; two hostile ones could make the product.
    private const int MaxPairs = 1_000_000;

    private readonly SchemaResolution _resolution;
    private readonly DefaultEncoder _defaults;
    private readonly Dictionary<(AvroSchema, AvroSchema, int), SchemaPair> _known = new(SchemaPairComparer.Instance);
    private readonly List<SchemaPair> _pairs = [];

    private SchemaMatcher(SchemaResolution resolution)
    {
        _resolution = resolution;
        _defaults = new DefaultEncoder(resolution.Limits);
    }

    /// <summary>Matches two schemas. What cannot be resolved is said by the result, not thrown.</summary>
    public static SchemaMatch Match(AvroSchema writer, AvroSchema reader, SchemaResolution resolution)
    {
        var matcher = new SchemaMatcher(resolution);
        var root = matcher.Pair(writer, reader);
        for (var next = 0; next < matcher._pairs.Count; next++) matcher.Expand(matcher._pairs[next]);
        matcher.SpreadFailure();
        foreach (var pair in matcher._pairs) matcher.GiveUpUnresolvable(pair);
        matcher.ChooseBranches();
        matcher.SpreadDifferences();
        return new SchemaMatch(root, resolution.AcceptSparkTypeNames ? [] : SparkNames.Find(writer));
    }

    private SchemaPair Pair(AvroSchema writer, AvroSchema reader, int ownIndex = -1)
    {
        if (_known.TryGetValue((writer, reader, ownIndex), out var known)) return known;
        if (_pairs.Count >= MaxPairs) throw new AvroException($"the two schemas have more than {MaxPairs} pairs of types to resolve");
        var pair = new SchemaPair(writer, reader) { OwnIndex = ownIndex };
        _known.Add((writer, reader, ownIndex), pair);
        _pairs.Add(pair);
        return pair;
    }

    private SchemaPair Part(SchemaPair whole, AvroSchema writer, AvroSchema reader, int ownIndex = -1)
    {
        var part = Pair(writer, reader, ownIndex);
        part.Parents.Add(whole);
        return part;
    }

    private void Expand(SchemaPair pair)
    {
        var (writer, reader) = (pair.Writer, pair.Reader);
        if (ReferenceEquals(writer, reader)) return;
        if (writer is AvroUnionSchema writerUnion) ExpandWriterUnion(pair, writerUnion);
        else if (reader is AvroUnionSchema readerUnion) ExpandReaderUnion(pair, readerUnion);
        else if (writer.Type == reader.Type) ExpandSameType(pair);
        else if (IsPromotion(writer.Type, reader.Type)) pair.Kind = PairKind.Promoted;
        else if (!TryEmpty(pair)) Refuse(pair, null);
    }

    private void ExpandSameType(SchemaPair pair)
    {
        switch (pair.Writer, pair.Reader)
        {
            case (AvroRecordSchema writer, AvroRecordSchema reader):
                pair.Kind = PairKind.Record;
                if (CheckNames(pair, writer, reader)) MatchFields(pair, writer, reader);
                break;
            case (AvroEnumSchema writer, AvroEnumSchema reader):
                pair.Kind = PairKind.Enum;
                if (CheckNames(pair, writer, reader)) MatchSymbols(pair, writer, reader);
                break;
            case (AvroFixedSchema writer, AvroFixedSchema reader):
                pair.Kind = PairKind.Fixed;
                if (CheckNames(pair, writer, reader) && writer.Size != reader.Size) Refuse(pair, "the sizes of the two fixed differ");
                break;
            case (AvroArraySchema writer, AvroArraySchema reader):
                pair.Kind = PairKind.Array;
                pair.Item = Part(pair, writer.Items, reader.Items);
                break;
            case (AvroMapSchema writer, AvroMapSchema reader):
                pair.Kind = PairKind.Map;
                pair.Item = Part(pair, writer.Values, reader.Values);
                break;
        }
    }

    private bool CheckNames(SchemaPair pair, AvroNamedSchema writer, AvroNamedSchema reader)
    {
        if (_resolution.IgnoreRecordNames || NameRule.Match(writer, reader)) return true;
        Refuse(pair, "the names differ, and no alias of the reader's joins them");
        return false;
    }

    private static void MatchSymbols(SchemaPair pair, AvroEnumSchema writer, AvroEnumSchema reader)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < reader.Symbols.Count; i++) places.TryAdd(reader.Symbols[i], i);
        var fallback = reader.Default is not null && places.TryGetValue(reader.Default, out var place) ? place : -1;
        pair.SymbolMap = new int[writer.Symbols.Count];
        for (var i = 0; i < pair.SymbolMap.Length; i++)
        {
            pair.SymbolMap[i] = places.TryGetValue(writer.Symbols[i], out var index) ? index : fallback;
        }

        if (!pair.SymbolMap.Any(i => i >= 0)) Refuse(pair, "the two enums have no symbol in common, and the reader's has no default");
    }

    private static bool IsPromotion(AvroType writer, AvroType reader) => (writer, reader) switch
    {
        (AvroType.Int, AvroType.Long or AvroType.Float or AvroType.Double) => true,
        (AvroType.Long, AvroType.Float or AvroType.Double) => true,
        (AvroType.Float, AvroType.Double) => true,
        (AvroType.Bytes, AvroType.String) or (AvroType.String, AvroType.Bytes) => true,
        _ => false,
    };

    // Without a reason: the types have nothing in common, which is said in words only where somebody asks.
    private static void Refuse(SchemaPair pair, string? reason)
    {
        pair.Kind = PairKind.Impossible;
        pair.Reason = reason;
    }
}
