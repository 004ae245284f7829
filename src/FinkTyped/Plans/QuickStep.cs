namespace FinkTyped.Plans;

/// <summary>What the inner loop of <see cref="StepWalker"/> needs of a <see cref="WireStep"/>, in eight bytes that lie side by side.</summary>
internal readonly struct QuickStep
{
    /// <summary>The union byte of a value that is not in a union.</summary>
    public const byte NoUnion = 0xFF;

    public QuickStep(WireStep step)
    {
        Slot = step.Slot;
        Kind = step.Kind;
        // A union's branch is a varint: branch 0 is the byte 0, branch 1 the byte 2.
        NullByte = step.NullBranch < 0 ? NoUnion : (byte)(2 * step.NullBranch);
        Converts = step.Converts;
        // What is not simply noted is left to the thorough walk.
        if (step.RejectsNull && step.NullBranch >= 0 || step.Kind is WireKind.Record && step.NullBranch >= 0) Kind = WireKind.Other;
    }

    /// <summary>The place in the table of offsets; -1 for a value that no reader wants.</summary>
    public int Slot { get; }

    /// <summary>What stands there.</summary>
    public WireKind Kind { get; }

    /// <summary>The value is to be converted when it is asked for.</summary>
    public bool Converts { get; }

    /// <summary>The byte that says null; <see cref="NoUnion"/> where the value is no union with null.</summary>
    public byte NullByte { get; }
}
