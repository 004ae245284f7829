using System.Collections.Generic;
using System.Linq;
using FinkTyped.Generators.Model;

namespace FinkTyped.Generators.Emit;

/// <summary>Where a schema uses a record: only what is used in arrays or maps needs windows over those.</summary>
internal static class RecordUses
{
    /// <summary>Whether an array that is a field has items of the record.</summary>
    public static bool InArrays(SchemaModel schema, string record) =>
        Fields(schema).OfType<ArrayModel>().Any(a => ViewCode.RecordOf(a.Item)?.Name == record);

    /// <summary>Whether a map that is a field has values of the record.</summary>
    public static bool InMaps(SchemaModel schema, string record) =>
        Fields(schema).OfType<MapModel>().Any(m => ViewCode.RecordOf(m.Value)?.Name == record);

    private static IEnumerable<TypeModel> Fields(SchemaModel schema) => schema.Types
        .OfType<RecordModel>()
        .SelectMany(r => r.Properties)
        .Select(p => p.Type is NullableModel nullable ? nullable.Value : p.Type);
}
