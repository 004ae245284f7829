using FinkTyped.Generated;

namespace FinkTyped;

/// <summary>Opens records without giving their fields names.</summary>
internal readonly struct RecordViews : IAvroView<AvroRecordView>
{
    static bool IAvroView<AvroRecordView>.IsOfRecord => true;

    static AvroRecordView IAvroView<AvroRecordView>.Open(AvroRecordView record) => record;

    static AvroRecordView IAvroView<AvroRecordView>.Open(AvroValueView value) => value.Record();
}
