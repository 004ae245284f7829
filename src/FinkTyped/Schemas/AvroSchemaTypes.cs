using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace FinkTyped.Schemas;

/// <summary>A type without parts: null, boolean, int, long, float, double, bytes or string.</summary>
public sealed class AvroPrimitiveSchema : AvroSchema
{
    internal AvroPrimitiveSchema(AvroType type, string? sparkName = null) : base(type) => SparkName = sparkName;

    /// <summary>The name that stood in the schema's text when it was one of Spark's (<c>integer</c>, <c>binary</c>, …); else null.</summary>
    public string? SparkName { get; }

    internal override int MinBytes => Type switch
    {
        AvroType.Null => 0,
        AvroType.Float => sizeof(float),
        AvroType.Double => sizeof(double),
        _ => 1,
    };
}

/// <summary>A schema with a name: a record, an enum or a fixed.</summary>
public abstract class AvroNamedSchema : AvroSchema
{
    private protected AvroNamedSchema(AvroType type, string name, string? @namespace, IReadOnlyList<string> aliases, string? doc) : base(type)
    {
        Name = name;
        Namespace = @namespace;
        Aliases = aliases;
        Doc = doc;
    }

    /// <summary>The name without namespace.</summary>
    public string Name { get; }

    /// <summary>The namespace, its own or the enclosing one's; null for none.</summary>
    public string? Namespace { get; }

    /// <summary>Namespace and name.</summary>
    public string FullName => Namespace is null ? Name : $"{Namespace}.{Name}";

    /// <summary>Other full names the type is known by.</summary>
    public IReadOnlyList<string> Aliases { get; }

    /// <summary>What the schema says about the type; null where it says nothing.</summary>
    public string? Doc { get; }
}

/// <summary>A record: named fields, encoded one after the other.</summary>
public sealed partial class AvroRecordSchema : AvroNamedSchema
{
    private Dictionary<string, AvroField> _byName = [];
    private int _minBytes;

    internal AvroRecordSchema(string name, string? @namespace, IReadOnlyList<string> aliases, string? doc)
        : base(AvroType.Record, name, @namespace, aliases, doc)
    {
    }

    /// <summary>The fields in the order of their bytes.</summary>
    public IReadOnlyList<AvroField> Fields => FieldArray;

    internal AvroField[] FieldArray { get; private set; } = [];

    internal override int MinBytes => _minBytes;

    /// <summary>Finds a field by its name (not by an alias).</summary>
    public bool TryGetField(string name, [NotNullWhen(true)] out AvroField? field) => _byName.TryGetValue(name, out field);

    /// <summary>Gives the record its fields, once: a record that holds itself exists before its fields do.</summary>
    internal void Complete(AvroField[] fields, Dictionary<string, AvroField> byName)
    {
        long sum = 0;
        foreach (var field in fields) sum += field.Schema.MinBytes;
        _minBytes = (int)Math.Min(sum, MostMinBytes);
        _byName = byName;
        FieldArray = fields;
    }
}

/// <summary>A field of a record.</summary>
public sealed class AvroField
{
    internal AvroField(string name, AvroSchema schema, JsonElement? @default, IReadOnlyList<string> aliases, string? doc, int index)
    {
        Name = name;
        Schema = schema;
        Default = @default;
        Aliases = aliases;
        Doc = doc;
        Index = index;
    }

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>The type of the value.</summary>
    public AvroSchema Schema { get; }

    /// <summary>The default as it stands in the schema's JSON; null where there is none (a default of null is a JSON null).</summary>
    public JsonElement? Default { get; }

    /// <summary>Other names the field is known by.</summary>
    public IReadOnlyList<string> Aliases { get; }

    /// <summary>What the schema says about the field; null where it says nothing.</summary>
    public string? Doc { get; }

    /// <summary>The place among the record's fields, from 0.</summary>
    public int Index { get; }

    /// <summary>Whether the record has another field of this name, as a writer's may: then nobody knows which one a reader would mean.</summary>
    internal bool IsAmbiguous { get; set; }
}

/// <summary>An enum: one of several symbols, encoded as its index.</summary>
public sealed partial class AvroEnumSchema : AvroNamedSchema
{
    internal AvroEnumSchema(
        string name, string? @namespace, IReadOnlyList<string> aliases, string? doc, string[] symbols, string? @default)
        : base(AvroType.Enum, name, @namespace, aliases, doc)
    {
        SymbolArray = symbols;
        Default = @default;
    }

    /// <summary>The symbols in the order of their indexes.</summary>
    public IReadOnlyList<string> Symbols => SymbolArray;

    internal string[] SymbolArray { get; }

    internal override int MinBytes => 1;

    /// <summary>The symbol a reader takes for one it does not know; null for none.</summary>
    public string? Default { get; }
}

/// <summary>A fixed: a set number of bytes.</summary>
public sealed class AvroFixedSchema : AvroNamedSchema
{
    internal AvroFixedSchema(string name, string? @namespace, IReadOnlyList<string> aliases, string? doc, int size)
        : base(AvroType.Fixed, name, @namespace, aliases, doc) => Size = size;

    /// <summary>The number of bytes.</summary>
    public int Size { get; }

    internal override int MinBytes => Math.Min(Size, MostMinBytes);
}

/// <summary>An array of items of one type.</summary>
public sealed class AvroArraySchema : AvroSchema
{
    internal AvroArraySchema(AvroSchema items) : base(AvroType.Array) => Items = items;

    /// <summary>The type of the items.</summary>
    public AvroSchema Items { get; }

    internal override int MinBytes => 1;
}

/// <summary>A map from text to values of one type.</summary>
public sealed class AvroMapSchema : AvroSchema
{
    internal AvroMapSchema(AvroSchema values) : base(AvroType.Map) => Values = values;

    /// <summary>The type of the values.</summary>
    public AvroSchema Values { get; }

    internal override int MinBytes => 1;
}

/// <summary>A union: a value of one of several types, encoded as the branch's index and the value.</summary>
public sealed class AvroUnionSchema : AvroSchema
{
    internal AvroUnionSchema(AvroSchema[] branches) : base(AvroType.Union)
    {
        BranchArray = branches;
        var least = branches.Length == 0 ? 0 : MostMinBytes;
        foreach (var branch in branches) least = Math.Min(least, branch.MinBytes);
        MinBytes = 1 + least;
    }

    /// <summary>The types, in the order of their indexes.</summary>
    public IReadOnlyList<AvroSchema> Branches => BranchArray;

    internal AvroSchema[] BranchArray { get; }

    internal override int MinBytes { get; }
}
