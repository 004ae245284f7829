namespace FinkTyped;

internal sealed partial class SchemaMatcher
{
    private void MatchFields(SchemaPair pair, AvroRecordSchema writer, AvroRecordSchema reader)
    {
        var sources = FieldPairing.FindSources(writer, reader);
        var moved = FieldPairing.FindMoved(sources);
        var used = new bool[writer.Fields.Count];
        var fields = new FieldMatch[reader.Fields.Count];
        for (var i = 0; i < fields.Length; i++)
        {
            var field = reader.Fields[i];
            if (sources[i] is { } source)
            {
                used[source.Index] = true;
                fields[i] = source.IsAmbiguous && !ReferenceEquals(source, field)
                    ? new FieldMatch(field) { Problem = $"the writer has more than one field '{source.Name}'" }
                    : new FieldMatch(field) { Writer = source, Pair = Part(pair, source.Schema, field.Schema), Moved = moved[i] };
            }
            else
            {
                fields[i] = MatchMissing(field);
            }
        }

        pair.Fields = fields;
        pair.Skipped = [.. writer.Fields.Where(f => !used[f.Index])];
    }

    /// <summary>Lets a nullable field whose type cannot be resolved be null, as if the writer had none of the name.</summary>
    private void GiveUpUnresolvable(SchemaPair pair)
    {
        if (!_resolution.UnresolvableNullableIsNull || pair.Kind != PairKind.Record) return;
        for (var i = 0; i < pair.Fields.Length; i++)
        {
            var field = pair.Fields[i];
            if (field.Pair is not { Fails: true } || DefaultEncoder.EncodeNull(field.Reader.Schema) is not { } none) continue;
            pair.Fields[i] = new FieldMatch(field.Reader) { Constant = none, GivenUp = field.Writer };
        }
    }

    private bool MayGiveUp(SchemaPair whole, SchemaPair part) =>
        _resolution.UnresolvableNullableIsNull && whole.Kind == PairKind.Record
        && whole.Fields.All(f => f.Pair != part || DefaultEncoder.EncodeNull(f.Reader.Schema) is not null);

    private FieldMatch MatchMissing(AvroField field)
    {
        if (field.Default is not null)
        {
            if (_defaults.TryEncode(field, out var encoded, out var fault)) return new FieldMatch(field) { Constant = encoded };
            return new FieldMatch(field) { Problem = $"the writer has no such field, and its default cannot be used: {fault}" };
        }

        if (_resolution.MissingNullableIsNull && DefaultEncoder.EncodeNull(field.Schema) is { } none)
        {
            return new FieldMatch(field) { Constant = none };
        }

        return new FieldMatch(field) { Problem = "the writer has no such field, and it has no default" };
    }
}
