using System.Runtime.CompilerServices;
using FinkTyped.Filters;
using FinkTyped.Plans;

namespace FinkTyped;

/// <summary>
/// Chooses alerts by a text over the names of the writer's own schema, so that it needs no compiled type and can stand in a configuration:
/// <c>diaSource.psfFlux > 5e4 and any(prvDiaSources, snr > 10)</c>. It is checked against a schema before the first alert of that schema, and
/// looks at the encoded alert as a query does: an alert it rejects is neither copied nor decoded, and nothing is allocated. Immutable, safe to
/// share between threads. The language is described in <c>docs/guides/filters.md</c>.
/// </summary>
public sealed class AlertFilter
{
    private readonly FilterSyntax _syntax;
    private readonly ConditionalWeakTable<AvroSchema, BoundFilter> _bound = [];

    // Alerts of one schema follow each other. A hint only, so threads may share it.
    private BoundFilter? _latest;

    private AlertFilter(string text, FilterSyntax syntax, FilterFunctions functions)
    {
        Text = text;
        _syntax = syntax;
        Functions = functions;
    }

    /// <summary>The text.</summary>
    public string Text { get; }

    /// <summary>The functions it may call.</summary>
    public FilterFunctions Functions { get; }

    /// <summary>Reads a filter. Whether its fields exist is not known before there is a schema: see <see cref="Check"/>.</summary>
    /// <param name="text">The text, of at most 65,536 characters.</param>
    /// <param name="functions">The functions it may call; <see cref="FilterFunctions.Default"/> where null.</param>
    /// <exception cref="AlertFilterException">The text is no filter.</exception>
    public static AlertFilter Parse(string text, FilterFunctions? functions = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new AlertFilter(text, FilterParser.Parse(text), functions ?? FilterFunctions.Default);
    }

    /// <summary>Checks that every name and type of the filter makes sense for the alerts of a schema.</summary>
    /// <exception cref="AlertFilterException">A field is not there, or its type does not fit; the message shows where.</exception>
    public void Check(AvroSchema writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        For(writer, AvroLimits.Default);
    }

    /// <summary>Whether <see cref="Check"/> finds nothing.</summary>
    internal bool Fits(AvroSchema writer)
    {
        try
        {
            Check(writer);
            return true;
        }
        catch (AlertFilterException)
        {
            return false;
        }
    }

    /// <summary>Whether an encoded alert is wanted: the filter is true of it, neither false nor unknown.</summary>
    /// <param name="writer">The schema the datum was written with. Give the same instance for the same schema: it is recognised by that.</param>
    /// <param name="datum">The encoded datum; it is looked into no further than the filter needs.</param>
    /// <param name="limits">Bounds on what the datum may ask for; <see cref="AvroLimits.Default"/> where null.</param>
    /// <exception cref="AlertFilterException">The filter does not fit the schema.</exception>
    /// <exception cref="AvroException">The bytes that were looked at disagree with the schema.</exception>
    public bool Accepts(AvroSchema writer, ReadOnlySpan<byte> datum, AvroLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(writer);
        return For(writer, limits ?? AvroLimits.Default).Accepts(datum, null);
    }

    /// <summary>Whether an encoded alert is wanted of which the end may have to be read first.</summary>
    internal bool Accepts(AvroSchema writer, ReadOnlySpan<byte> datum, PendingBytes? pending, AvroLimits limits) => For(writer, limits).Accepts(datum, pending);

    /// <summary>The text.</summary>
    public override string ToString() => Text;

    private BoundFilter For(AvroSchema writer, AvroLimits limits)
    {
        var bound = _latest;
        if (bound is not null && ReferenceEquals(bound.Writer, writer) && bound.Limits == limits) return bound;
        if (!_bound.TryGetValue(writer, out bound) || bound.Limits != limits)
        {
            bound = new BoundFilter(writer, new FilterChecker(Text, Functions, writer, limits).Check(_syntax), limits);
            // Of several limits for one schema the last ones stay.
            _bound.AddOrUpdate(writer, bound);
        }

        _latest = bound;
        return bound;
    }
}
