namespace FinkTyped;

/// <summary>The attributes of a schema or a field as tokens of the text; 0 for one that is absent.</summary>
internal struct SchemaAttributes
{
    public int Type;
    public int Name;
    public int Namespace;
    public int Doc;
    public int Aliases;
    public int Fields;
    public int Symbols;
    public int Items;
    public int Values;
    public int Size;
    public int Default;
    public int LogicalType;
    public int Precision;
    public int Scale;

    /// <summary>Finds the attributes that mean something to Avro; any other is ignored, as the specification asks.</summary>
    public static SchemaAttributes Of(ref SchemaText text, int container, bool isLenient)
    {
        var found = default(SchemaAttributes);
        var end = text.After(container);
        for (var name = container + 1; name < end; name = text.After(name + 1))
        {
            switch (text.Utf8(name))
            {
                case var key when key.SequenceEqual("type"u8): Set(ref text, ref found.Type, name, isLenient); break;
                case var key when key.SequenceEqual("name"u8): Set(ref text, ref found.Name, name, isLenient); break;
                case var key when key.SequenceEqual("namespace"u8): Set(ref text, ref found.Namespace, name, isLenient); break;
                case var key when key.SequenceEqual("doc"u8): Set(ref text, ref found.Doc, name, isLenient); break;
                case var key when key.SequenceEqual("aliases"u8): Set(ref text, ref found.Aliases, name, isLenient); break;
                case var key when key.SequenceEqual("fields"u8): Set(ref text, ref found.Fields, name, isLenient); break;
                case var key when key.SequenceEqual("symbols"u8): Set(ref text, ref found.Symbols, name, isLenient); break;
                case var key when key.SequenceEqual("items"u8): Set(ref text, ref found.Items, name, isLenient); break;
                case var key when key.SequenceEqual("values"u8): Set(ref text, ref found.Values, name, isLenient); break;
                case var key when key.SequenceEqual("size"u8): Set(ref text, ref found.Size, name, isLenient); break;
                case var key when key.SequenceEqual("default"u8): Set(ref text, ref found.Default, name, isLenient); break;
                // What says nothing about the bytes may be anything, and twice.
                case var key when key.SequenceEqual("logicalType"u8): found.LogicalType = name + 1; break;
                case var key when key.SequenceEqual("precision"u8): found.Precision = name + 1; break;
                case var key when key.SequenceEqual("scale"u8): found.Scale = name + 1; break;
            }
        }

        return found;
    }

    // The last one counts where two are let pass, as in other JSON readers.
    private static void Set(ref SchemaText text, ref int attribute, int name, bool isLenient)
    {
        if (attribute != 0 && !isLenient) throw text.Fault(name, $"the attribute '{text.Text(name)}' comes twice");
        attribute = name + 1;
    }
}
