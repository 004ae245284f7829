using System.Collections.Generic;
using FinkTyped.Generators.Model;

namespace FinkTyped.Generators.Emit;

/// <summary>Writes the C# of a schema: one source file for each type.</summary>
internal static class SchemaEmitter
{
    public static IEnumerable<(string HintName, string Source)> Emit(SchemaModel schema)
    {
        var context = new EmitContext(schema);
        foreach (var type in schema.Types)
        {
            var source = type switch
            {
                RecordModel record => new RecordEmitter(context, record).Emit(),
                EnumModel symbols => EnumEmitter.Emit(context, symbols),
                FixedModel bytes => FixedEmitter.Emit(context, bytes),
                UnionModel union => new UnionEmitter(context, union).Emit(),
                _ => throw new System.InvalidOperationException(),
            };
            yield return (schema.Namespace + "." + type.Name + ".g.cs", source);
            if (type is RecordModel viewed)
            {
                yield return (schema.Namespace + "." + type.Name + ".View.g.cs", new ViewEmitter(context, viewed).Emit());
                yield return (schema.Namespace + "." + type.Name + ".Columns.g.cs", ColumnsEmitter.Emit(context, viewed));
            }
        }
    }
}
