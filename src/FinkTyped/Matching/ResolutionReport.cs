using System.Text;

namespace FinkTyped.Schemas;

/// <summary>
/// What resolving a writer's schema to a reader's does besides reading: what is missing, skipped, moved or converted, and what may fail.
/// </summary>
public sealed partial class ResolutionReport
{
    private const int ShownOfKind = 20;

    private readonly SchemaMatch _match;
    private readonly Lazy<IReadOnlyList<ResolutionDifference>> _differences;

    internal ResolutionReport(SchemaMatch match)
    {
        _match = match;
        _differences = new Lazy<IReadOnlyList<ResolutionDifference>>(_match.Differences);
    }

    /// <summary>Whether a datum of the writer's is, byte for byte, a datum of the reader's. Fields may still go by other names.</summary>
    public bool IsWireIdentical => _match.Root.IsWireIdentical;

    /// <summary>Everything that differs, in the order of the reader's fields.</summary>
    public IReadOnlyList<ResolutionDifference> Differences => _differences.Value;

    /// <summary>
    /// What one should know of before trusting the alerts, in up to three lines: fields that are missing in the writer, that may fail and that are
    /// skipped; empty where there are none. Said once for each writer schema, it keeps a misspelt name from being null for ever in silence.
    /// </summary>
    public string Summary
    {
        get
        {
            var text = new StringBuilder();
            Tell("missing in the writer", d => d.Kind is ResolutionDifferenceKind.Missing or ResolutionDifferenceKind.Unresolvable);
            Tell("may fail", d => d.Kind is ResolutionDifferenceKind.MayFail or ResolutionDifferenceKind.UnknownSymbols);
            Tell("skipped", d => d.Kind is ResolutionDifferenceKind.Skipped);
            return text.ToString();

            void Tell(string what, Func<ResolutionDifference, bool> isOfIt)
            {
                var some = Differences.Where(isOfIt).ToList();
                if (some.Count == 0) return;
                if (text.Length > 0) text.Append('\n');
                text.Append(what).Append(": ");
                text.AppendJoin(", ", some.Take(ShownOfKind).Select(d => d.Similar is null ? SchemaPath.Show(d.Path) : $"{d.Path} (was {d.Similar} meant?)"));
                if (some.Count > ShownOfKind) text.Append(" and ").Append(some.Count - ShownOfKind).Append(" more");
            }
        }
    }

    /// <summary>One line for each difference.</summary>
    public override string ToString()
    {
        if (Differences.Count == 0) return IsWireIdentical ? "nothing differs" : "nothing is lost: only the order of union branches differs";
        var text = new StringBuilder();
        foreach (var difference in Differences)
        {
            if (text.Length > 0) text.Append('\n');
            text.Append(difference);
        }

        return text.ToString();
    }
}
