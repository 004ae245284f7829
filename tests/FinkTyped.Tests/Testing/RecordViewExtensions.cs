using FinkTyped.Generated;

namespace FinkTyped.Tests.Testing;

/// <summary>Arrays and maps of records of any schema, as generated views open them for theirs.</summary>
internal static class RecordViewExtensions
{
    extension(AvroRecordView view)
    {
        public AvroMapView<AvroRecordView, RecordViews> RecordMap(int field) =>
            view.TryOpen(field, out var reader) ? new(reader, view.PlanOfItems(field)) : default;
    }
}
