namespace FinkTyped.Plans;

/// <summary>
/// The values of a type in the order of their bytes: what every walk over bytes goes by. Records are written out in place as far as that is
/// of use; arrays, maps, unions of several types and what holds itself refer to programs of their own.
/// </summary>
internal class StepProgram
{
    /// <summary>The values; empty until <see cref="Complete"/> was called.</summary>
    public WireStep[] Steps { get; private set; } = [];

    /// <summary>The steps as the inner loop of <see cref="StepWalker"/> has them.</summary>
    public QuickStep[] QuickSteps { get; private set; } = [];

    /// <summary>The fewest bytes the values can take.</summary>
    public required int MinBytes { get; init; }

    /// <summary>Whether the values are those of a record, which may hold itself: a level of depth.</summary>
    public required bool IsRecord { get; init; }

    /// <summary>Gives the program its steps, once.</summary>
    public void Complete(WireStep[] steps)
    {
        Steps = steps;
        QuickSteps = Array.ConvertAll(steps, s => new QuickStep(s));
    }
}
