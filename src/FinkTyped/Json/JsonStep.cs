using FinkTyped.Plans;

namespace FinkTyped;

/// <summary>A step that is a field of a record, and where among the record's names its own is.</summary>
internal readonly struct JsonStep
{
    // An index of a branch on the wire is one byte up to 63; this is none.
    private const byte NoBranch = byte.MaxValue;

    public JsonStep(WireStep step, int name, int nameLength)
    {
        Schema = step.Schema;
        Name = name;
        NameLength = nameLength;
        Room = Math.Max(nameLength + JsonText.MaxScalar, (nameLength + JsonSteps.NullLength + JsonSteps.NameStride - 1) / JsonSteps.NameStride * JsonSteps.NameStride);
        Kind = step.Kind;
        NullByte = step.NullBranch < 0 ? NoBranch : (byte)(2 * step.NullBranch);
        ValueByte = step.NullBranch == 0 ? (byte)2 : (byte)0;
    }

    /// <summary>The type of the value where it is not null.</summary>
    public AvroSchema Schema { get; }

    /// <summary>Where <c>,"name":null</c> begins in <see cref="JsonSteps.Names"/>.</summary>
    public int Name { get; }

    /// <summary>The length of <c>,"name":</c>.</summary>
    public int NameLength { get; }

    /// <summary>What the name, copied by whole strides, and a number after it take at most.</summary>
    public int Room { get; }

    /// <summary>What stands there where it is not null.</summary>
    public WireKind Kind { get; }

    /// <summary>The byte of a null, of a union of null and one type.</summary>
    public byte NullByte { get; }

    /// <summary>The byte of a value, of a union of null and one type.</summary>
    public byte ValueByte { get; }

    /// <summary>Whether the value may be null: a union of null and one type.</summary>
    public bool IsNullable => NullByte != NoBranch;
}
