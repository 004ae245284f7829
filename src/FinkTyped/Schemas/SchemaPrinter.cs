using System.Text.Json;

namespace FinkTyped;

/// <summary>
/// Writes a schema as JSON, in full or in parsing canonical form. Keeps its own stack, since a part of a schema can unfold deeper than the
/// text it came from. Each named type is defined where it is first met and named after that.
/// </summary>
internal sealed class SchemaPrinter(Utf8JsonWriter writer, bool canonical)
{
    private readonly Stack<Frame> _open = new();
    private readonly Dictionary<AvroNamedSchema, string> _names = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, int> _taken = new(StringComparer.Ordinal);

    public void Print(AvroSchema schema)
    {
        Begin(schema, null);
        while (_open.TryPop(out var frame)) Continue(frame);
    }

    private void Begin(AvroSchema schema, string? scope)
    {
        switch (schema)
        {
            case AvroPrimitiveSchema:
                writer.WriteStringValue(SchemaNames.Of(schema.Type));
                break;
            case AvroNamedSchema named when _names.TryGetValue(named, out var known):
                writer.WriteStringValue(Reference(known, scope));
                break;
            case AvroNamedSchema named:
                BeginDefinition(named, scope);
                break;
            case AvroArraySchema array:
                writer.WriteStartObject();
                writer.WriteString("type"u8, "array"u8);
                writer.WritePropertyName("items"u8);
                _open.Push(new Frame(array, 0, scope));
                break;
            case AvroMapSchema map:
                writer.WriteStartObject();
                writer.WriteString("type"u8, "map"u8);
                writer.WritePropertyName("values"u8);
                _open.Push(new Frame(map, 0, scope));
                break;
            default:
                writer.WriteStartArray();
                _open.Push(new Frame(schema, 0, scope));
                break;
        }
    }

    private void Continue(Frame frame)
    {
        var (schema, done, scope) = frame;
        switch (schema)
        {
            case AvroArraySchema array when done == 0:
                _open.Push(frame with { Done = 1 });
                Begin(array.Items, scope);
                break;
            case AvroMapSchema map when done == 0:
                _open.Push(frame with { Done = 1 });
                Begin(map.Values, scope);
                break;
            case AvroArraySchema or AvroMapSchema:
                writer.WriteEndObject();
                break;
            case AvroUnionSchema union when done < union.BranchArray.Length:
                _open.Push(frame with { Done = done + 1 });
                Begin(union.BranchArray[done], scope);
                break;
            case AvroUnionSchema:
                writer.WriteEndArray();
                break;
            case AvroRecordSchema record:
                if (done > 0) EndField(record.FieldArray[done - 1]);
                if (done == record.FieldArray.Length)
                {
                    writer.WriteEndArray();
                    writer.WriteEndObject();
                    break;
                }

                _open.Push(frame with { Done = done + 1 });
                writer.WriteStartObject();
                writer.WriteString("name"u8, record.FieldArray[done].Name);
                writer.WritePropertyName("type"u8);
                Begin(record.FieldArray[done].Schema, scope);
                break;
        }
    }

    private void BeginDefinition(AvroNamedSchema schema, string? scope)
    {
        var full = Define(schema);
        var @namespace = schema.Namespace;
        writer.WriteStartObject();
        if (canonical)
        {
            writer.WriteString("name"u8, full);
            writer.WriteString("type"u8, SchemaNames.Of(schema.Type));
        }
        else
        {
            writer.WriteString("type"u8, SchemaNames.Of(schema.Type));
            writer.WriteString("name"u8, full.AsSpan(@namespace is null ? 0 : @namespace.Length + 1));
            if (@namespace != scope) writer.WriteString("namespace"u8, @namespace ?? string.Empty);
            WriteDocAndAliases(schema.Doc, schema.Aliases);
        }

        switch (schema)
        {
            case AvroRecordSchema:
                writer.WriteStartArray("fields"u8);
                _open.Push(new Frame(schema, 0, @namespace));
                return;
            case AvroEnumSchema symbols:
                writer.WriteStartArray("symbols"u8);
                foreach (var symbol in symbols.SymbolArray) writer.WriteStringValue(symbol);
                writer.WriteEndArray();
                if (!canonical && symbols.Default is not null) writer.WriteString("default"u8, symbols.Default);
                break;
            case AvroFixedSchema sized:
                writer.WriteNumber("size"u8, sized.Size);
                break;
        }

        writer.WriteEndObject();
    }

    private void EndField(AvroField field)
    {
        if (!canonical)
        {
            if (field.Default is { } value)
            {
                writer.WritePropertyName("default"u8);
                value.WriteTo(writer);
            }

            WriteDocAndAliases(field.Doc, field.Aliases);
        }

        writer.WriteEndObject();
    }

    private void WriteDocAndAliases(string? doc, IReadOnlyList<string> aliases)
    {
        if (doc is not null) writer.WriteString("doc"u8, doc);
        if (aliases.Count == 0) return;
        writer.WriteStartArray("aliases"u8);
        foreach (var alias in aliases) writer.WriteStringValue(alias);
        writer.WriteEndArray();
    }

    /// <summary>Settles the name that a type has in this text: its own, or a numbered one where that is another type's already.</summary>
    private string Define(AvroNamedSchema schema)
    {
        var own = schema.FullName;
        var name = own;
        if (!_taken.TryAdd(own, 1))
        {
            var number = _taken[own];
            do name = $"{own}_{++number}";
            while (!_taken.TryAdd(name, 1));
            _taken[own] = number;
        }

        return _names[schema] = name;
    }

    private string Reference(string full, string? scope)
    {
        if (canonical || full.Contains('.'))
        {
            var inScope = !canonical && scope is not null && full.LastIndexOf('.') == scope.Length
                && full.StartsWith(scope, StringComparison.Ordinal);
            return inScope ? full[(scope!.Length + 1)..] : full;
        }

        // A name without namespace, where the enclosing namespace has one just like it.
        return scope is not null && _taken.ContainsKey(SchemaNames.Full(scope, full)) ? "." + full : full;
    }

    private readonly record struct Frame(AvroSchema Schema, int Done, string? Scope);
}
