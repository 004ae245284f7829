using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using FinkTyped.Kafka;

namespace FinkTyped.Cli.Alerts;

/// <summary>One alert of any schema, of which fields are asked for by name. All that commands want to know of an alert goes through here.</summary>
internal sealed class AlertLook(AvroSchema writer, ReadOnlyMemory<byte> datum)
{
    // The paths that were asked for of a schema; null where it has no such field.
    private static readonly ConditionalWeakTable<AvroPlan, Dictionary<string, BoundPath?>> Paths = [];

    private readonly AvroPlan _plan = AvroPlan.For(writer);

    /// <summary>The schema that it was written with.</summary>
    public AvroSchema WriterSchema => writer;

    /// <summary>The encoded alert.</summary>
    public ReadOnlyMemory<byte> Datum => datum;

    public AlertLook(EncodedAlert alert) : this(alert.WriterSchema, alert.Datum)
    {
    }

    /// <summary>Whether the alert's schema has a field, which may be null.</summary>
    public bool Has(string path) => Bound(path) is not null;

    /// <summary>A value as JSON; null where there is none.</summary>
    /// <param name="path">Such as <c>candidate.jd</c>.</param>
    /// <exception cref="AvroException">The alert disagrees with its schema.</exception>
    public string? Json(string path)
    {
        if (Bound(path) is not { } bound) return null;
        var json = _plan.Read(datum.Span, bound, static (alert, path) =>
        {
            var output = new ArrayBufferWriter<byte>();
            AvroJson.Write(output, alert, path);
            return Encoding.UTF8.GetString(output.WrittenSpan);
        });
        return json == "null" ? null : json;
    }

    /// <summary>A value as text: numbers as they stand in JSON. Null where there is none, or it is no single value.</summary>
    /// <inheritdoc cref="Json"/>
    public string? Text(string path)
    {
        if (Json(path) is not { } json || json[0] is '{' or '[') return null;
        return json[0] == '"' ? JsonElement.Parse(json).GetString() : json;
    }

    /// <summary>A number; null where there is none.</summary>
    /// <inheritdoc cref="Json"/>
    public double? Number(string path) => double.TryParse(Text(path), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>Throws where the alert's schema has no such field.</summary>
    /// <exception cref="AvroPathException">It has not; the message says what may have been meant.</exception>
    public void Require(string path) => _plan.Bind(path);

    private BoundPath? Bound(string path)
    {
        var known = Paths.GetOrCreateValue(_plan);
        lock (known)
        {
            if (known.TryGetValue(path, out var bound)) return bound;
            try
            {
                bound = _plan.Bind(path);
            }
            catch (AvroPathException)
            {
                // Other schemas have it.
            }

            known.Add(path, bound);
            return bound;
        }
    }
}
