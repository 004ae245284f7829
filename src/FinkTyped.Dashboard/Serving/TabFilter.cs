using System.Diagnostics.CodeAnalysis;
using FinkTyped.Astronomy;
using FinkTyped.Dashboard.Live;

namespace FinkTyped.Dashboard.Serving;

/// <summary>Which alerts one open page wants to see.</summary>
internal sealed class TabFilter
{
    private const int LongestText = 2000;

    private readonly HashSet<AvroSchema> _misfits = new(ReferenceEqualityComparer.Instance);
    private readonly string? _topic;
    private readonly string? _find;
    private readonly AlertFilter? _filter;

    private TabFilter(string? topic, string? find, AlertFilter? filter)
    {
        _topic = topic;
        _find = find;
        _filter = filter;
    }

    /// <summary>Why the filter does not fit some of the alerts; null where it fits all so far.</summary>
    public string? Misfit { get; private set; }

    /// <summary>A filter of what was typed in; false, with a reason for people, where that cannot be understood.</summary>
    public static bool TryCreate(string? topic, string? find, string? filter, [NotNullWhen(true)] out TabFilter? wanted, [NotNullWhen(false)] out string? fault)
    {
        (wanted, fault) = (null, null);
        if ((find?.Length ?? 0) + (filter?.Length ?? 0) > LongestText)
        {
            fault = $"longer than {LongestText} letters";
            return false;
        }

        try
        {
            wanted = new TabFilter(Given(topic), Given(find), Given(filter) is { } text ? AlertFilter.Parse(text, AstronomyFunctions.All) : null);
            return true;
        }
        catch (AlertFilterException e)
        {
            fault = e.Message;
            return false;
        }
    }

    /// <summary>Whether an alert is wanted.</summary>
    public bool Accepts(ShownAlert alert) =>
        (_topic is null || alert.Topic == _topic)
        && (_find is null || Has(alert.Glance.Identity.Name) || Has(alert.Class))
        && (_filter is null || Passes(_filter, alert.Datum));

    // A stream may hold alerts of several surveys, of which a filter fits one: the others are not wanted.
    private bool Passes(AlertFilter filter, AlertDatum datum)
    {
        if (_misfits.Contains(datum.WriterSchema)) return false;
        try
        {
            return filter.Accepts(datum.WriterSchema, datum.Datum.Span);
        }
        catch (AlertFilterException e)
        {
            Misfit = e.Message;
            _misfits.Add(datum.WriterSchema);
            return false;
        }
        catch (AvroException)
        {
            return false;
        }
    }

    private bool Has(string text) => text.Contains(_find!, StringComparison.OrdinalIgnoreCase);

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
