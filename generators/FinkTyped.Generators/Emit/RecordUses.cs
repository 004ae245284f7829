using System.Collections.Generic;
using System.Linq;
using FinkTyped.Generators.Model;

namespace FinkTyped.Generators.Emit;

/// <summary>Where a schema uses a record: only what is used in arrays or maps needs views over those.</summary>
internal static class RecordUses
{
    /// <summary>Whether an array has items of the record.</summary>
    public static bool InArrays(SchemaModel schema, string record) =>
        Values(schema).OfType<ArrayModel>().Any(a => ViewCode.RecordOf(a.Item)?.Name == record);

    /// <summary>Whether a map has values of the record.</summary>
    public static bool InMaps(SchemaModel schema, string record) =>
        Values(schema).OfType<MapModel>().Any(m => ViewCode.RecordOf(m.Value)?.Name == record);

    private static IEnumerable<TypeModel> Values(SchemaModel schema) =>
        schema.Types.OfType<RecordModel>().SelectMany(r => r.Properties).Select(p => p.Type)
            .Concat(schema.Types.OfType<UnionModel>().SelectMany(u => u.Branches).Select(b => b.Type))
            .SelectMany(WithParts);

    // Of records and unions the parts are looked at for themselves.
    private static IEnumerable<TypeModel> WithParts(TypeModel? type)
    {
        for (; type is not null; type = PartOf(type)) yield return type;
    }

    private static TypeModel? PartOf(TypeModel type) => type switch
    {
        ArrayModel array => array.Item,
        MapModel map => map.Value,
        NullableModel nullable => nullable.Value,
        SingleModel single => single.Value,
        _ => null,
    };
}
