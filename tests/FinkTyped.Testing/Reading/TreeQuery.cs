using System.Diagnostics.CodeAnalysis;
using FinkTyped.Generated;

namespace FinkTyped.Tests.Testing;

/// <summary>A query for everything in an alert, as a tree, by any schema.</summary>
internal sealed class TreeQuery(AvroRecordSchema schema, Random? order = null) : AlertQuery<DynamicRecord, object>
{
    private readonly ViewTree _tree = new(order);

    internal override AvroSchema Schema => schema;

    private protected override bool TryEvaluate(AvroRecordView alert, [MaybeNullWhen(false)] out object result)
    {
        result = _tree.Read(alert, schema);
        return true;
    }
}
