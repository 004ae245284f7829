namespace FinkTyped.Plans;

/// <summary>What one step of a <see cref="SkipProgram"/> steps over.</summary>
internal enum SkipKind : byte
{
    /// <summary>A set number of bytes.</summary>
    Fixed,

    /// <summary>An integer of 32 bits.</summary>
    Int,

    /// <summary>An integer of 64 bits.</summary>
    Long,

    /// <summary>A length and as many bytes.</summary>
    Bytes,

    /// <summary>The index of a symbol.</summary>
    Enum,

    /// <summary>A union of null and a set number of bytes.</summary>
    NullableFixed,

    /// <summary>A union of null and an integer of 32 bits.</summary>
    NullableInt,

    /// <summary>A union of null and an integer of 64 bits.</summary>
    NullableLong,

    /// <summary>A union of null and a length with bytes.</summary>
    NullableBytes,

    /// <summary>Any other union: a program for each branch.</summary>
    Union,

    /// <summary>An array: a program for its items.</summary>
    Array,

    /// <summary>A map: a program for its values.</summary>
    Map,

    /// <summary>A record that has a program of its own.</summary>
    Call,
}

/// <summary>A step of a <see cref="SkipProgram"/>.</summary>
/// <param name="Kind">What it steps over.</param>
/// <param name="ValueByte">Of the nullable kinds: the byte of the index of the branch that is not null; the other's is this one XOR 2.</param>
/// <param name="Size">Bytes of a fixed, symbols of an enum.</param>
/// <param name="Programs">Of unions, arrays, maps and calls: what is inside.</param>
internal readonly record struct SkipOp(SkipKind Kind, byte ValueByte = 0, int Size = 0, SkipProgram[]? Programs = null);
