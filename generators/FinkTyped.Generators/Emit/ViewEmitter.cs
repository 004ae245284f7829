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
    private readonly CodeWriter _code = context.StartFile(record);
    private readonly KeepCode _kept = new(context);
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
        _kept.Items.Emit(_code);
        return _code.ToString();
    }

    private void EmitRead()
    {
        _code.Line("/// <inheritdoc/>");
        _code.Line($"public static {_type} Read(global::FinkTyped.AvroRecordView view)").Open();
        var packed = new PackedNullables(context.Schema, record);
        var values = record.Properties.Select((p, i) => packed.Contains(p) ? null : $"{p.Name} = {_kept.Keep(p.Type, i)},").Where(v => v is not null).ToList();
        if (values.Any(v => v!.Contains(KeepCode.OpensReader))) _code.Line("global::FinkTyped.AvroReader reader;");
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
            if (packed.Contains(property)) _code.Line($"record.{PackedNullables.ValueOf(property)} = {_kept.KeepOrDefault((NullableModel)property.Type, i)};");
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
        var windows = new WindowCode(context.Types, MemberNames.OfWindow(record.Properties.Select(p => p.Name)));
        for (var i = 0; i < record.Properties.Count; i++)
        {
            var property = record.Properties[i];
            var (type, expression) = windows.OfField(property.Type, i, property.Name.TrimStart('@'));
            XmlDoc.Summary(_code, property.Doc, $"The field <c>{property.AvroName}</c>.");
            _code.Line($"public {type} {property.Name} => {expression};").Line();
        }

        EmitIsWritten();
        _code.Line("/// <summary>The record, which owns its memory and may be kept.</summary>");
        _code.Line($"public {_type} ToRecord() => {_type}.Read(_fields);").Line();
        windows.Emit(_code);
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

    private void EmitArray() => new Enumeration(
        "ViewArray", "An array of windows.", "global::FinkTyped.AvroRecordArrayView", "items", "View", "new View(_items.Current)").Emit(_code);

    private void EmitMap()
    {
        const string inner = "global::FinkTyped.AvroRecordMapView";
        new Enumeration("ViewMap", "A map of windows.", inner, "entries", "Entry", "new Entry(_items.Current)")
            .Emit(_code, () => Enumeration.EmitEntries(_code, inner, "global::FinkTyped.AvroRecordView", "View", "new View(value)"));
    }
}
