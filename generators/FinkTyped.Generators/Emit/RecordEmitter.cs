using System.Linq;
using FinkTyped.Generators.Model;
using FinkTyped.Generators.Naming;
using FinkTyped.Generators.Parsing;

namespace FinkTyped.Generators.Emit;

/// <summary>Writes the C# record of an Avro record.</summary>
internal sealed class RecordEmitter(EmitContext context, RecordModel record)
{
    private readonly CodeWriter _code = context.StartFile(record);
    private readonly WriteCode _values = new(context, new ItemTypes(context));
    private readonly string _type = context.Types.Generated(record.Name);
    private readonly PackedNullables _packed = new(context.Schema, record);
    private readonly DefaultCode _defaultCode = new(context.Types);
    private string _defaults = "";

    public string Emit()
    {
        _defaults = _values.Items.TakeName(record.Name + "Defaults");
        XmlDoc.Summary(_code, record.Doc, $"A record <c>{record.AvroName}</c>.");
        _code.Line($"{context.Access} sealed partial record {Identifiers.Escape(record.Name)} : global::FinkTyped.IAvroRecord<{_type}>").Open();
        EmitBackingFields();
        for (var i = 0; i < record.Properties.Count; i++)
        {
            EmitProperty(record.Properties[i], i);
            _code.Line();
        }

        EmitSchema();
        EmitWrite();
        _code.Close();
        EmitDefaults();
        _values.Items.Emit(_code);
        return _code.ToString();
    }

    private void EmitBackingFields()
    {
        var properties = record.Properties.Where(p => p.Backing is not null).ToList();
        if (properties.Count == 0 && !_packed.Any) return;
        // AvroBytes is equal by content, which makes the record so.
        foreach (var property in properties)
        {
            var type = "global::FinkTyped.Generated.AvroBytes" + (property.Type is NullableModel ? "?" : "");
            _code.Line($"private readonly {type} {property.Backing}{InitialiserOf(property)};");
        }

        // Which of the nullable numbers are there, and their values: half of what they would take each for itself.
        foreach (var word in _packed.Words) _code.Line($"private ulong {word.Name};");
        foreach (var property in record.Properties.Where(_packed.Contains))
        {
            _code.Line($"private {context.Types.Of(((NullableModel)property.Type).Value)} {PackedNullables.ValueOf(property)};");
        }

        _code.Line();
    }

    private void EmitProperty(PropertyModel property, int field)
    {
        XmlDoc.Summary(_code, property.Doc, $"The field <c>{property.AvroName}</c>.");
        var declaration = $"{context.Types.Of(property.Type)} {property.Name}";
        if (property.Backing is { } backing)
        {
            _code.Line($"public {declaration} {{ get => {backing}; init => {backing} = value; }}");
            return;
        }

        if (_packed.Contains(property))
        {
            var (word, bit) = PackedNullables.BitOf(field);
            var value = PackedNullables.ValueOf(property);
            _code.Line($"public {declaration}").Open();
            _code.Line($"get => ({word} & {bit}) != 0 ? {value} : null;");
            _code.Line("init").Open();
            _code.Line($"{value} = value.GetValueOrDefault();");
            _code.Line($"{word} = value.HasValue ? {word} | {bit} : {word} & ~{bit};");
            _code.Close().Close();
            return;
        }

        var required = property.Default is null && MustBeSet(property.Type) ? "required " : "";
        var initialiser = InitialiserOf(property);
        _code.Line($"public {required}{declaration} {{ get; init; }}{initialiser}{(initialiser.Length > 0 ? ";" : "")}");
    }

    private string InitialiserOf(PropertyModel property)
    {
        if (property.Default is not { } value) return "";
        return " = " + (IsShared(property) ? $"{_defaults}.{property.Name}" : _defaultCode.Of(value));
    }

    // What would be allocated anew for each record, also for those that are read and have a value of their own.
    private static bool IsShared(PropertyModel property) => property.Default is { } value && DefaultCode.Allocates(value);

    private void EmitDefaults()
    {
        var shared = record.Properties.Where(IsShared).ToList();
        if (shared.Count == 0) return;
        _code.Line().Line($"file static class {_defaults}").Open();
        foreach (var property in shared)
        {
            _code.Line($"internal static readonly {context.Types.Of(property.Type)} {property.Name} = {_defaultCode.Of(property.Default!)};");
        }

        _code.Close();
    }

    // What has no value until it is given one: a reference that may not be null, and a union of which no branch is null.
    private static bool MustBeSet(TypeModel type) => type switch
    {
        NullableModel => false,
        SingleModel single => MustBeSet(single.Value),
        NamedModel { Kind: NamedKind.Union } union => union.Count == 0,
        _ => CSharpTypes.IsReference(type),
    };

    private void EmitSchema()
    {
        _code.Line("/// <inheritdoc/>");
        if (record.Schema.Json is not { } json)
        {
            _code.Line($"public static global::FinkTyped.AvroSchema Schema {{ get; }} = {SchemaAt(record.Schema)};").Line();
            return;
        }

        _code.Line("public static global::FinkTyped.AvroSchema Schema { get; } = global::FinkTyped.AvroSchema.Parse(").Indent();
        _code.Line("\"\"\"").Lines(json).Line("\"\"\"u8);").Unindent().Line();
    }

    private string SchemaAt(SchemaOrigin origin)
    {
        var at = context.Types.Generated(origin.Root) + ".Schema";
        foreach (var step in origin.Place)
        {
            var index = CSharpLiteral.Number(step.Index);
            at = step.Kind switch
            {
                SchemaStepKind.Field => $"((global::FinkTyped.Schemas.AvroRecordSchema){at}).Fields[{index}].Schema",
                SchemaStepKind.Branch => $"((global::FinkTyped.Schemas.AvroUnionSchema){at}).Branches[{index}]",
                SchemaStepKind.Items => $"((global::FinkTyped.Schemas.AvroArraySchema){at}).Items",
                _ => $"((global::FinkTyped.Schemas.AvroMapSchema){at}).Values",
            };
        }

        return at;
    }

    private void EmitWrite()
    {
        _code.Line("/// <inheritdoc/>");
        _code.Line("public void Write(ref global::FinkTyped.AvroWriter writer)").Open();
        for (var i = 0; i < record.Properties.Count; i++)
        {
            _values.Write(_code, record.Properties[i].Type, record.Properties[i].Name, "v" + CSharpLiteral.Number(i));
        }

        _code.Close();
    }
}
