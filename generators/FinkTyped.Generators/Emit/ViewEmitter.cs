using System.Linq;
using FinkTyped.Generators.Model;
using FinkTyped.Generators.Naming;

namespace FinkTyped.Generators.Emit;

/// <summary>
/// Writes what a record has for looking at encoded alerts: the nested <c>View</c>, from which a record is made, and for the root record the
/// beginnings of queries.
/// </summary>
internal sealed class ViewEmitter
{
    private readonly EmitContext _context;
    private readonly RecordModel _record;
    private readonly CodeWriter _code;
    private readonly ItemTypes _items;
    private readonly KeepCode _kept;
    private readonly string _type;

    public ViewEmitter(EmitContext context, RecordModel record)
    {
        _context = context;
        _record = record;
        _code = context.StartFile(record);
        _items = new ItemTypes(context);
        _kept = new KeepCode(context, _items);
        _type = context.Types.Generated(record.Name);
    }

    public string Emit()
    {
        _code.Line($"partial record {Identifiers.Escape(_record.Name)}").Open();
        EmitRead();
        EmitView();
        if (_record.Schema.Json is not null) EmitQueries();
        _code.Close();
        if (RecordUses.InArrays(_context.Schema, _record.Name)) EmitExtension();
        _items.Emit(_code);
        return _code.ToString();
    }

    private void EmitRead()
    {
        _code.Line($"static {_type} global::FinkTyped.IAvroRecord<{_type}>.Read(global::FinkTyped.Generated.AvroRecordView view) =>").Indent();
        _code.Line("global::FinkTyped.Generated.Views.Open<View>(view).ToRecord();").Unindent().Line();
    }

    private void EmitView()
    {
        var fields = MemberNames.OfView(_record.Properties.Select(p => p.Name)).Take("Fields");
        _code.Line($"/// <summary>A view of an encoded <see cref=\"{_type}\"/>, which cannot outlive the bytes; fields are found when asked for.</summary>");
        _code.Line("public readonly ref struct View : global::FinkTyped.Generated.IAvroView<View>").Open();
        _code.Line($"private readonly global::FinkTyped.Generated.RecordFields<{fields}> _fields;").Line();
        _code.Line($"private View(global::FinkTyped.Generated.RecordFields<{fields}> fields) => _fields = fields;").Line();
        _code.Line("/// <summary>Whether the record itself is null; then so is every field of it.</summary>");
        _code.Line("public bool IsNull => _fields.IsNull;").Line();
        var views = new ViewCode(_context.Types);
        for (var i = 0; i < _record.Properties.Count; i++)
        {
            var property = _record.Properties[i];
            var (type, expression) = views.OfField(property.Type, i);
            XmlDoc.Summary(_code, property.Doc, $"The field <c>{property.AvroName}</c>.");
            _code.Line($"public {type} {property.Name} => {expression};").Line();
        }

        EmitIsWritten();
        EmitToRecord();
        _code.Line("static bool global::FinkTyped.Generated.IAvroView<View>.IsOfRecord => true;").Line();
        _code.Line("static View global::FinkTyped.Generated.IAvroView<View>.Open(global::FinkTyped.Generated.AvroRecordView record) =>").Indent();
        _code.Line($"new(global::FinkTyped.Generated.RecordFields<{fields}>.Of(record));").Unindent().Line();
        _code.Line("static View global::FinkTyped.Generated.IAvroView<View>.Open(global::FinkTyped.Generated.AvroValueView value) =>").Indent();
        _code.Line($"new(global::FinkTyped.Generated.RecordFields<{fields}>.Of(value.Record()));").Unindent().Line();
        FieldsEmitter.Emit(_code, fields, _type, _record.Properties);
        _code.Close();
    }

    private void EmitIsWritten()
    {
        _code.Line("/// <summary>Whether the schema that the bytes were written with has a field. One that it lacks is null, or has its default.</summary>");
        _code.Line("/// <param name=\"property\">The property's name: <c>nameof(View.Property)</c>.</param>");
        _code.Line("/// <exception cref=\"global::System.ArgumentException\">There is no such property.</exception>");
        _code.Line("public bool IsWritten(string property) => property switch").Open();
        for (var i = 0; i < _record.Properties.Count; i++)
        {
            _code.Line($"\"{_record.Properties[i].Name.TrimStart('@')}\" => _fields.IsWritten({CSharpLiteral.Number(i)}),");
        }

        _code.Line("_ => throw new global::System.ArgumentException($\"there is no property {property}\", nameof(property)),").Close(";").Line();
    }

    private void EmitToRecord()
    {
        _code.Line("/// <summary>The record, which owns its memory and may be kept.</summary>");
        _code.Line("/// <exception cref=\"global::FinkTyped.AvroException\">The bytes disagree with the schema they were written with.</exception>");
        _code.Line($"public {_type} ToRecord()").Open();
        var packed = new PackedNullables(_context.Schema, _record);
        _code.Line($"{(packed.Any ? "var record =" : "return")} new {_type}").Open();
        for (var i = 0; i < _record.Properties.Count; i++)
        {
            var property = _record.Properties[i];
            if (!packed.Contains(property)) _code.Line($"{property.Name} = {_kept.OfField(property.Type, i)},");
        }

        _code.Close(";");
        if (packed.Any) EmitPacked(packed);
        _code.Close().Line();
    }

    private void EmitPacked(PackedNullables packed)
    {
        // Past the properties, each of which would set its bit by itself.
        foreach (var (word, first, fields) in packed.Words) _code.Line($"record.{word} = _fields.PresenceOf({CSharpLiteral.Number(first)}, {fields});");

        // The JIT keeps a local in registers, and would load what is behind the view's address anew for each field.
        _code.Line("var fields = _fields;");
        for (var i = 0; i < _record.Properties.Count; i++)
        {
            var property = _record.Properties[i];
            if (packed.Contains(property)) _code.Line($"record.{PackedNullables.ValueOf(property)} = {_kept.OfFieldOrDefault((NullableModel)property.Type, i)};");
        }

        _code.Line("return record;");
    }

    // Nullable contexts know no array of which both records and nullable ones are the items.
    private void EmitExtension() => _code.Line().Lines($$"""
        /// <summary>What arrays of <see cref="{{_type}}"/> have more than others.</summary>
        [global::System.ComponentModel.EditorBrowsable(global::System.ComponentModel.EditorBrowsableState.Never)]
        {{_context.Access}} static class {{Identifiers.Escape(_record.Name + "ArrayExtensions")}}
        {
        #nullable disable
            extension(global::FinkTyped.AvroArray<{{_type}}> records)
            {
                /// <summary>
                /// The records through their views: those of a decoded alert's history are looked at as they are kept, without making a record of each.
                /// Of no array there is no view.
                /// </summary>
                public global::FinkTyped.AvroArrayView<{{_type}}.View, {{_type}}.View> Views =>
                    global::FinkTyped.Generated.Views.Of<{{_type}}, {{_type}}.View>(records);
            }
        #nullable restore
        }
        """);

    private void EmitQueries() => _code.Line().Lines($$"""
        /// <summary>Starts a query for the alerts that a function accepts.</summary>
        /// <param name="predicate">Whether an alert is wanted, by its view.</param>
        public static global::FinkTyped.ViewQuery<{{_type}}, View> Where(global::System.Func<View, bool> predicate) =>
            global::FinkTyped.Generated.Views.Query<{{_type}}, View>().Where(predicate);

        /// <summary>Starts a query for something of every alert.</summary>
        /// <param name="selector">What is wanted of an alert, by its view.</param>
        public static global::FinkTyped.AlertQuery<{{_type}}, TResult> Select<TResult>(global::System.Func<View, TResult> selector) =>
            global::FinkTyped.Generated.Views.Query<{{_type}}, View>().Select(selector);
        """);
}
