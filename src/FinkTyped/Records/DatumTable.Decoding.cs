namespace FinkTyped.Plans;

internal sealed partial class DatumTable
{
    /// <summary>Decodes a whole datum.</summary>
    public static T Decode<T>(RecordPlan plan, ReadOnlySpan<byte> datum) where T : class, IAvroRecord<T>
    {
        var alert = DecodeFirst<T>(plan, datum, out var length);
        if (length != datum.Length) AvroErrors.TrailingBytes(datum.Length - length, length);
        return alert;
    }

    /// <summary>Decodes the first of several datums that follow each other, and tells how long it is.</summary>
    public static T DecodeFirst<T>(RecordPlan plan, ReadOnlySpan<byte> datum, out int length)
        where T : class, IAvroRecord<T>
    {
        var table = Open(plan, datum.Length);
        var alert = T.Read(table.View(datum));
        length = table.FindEnd(datum);
        table.Close();
        return alert;
    }
}
