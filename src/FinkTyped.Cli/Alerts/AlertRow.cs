using System.Globalization;
using FinkTyped.Astronomy;

namespace FinkTyped.Cli.Alerts;

/// <summary>What there is to say about an alert in a row of a table or in a message, whatever survey it is of.</summary>
internal sealed record AlertRow
{
    private static readonly AlertRow Unknown = new();

    /// <summary>The object's name; that of the source where it has none.</summary>
    public string? ObjectId { get; private init; }

    /// <summary>When it was observed.</summary>
    public DateTimeOffset? Observed { get; private init; }

    /// <summary>What Fink or a catalogue takes it for.</summary>
    public string? Class { get; private init; }

    /// <summary>How bright it is: magnitude, or flux where it has none.</summary>
    public string? Brightness { get; private init; }

    /// <summary>The band.</summary>
    public string? Band { get; private init; }

    /// <summary>Where it is, in degrees.</summary>
    public string? Position { get; private init; }

    /// <summary>Its page at Fink's portal.</summary>
    public string? Link { get; private init; }

    /// <summary>The row of an alert.</summary>
    /// <exception cref="AvroException">The alert disagrees with its schema.</exception>
    public static AlertRow Of(AlertLook alert)
    {
        if (!AlertGlance.TryOf(alert.WriterSchema, alert.Datum.Span, out var glance)) return Unknown with { ObjectId = alert.Text("objectId") ?? AlertNames.IdOf(alert) };
        return new AlertRow
        {
            ObjectId = glance.Identity.Name,
            Observed = glance.ObservedAt?.Utc,
            Class = glance.Class,
            Brightness = BrightnessOf(glance),
            Band = glance.Band,
            Position = glance.Position is { } place ? string.Create(CultureInfo.InvariantCulture, $"{place.Ra,9:F5} {place.Dec:+00.00000;-00.00000}") : null,
            Link = glance.Identity.Portal?.AbsoluteUri,
        };
    }

    // ZTF's magnitudes are of the change, brighter or fainter. A flux below zero has none.
    private static string? BrightnessOf(AlertGlance glance)
    {
        if (glance.Difference is not { } flux) return null;
        var isMagnitude = glance.Magnitude is not null && (glance.Identity.Survey == "ZTF" || flux.Value > 0);
        return isMagnitude
            ? string.Create(CultureInfo.InvariantCulture, $"{glance.Magnitude:F2} mag")
            : string.Create(CultureInfo.InvariantCulture, $"{flux.Value:F0} nJy");
    }
}
