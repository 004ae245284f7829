using FinkTyped.Fuzz.Kinds;

namespace FinkTyped.Fuzz;

/// <summary>All kinds, those that have an end first.</summary>
internal static class FuzzKinds
{
    public static IReadOnlyList<FuzzKind> All() =>
    [
        new CutAlerts(),
        new ChangedAlerts(),
        new Kinds.Schemas(),
        new Neighbours(),
        new Compiled(),
        new Files(),
        new Blocks(),
        new Sets(),
        new Tars(),
        new Pipes(),
        new OddWriters(),
        new SchemaTexts(),
        new Messages(),
        new JsonTexts(),
        new Cutouts(),
        new FilterTexts(),
        new Kinds.Pages(),
    ];
}
