using FinkTyped.Generated;
using FinkTyped.Plans;

namespace FinkTyped;

/// <summary>
/// What the items of an array or the values of a map are: records, which go by a plan of their own, or values of a type; nothing for no array.
/// </summary>
internal readonly struct ItemType
{
    private readonly AvroLimits? _limits;

    public ItemType(AvroSchema schema, AvroLimits limits)
    {
        Schema = schema;
        _limits = limits;
    }

    private ItemType(RecordPlan plan) => Plan = plan;

    /// <summary>The plan of records.</summary>
    public RecordPlan? Plan { get; }

    /// <summary>The type of other values.</summary>
    public AvroSchema? Schema { get; }

    /// <summary>Whether it is neither: there is no array, or no map.</summary>
    public bool IsNone => Plan is null && Schema is null;

    /// <summary>The fewest bytes that one takes.</summary>
    public int MinBytes => Plan is not null ? Plan.MinBytes : Schema!.MinBytes;

    public static implicit operator ItemType(RecordPlan plan) => new(plan);

    /// <summary>The view of a value, at whose first byte a reader stands.</summary>
    public AvroValueView ValueAt(AvroReader reader) => AvroValueView.At(reader, Schema!, _limits!);
}
