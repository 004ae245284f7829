using System.ComponentModel;
using FinkTyped.Columns;

namespace FinkTyped.Generated;

/// <summary>What generated code begins with.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Views
{
    /// <summary>Opens a record.</summary>
    /// <exception cref="InvalidOperationException">It is another record than the view's.</exception>
    public static TView Open<TView>(AvroRecordView record) where TView : IAvroView<TView>, allows ref struct => TView.Open(record);

    /// <summary>
    /// The views of the records of an array. Those of a decoded alert's history are looked at as they are kept; of an array that a program made the
    /// records are written first, each time that they are asked for.
    /// </summary>
    /// <exception cref="AvroException">A record of the array cannot be written.</exception>
    public static AvroArrayView<TView, TView> Of<TRecord, TView>(AvroArray<TRecord>? array)
        where TRecord : class, IAvroRecord<TRecord>
        where TView : IAvroView<TView>, allows ref struct
    {
        if (array is null) return default;
        return array.Encoded is { } encoded
            ? new AvroArrayView<TView, TView>(encoded.Kept)
            : new AvroArrayView<TView, TView>(WrittenRecords<TRecord>.Write(array), WrittenRecords<TRecord>.Plan);
    }

    /// <summary>The names of a record's fields, of the record at a path.</summary>
    public static TPaths At<TPaths>(ColumnPath path) where TPaths : IColumnPaths<TPaths> => TPaths.At(path);

    /// <summary>The query for every alert.</summary>
    public static ViewQuery<TAlert, TView> Query<TAlert, TView>() where TAlert : class, IAvroRecord<TAlert> where TView : IAvroView<TView>, allows ref struct =>
        ViewQuery<TAlert, TView>.All;
}
