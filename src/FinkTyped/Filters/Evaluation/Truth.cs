namespace FinkTyped.Filters;

/// <summary>What a condition comes to. Where a value is null, it may be unknown.</summary>
internal enum Truth : byte
{
    False,
    True,
    Unknown,
}

internal static class Truths
{
    public static Truth Of(bool isTrue) => isTrue ? Truth.True : Truth.False;

    public static Truth Not(this Truth truth) => truth switch
    {
        Truth.False => Truth.True,
        Truth.True => Truth.False,
        _ => Truth.Unknown,
    };
}
