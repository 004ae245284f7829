using FinkTyped.Generated;
using FinkTyped.Plans;

namespace FinkTyped.Filters;

/// <summary>Where a record is found.</summary>
internal abstract class RecordSource
{
    public abstract AvroRecordView Get(scoped ref FilterFrame frame);
}

/// <summary>The alert, or the item of a list of records.</summary>
internal sealed class ScopeRecord(int level) : RecordSource
{
    public bool IsAlert => level == 0;

    public override AvroRecordView Get(scoped ref FilterFrame frame) => frame.At(level);
}

/// <summary>A record that is a field of the alert itself.</summary>
internal sealed class AlertFieldRecord(int field) : RecordSource
{
    public override AvroRecordView Get(scoped ref FilterFrame frame) => frame.At(0).Record(field);
}

/// <summary>A record that is a field.</summary>
internal sealed class FieldRecord(RecordSource parent, int field) : RecordSource
{
    public override AvroRecordView Get(scoped ref FilterFrame frame) => parent.Get(ref frame).Record(field);
}

/// <summary>A record in a map of records; null where the key is not there.</summary>
internal sealed class EntryRecord(RecordSource parent, int field, byte[] key, RecordPlan plan) : RecordSource
{
    public override AvroRecordView Get(scoped ref FilterFrame frame) =>
        parent.Get(ref frame).RecordMap(field).TryGetValue(key, out var value) ? value : AvroRecordView.NullOf(plan);
}

/// <summary>A record that a value is.</summary>
internal sealed class ValueRecord(ValueSource value) : RecordSource
{
    public override AvroRecordView Get(scoped ref FilterFrame frame) => value.Get(ref frame).Record();
}

/// <summary>Where a value is found that only a view of any type shows: within maps, arrays and unions.</summary>
internal abstract class ValueSource
{
    public abstract AvroValueView Get(scoped ref FilterFrame frame);
}

/// <summary>The item of a list.</summary>
internal sealed class ScopeValue : ValueSource
{
    public override AvroValueView Get(scoped ref FilterFrame frame) => frame.Value;
}

/// <summary>A field.</summary>
internal sealed class FieldOfRecord(RecordSource record, int field) : ValueSource
{
    public override AvroValueView Get(scoped ref FilterFrame frame) => record.Get(ref frame).Value(field);
}

/// <summary>A value in a map; null where the key is not there.</summary>
internal sealed class EntryValue(ValueSource map, byte[] key, AvroSchema schema, AvroLimits limits) : ValueSource
{
    public override AvroValueView Get(scoped ref FilterFrame frame) =>
        map.Get(ref frame).Entries().TryGetValue(key, out var value) ? value : new AvroValueView(default, schema, limits, hasValue: false);
}
