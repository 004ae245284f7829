using System.Collections.Generic;
using System.Linq;
using FinkTyped.Generators.Model;
using FinkTyped.Generators.Parsing;

namespace FinkTyped.Generators.Emit;

/// <summary>
/// The nullable numbers of a record that is an item of arrays: hundreds of them are kept, so each takes its value and one bit instead of a
/// <c>Nullable</c>, which is twice its value.
/// </summary>
internal sealed class PackedNullables
{
    private const int BitsOfWord = 64;

    private readonly HashSet<PropertyModel> _packed;
    private readonly SortedDictionary<int, ulong> _words = [];

    public PackedNullables(SchemaModel schema, RecordModel record)
    {
        _packed = RecordUses.InArrays(schema, record.Name) ? [.. record.Properties.Where(IsNullableNumber)] : [];
        for (var i = 0; i < record.Properties.Count; i++)
        {
            if (!Contains(record.Properties[i])) continue;
            _words.TryGetValue(i / BitsOfWord, out var fields);
            _words[i / BitsOfWord] = fields | (1UL << (i % BitsOfWord));
        }
    }

    /// <summary>Whether there are any.</summary>
    public bool Any => _packed.Count > 0;

    /// <summary>The fields that hold the bits, each with the first of 64 fields of the schema and the bits that are used.</summary>
    public IEnumerable<(string Name, int FirstField, string Fields)> Words =>
        _words.Select(word => (WordName(word.Key), word.Key * BitsOfWord, Hex(word.Value)));

    /// <summary>Whether a property is kept so.</summary>
    public bool Contains(PropertyModel property) => _packed.Contains(property);

    /// <summary>The field that holds a property's value.</summary>
    public static string ValueOf(PropertyModel property) => "_" + property.Name.TrimStart('@');

    /// <summary>The field that holds the bit of a property, and the bit.</summary>
    public static (string Word, string Bit) BitOf(int field) => (WordName(field / BitsOfWord), Hex(1UL << (field % BitsOfWord)));

    private static string WordName(int word) => "_bitsOfPresence" + CSharpLiteral.Number(word);

    private static string Hex(ulong bits) => $"0x{bits:X}UL";

    // One with a default has a value to begin with.
    private static bool IsNullableNumber(PropertyModel property) =>
        property is { Default: null, Type: NullableModel { Value: var value } }
        && value is NamedModel { Kind: NamedKind.Enum } or PrimitiveModel { Kind: not (PrimitiveKind.Null or PrimitiveKind.String or PrimitiveKind.Bytes) };
}
