namespace FinkTyped.Generated;

// Arrays and maps whose items are given no names: what is untyped goes by these.
public readonly ref partial struct AvroRecordView
{
    /// <summary>An array of records.</summary>
    internal AvroArrayView<AvroRecordView, RecordViews> RecordArray(int field) => Array<AvroRecordView, RecordViews>(field);

    /// <summary>A map of records.</summary>
    internal AvroMapView<AvroRecordView, RecordViews> RecordMap(int field) => TryOpen(field, out var reader) ? new(reader, PlanOfItems(field)) : default;
}

public readonly ref partial struct AvroValueView
{
    /// <summary>An array of records.</summary>
    internal AvroArrayView<AvroRecordView, RecordViews> RecordArray() => Array<AvroRecordView, RecordViews>();

    /// <summary>A map of records.</summary>
    internal AvroMapView<AvroRecordView, RecordViews> RecordMap() => Map<AvroRecordView, RecordViews>();

    /// <summary>An array of anything.</summary>
    internal AvroArrayView<AvroValueView, AvroValueView> Items() => Array<AvroValueView, AvroValueView>();

    /// <summary>A map of anything.</summary>
    internal AvroMapView<AvroValueView, AvroValueView> Entries() => Map<AvroValueView, AvroValueView>();
}
