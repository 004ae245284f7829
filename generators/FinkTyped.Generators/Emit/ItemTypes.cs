using System;
using System.Collections.Generic;
using System.Linq;
using FinkTyped.Generators.Model;
using FinkTyped.Generators.Naming;

namespace FinkTyped.Generators.Emit;

/// <summary>
/// The structs that tell arrays and maps how an item is made from its view and written. They are local to a source file: no one else sees
/// them, and their names are in nobody's way.
/// </summary>
internal sealed class ItemTypes
{
    private readonly EmitContext _context;
    private readonly NameScope _scope;
    private readonly Dictionary<TypeModel, string> _names = [];
    private readonly Queue<TypeModel> _pending = new();

    public ItemTypes(EmitContext context)
    {
        _context = context;
        // Within its file a local type hides one of the same name elsewhere.
        _scope = new NameScope(StringComparer.Ordinal, context.Schema.Types.Select(t => t.Name));
    }

    /// <summary>The item type for items of a type.</summary>
    public string NameOf(TypeModel item)
    {
        if (_names.TryGetValue(item, out var name)) return name;
        _names.Add(item, name = _scope.Take(Describe(item) + "Item"));
        _pending.Enqueue(item);
        return name;
    }

    /// <summary>A name for another type that is local to the file.</summary>
    public string TakeName(string name) => _scope.Take(name);

    /// <summary>Writes the item types that were asked for.</summary>
    public void Emit(CodeWriter code)
    {
        var (kept, written) = (new KeepCode(_context, this), new WriteCode(_context, this));
        // An item that is an array itself asks for another item type.
        while (_pending.Count > 0)
        {
            var item = _pending.Dequeue();
            var type = _context.Types.Of(item);
            code.Line().Line($"file readonly struct {NameOf(item)} : global::FinkTyped.Generated.IAvroItem<{type}>").Open();
            if (item is NullableModel nullable)
            {
                code.Line($"public static int NullBranch => {CSharpLiteral.Number(nullable.NullIndex)};");
                code.Line();
            }

            code.Line($"public static {type} Keep(global::FinkTyped.Generated.AvroValueView value) => {kept.OfValue(item, "value")};");
            code.Line();
            code.Line($"public static void Write(ref global::FinkTyped.AvroWriter writer, {type} value)").Open();
            written.Write(code, item, "value", "item");
            code.Close().Close();
        }
    }

    private static string Describe(TypeModel type) => type switch
    {
        PrimitiveModel primitive => primitive.Kind.ToString(),
        NamedModel named => named.Name,
        ArrayModel array => "ArrayOf" + Describe(array.Item),
        MapModel map => "MapOf" + Describe(map.Value),
        NullableModel { NullIndex: 0 } nullable => "NullOr" + Describe(nullable.Value),
        NullableModel nullable => Describe(nullable.Value) + "OrNull",
        SingleModel single => "Only" + Describe(single.Value),
        _ => "",
    };
}
