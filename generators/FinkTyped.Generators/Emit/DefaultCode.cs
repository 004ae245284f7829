using System.Globalization;
using System.Linq;
using FinkTyped.Generators.Model;
using FinkTyped.Generators.Naming;
using FinkTyped.Generators.Values;

namespace FinkTyped.Generators.Emit;

/// <summary>The C# expressions of a schema's defaults.</summary>
internal sealed class DefaultCode(CSharpTypes types)
{
    /// <summary>Whether a new value is allocated each time the expression is evaluated.</summary>
    public static bool Allocates(DefaultModel value) => value switch
    {
        BytesDefault or FixedDefault or RecordDefault => true,
        ArrayDefault array => array.Items.Count > 0,
        MapDefault map => map.Entries.Count > 0,
        _ => false,
    };

    /// <summary>The expression of a value.</summary>
    public string Of(DefaultModel value) => value switch
    {
        BooleanDefault flag => flag.Value ? "true" : "false",
        WholeDefault whole => whole.Value.ToString(CultureInfo.InvariantCulture) + (whole.IsLong ? "L" : ""),
        RealDefault real => Real(real),
        TextDefault text => CSharpLiteral.Text(text.Value),
        BytesDefault bytes => $"new {CSharpTypes.Bytes}({Bytes(bytes.Value)})",
        FixedDefault bytes => $"new {types.Of(bytes.Type)}({Bytes(bytes.Value)})",
        SymbolDefault symbol => types.Of(symbol.Type) + "." + Identifiers.Escape(symbol.Member),
        ArrayDefault { Items.Count: 0 } array => types.Of(array.Type) + ".Empty",
        ArrayDefault array => $"global::FinkTyped.AvroArray.Create<{types.Of(array.Type.Item)}>([{string.Join(", ", array.Items.Select(Of))}])",
        MapDefault { Entries.Count: 0 } map => types.Of(map.Type) + ".Empty",
        MapDefault map => $"new {types.Of(map.Type)}([{string.Join(", ", map.Entries.Select(e => $"new({CSharpLiteral.Text(e.Name)}, {Of(e.Value)})"))}])",
        RecordDefault { Members.Count: 0 } record => $"new {types.Of(record.Type)}()",
        RecordDefault record => $"new {types.Of(record.Type)} {{ {string.Join(", ", record.Members.Select(m => $"{m.Name} = {Of(m.Value)}"))} }}",
        _ => "default",
    };

    private static string Real(RealDefault real)
    {
        var type = real.IsFloat ? "float." : "double.";
        if (double.IsNaN(real.Value)) return type + "NaN";
        if (double.IsInfinity(real.Value)) return type + (real.Value > 0 ? "PositiveInfinity" : "NegativeInfinity");
        return real.IsFloat
            ? ((float)real.Value).ToString("R", CultureInfo.InvariantCulture) + "F"
            : real.Value.ToString("R", CultureInfo.InvariantCulture) + "D";
    }

    private static string Bytes(EquatableArray<byte> bytes) =>
        bytes.Count == 0 ? "[]" : "new byte[] { " + string.Join(", ", bytes.Select(b => b.ToString(CultureInfo.InvariantCulture))) + " }";
}
