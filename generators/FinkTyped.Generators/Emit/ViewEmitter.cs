using System.Linq;
using FinkTyped.Generators.Model;
using FinkTyped.Generators.Naming;

namespace FinkTyped.Generators.Emit;

/// <summary>
/// Writes what a record has for looking at encoded alerts: the nested <c>View</c>, its enumerations where arrays or maps hold the record, the
/// making of a record from a window, and the beginnings of queries.
/// </summary>
internal sealed class ViewEmitter(EmitContext context, RecordModel record)
{
    private readonly CodeWriter _code = context.StartFile();
    private readonly ViewCode _views = new(context);
    private readonly string _type = context.Types.Generated(record.Name);

    public string Emit()
    {
        _code.Line($"partial record {Identifiers.Escape(record.Name)}").Open();
        EmitRead();
        EmitView();
        if (RecordUses.InArrays(context.Schema, record.Name)) EmitArray();
        if (RecordUses.InMaps(context.Schema, record.Name)) EmitMap();
        QueryEmitter.Emit(_code, _type);
        _code.Close();
        _views.Items.Emit(_code);
        return _code.ToString();
    }

    private void EmitRead()
    {
        _code.Line("/// <inheritdoc/>");
        _code.Line($"public static {_type} Read(global::FinkTyped.AvroRecordView view)").Open();
        var packed = new PackedNullables(context.Schema, record);
        var values = record.Properties.Select((p, i) => packed.Contains(p) ? null : $"{p.Name} = {_views.Keep(p.Type, i, "view")},").Where(v => v is not null).ToList();
        if (values.Any(v => v!.Contains(ViewCode.OpensReader))) _code.Line("global::FinkTyped.AvroReader reader;");
        _code.Line($"{(packed.Any ? "var record =" : "return")} new {_type}").Open();
        foreach (var value in values) _code.Line(value!);
        _code.Close(";");
        if (packed.Any) EmitPacked(packed);
        _code.Close().Line();
    }

    private void EmitPacked(PackedNullables packed)
    {
        // Past the properties, each of which would set its bit by itself.
        foreach (var (word, first, fields) in packed.Words) _code.Line($"record.{word} = view.PresenceOf({CSharpLiteral.Number(first)}, {fields});");

        for (var i = 0; i < record.Properties.Count; i++)
        {
            var property = record.Properties[i];
            if (packed.Contains(property)) _code.Line($"record.{PackedNullables.ValueOf(property)} = {_views.KeepOrDefault((NullableModel)property.Type, i)};");
        }

        _code.Line("return record;");
    }

    private void EmitView()
    {
        _code.Line($"/// <summary>A window over an encoded <see cref=\"{_type}\"/>, which cannot outlive the bytes; fields are found when asked for.</summary>");
        _code.Line("public readonly ref struct View").Open();
        _code.Line("private readonly global::FinkTyped.AvroRecordView _fields;").Line();
        _code.Line("/// <summary>Gives the fields of a window their names and types.</summary>");
        _code.Line("public View(global::FinkTyped.AvroRecordView fields) => _fields = fields;").Line();
        _code.Line("/// <summary>Whether the record itself is null; then so is every field of it.</summary>");
        _code.Line("public bool IsNull => _fields.IsNull;").Line();
        for (var i = 0; i < record.Properties.Count; i++)
        {
            var property = record.Properties[i];
            XmlDoc.Summary(_code, property.Doc, $"The field <c>{property.AvroName}</c>.");
            EmitProperty(property, i);
            _code.Line();
        }

        EmitIsWritten();
        _code.Line("/// <summary>The record, which owns its memory and may be kept.</summary>");
        _code.Line($"public {_type} ToRecord() => {_type}.Read(_fields);");
        _code.Close().Line();
    }

    private void EmitIsWritten()
    {
        _code.Line("/// <summary>Whether the schema that the bytes were written with has a field. One that it lacks is null, or has its default.</summary>");
        _code.Line("/// <param name=\"property\">The property's name: <c>nameof(View.Property)</c>.</param>");
        _code.Line("/// <exception cref=\"global::System.ArgumentException\">There is no such property.</exception>");
        _code.Line("public bool IsWritten(string property) => property switch").Open();
        for (var i = 0; i < record.Properties.Count; i++)
        {
            _code.Line($"\"{record.Properties[i].Name.TrimStart('@')}\" => _fields.IsWritten({CSharpLiteral.Number(i)}),");
        }

        _code.Line("_ => throw new global::System.ArgumentException($\"there is no property {property}\", nameof(property)),").Close(";").Line();
    }

    private void EmitProperty(PropertyModel property, int field)
    {
        if (_views.Window(property.Type, field) is { } window)
        {
            _code.Line($"public {window.Type} {property.Name} => {window.Expression};");
            return;
        }

        // No window of its own: read as a whole, each time.
        var value = _views.Keep(property.Type, field, "_fields");
        var declaration = $"public {context.Types.Of(property.Type)} {property.Name}";
        if (!value.Contains(ViewCode.OpensReader))
        {
            _code.Line($"{declaration} => {value};");
            return;
        }

        _code.Line(declaration).Open().Line("get").Open();
        _code.Line("global::FinkTyped.AvroReader reader;");
        _code.Line($"return {value};").Close().Close();
    }

    private void EmitArray() => EmitEnumeration(
        "ViewArray", "An array of windows.", "global::FinkTyped.AvroRecordArrayView", "items", "View", "new View(_items.Current)");

    private void EmitMap()
    {
        EmitEnumeration(
            "ViewMap", "A map of windows.", "global::FinkTyped.AvroRecordMapView", "entries", "Entry", "new Entry(_items.Current)",
            """
            /// <summary>Finds the value of a key, written as UTF-8 text: <c>"g"u8</c>.</summary>
            public bool TryGetValue(global::System.ReadOnlySpan<byte> utf8Key, out View value)
            {
                var found = _items.TryGetValue(utf8Key, out var fields);
                value = new View(fields);
                return found;
            }

            /// <summary>A key and its value.</summary>
            public readonly ref struct Entry
            {
                internal Entry(global::FinkTyped.AvroRecordMapView.Entry entry)
                {
                    Key = entry.Key;
                    Value = new View(entry.Value);
                }

                /// <summary>The key.</summary>
                public global::FinkTyped.AvroString Key { get; }

                /// <summary>The value; it may be null (<see cref="View.IsNull"/>).</summary>
                public View Value { get; }
            }
            """);
    }

    private void EmitEnumeration(string name, string doc, string inner, string what, string item, string current, string? more = null)
    {
        _code.Line($"/// <summary>{doc} Enumerating does not allocate.</summary>");
        _code.Line($"public readonly ref struct {name}").Open();
        _code.Line($"private readonly {inner} _items;").Line();
        _code.Line($"/// <summary>Gives the {what} of a window their type.</summary>");
        _code.Line($"public {name}({inner} items) => _items = items;").Line();
        _code.Line("/// <summary>Whether the field is null; it enumerates as empty.</summary>");
        _code.Line("public bool IsNull => _items.IsNull;").Line();
        _code.Line($"/// <summary>How many {what} there are. Walks over them all.</summary>");
        _code.Line("public int Count => _items.Count;").Line();
        if (more is not null) _code.Lines(more).Line();
        _code.Line($"/// <summary>Enumerates the {what}.</summary>");
        _code.Line("public Enumerator GetEnumerator() => new(_items.GetEnumerator());").Line();
        _code.Line($"/// <summary>Enumerates the {what}.</summary>");
        _code.Line("public ref struct Enumerator").Open();
        _code.Line($"private {inner}.Enumerator _items;").Line();
        _code.Line($"internal Enumerator({inner}.Enumerator items) => _items = items;").Line();
        _code.Line("/// <summary>What is at the current position.</summary>");
        _code.Line($"public readonly {item} Current => {current};").Line();
        _code.Line("/// <summary>Moves on; false at the end.</summary>");
        _code.Line("public bool MoveNext() => _items.MoveNext();");
        _code.Close().Close().Line();
    }
}
