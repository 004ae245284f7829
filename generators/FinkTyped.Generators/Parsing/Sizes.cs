using System;
using System.Collections.Generic;
using System.Linq;

namespace FinkTyped.Generators.Parsing;

/// <summary>
/// The fewest bytes that values can take: a block of an array whose count does not fit the bytes that are left is refused before memory is
/// set aside for it. A bound from below is enough, so recursion counts as nothing.
/// </summary>
internal sealed class Sizes
{
    private const int Most = 1 << 20;

    private readonly Dictionary<NamedNode, int> _known = [];

    public static int Of(PrimitiveKind kind) => kind switch
    {
        PrimitiveKind.Null => 0,
        PrimitiveKind.Float => sizeof(float),
        PrimitiveKind.Double => sizeof(double),
        _ => 1,
    };

    public int Of(AvroNode type)
    {
        switch (type)
        {
            case PrimitiveNode primitive: return Of(primitive.Kind);
            case UnionNode union: return 1 + union.Branches.Min(Of);
            case ReferenceNode reference: return Of(reference.Definition);
            case FixedNode bytes: return Math.Min(bytes.Size, Most);
            case RecordNode record:
                if (_known.TryGetValue(record, out var known)) return known;
                _known[record] = 0;
                return _known[record] = (int)Math.Min(record.Fields.Sum(f => (long)Of(f.Type)), Most);
            default: return 1;
        }
    }
}
