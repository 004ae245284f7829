using System.ComponentModel;
using FinkTyped.Generated;

namespace FinkTyped;

/// <summary>A record type generated from an Avro schema file.</summary>
/// <typeparam name="TSelf">The record type itself.</typeparam>
public interface IAvroRecord<TSelf> where TSelf : class, IAvroRecord<TSelf>
{
    /// <summary>The schema the type was generated from: the reader schema.</summary>
    static abstract AvroSchema Schema { get; }

    /// <summary>Makes a record that owns its memory from its view, whatever schema the bytes were written with.</summary>
    /// <exception cref="AvroException">The bytes disagree with the schema they were written with.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    static abstract TSelf Read(AvroRecordView view);

    /// <summary>Writes the record as <see cref="Schema"/> says.</summary>
    void Write(ref AvroWriter writer);
}
