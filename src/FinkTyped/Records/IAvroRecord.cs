namespace FinkTyped;

/// <summary>A record type generated from an Avro schema file.</summary>
/// <typeparam name="TSelf">The record type itself.</typeparam>
public interface IAvroRecord<TSelf> where TSelf : class, IAvroRecord<TSelf>
{
    /// <summary>The schema the type was generated from: the reader schema.</summary>
    static abstract AvroSchema Schema { get; }

    /// <summary>Reads a record whose bytes are laid out exactly as <see cref="Schema"/> says.</summary>
    /// <exception cref="AvroException">The bytes disagree with the schema.</exception>
    static abstract TSelf Read(ref AvroReader reader);

    /// <summary>Makes a record that owns its memory from a window over one, whatever schema it was written with.</summary>
    /// <exception cref="AvroException">The bytes disagree with the schema they were written with.</exception>
    static abstract TSelf Read(AvroRecordView view);

    /// <summary>Writes the record as <see cref="Schema"/> says.</summary>
    void Write(ref AvroWriter writer);
}
