namespace FinkTyped.Schemas;

// What of a schema stands in the JSON of each datum.

public sealed partial class AvroRecordSchema
{
    /// <summary>How to write the record.</summary>
    internal JsonSteps JsonSteps => field ??= new JsonSteps(this);
}

public sealed partial class AvroEnumSchema
{
    /// <summary>The symbols with quotes, as UTF-8.</summary>
    internal byte[][] SymbolsAsJson => field ??= Array.ConvertAll(SymbolArray, symbol => JsonText.Quoted(symbol));
}
