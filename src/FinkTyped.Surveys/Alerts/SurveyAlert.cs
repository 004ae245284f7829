using System.Diagnostics.CodeAnalysis;
using FinkTyped.Lsst;
using FinkTyped.Rubin;
using FinkTyped.Ztf;

namespace FinkTyped.Astronomy;

/// <summary>Alerts of whichever survey, known by the schema they were written with.</summary>
public static class SurveyAlert
{
    // Whoever looks at an old file wants to see what there is.
    internal static readonly SchemaResolution Lenient = SchemaResolution.Default with { UnresolvableNullableIsNull = true };

    /// <summary>
    /// Decodes an alert of ZTF or LSST of any version; fields that changed their kind are null. False for an alert of anything else.
    /// </summary>
    /// <param name="writer">The schema it was written with.</param>
    /// <param name="datum">The encoded alert.</param>
    /// <param name="alert">The alert: a <see cref="ZtfAlert"/>, an <see cref="LsstAlert"/>, or in a packet of Rubin's own a <see cref="RubinAlert"/>.</param>
    /// <exception cref="AvroException">The datum is malformed.</exception>
    public static bool TryDecode(AvroSchema writer, ReadOnlySpan<byte> datum, [NotNullWhen(true)] out ISurveyAlert? alert)
    {
        ArgumentNullException.ThrowIfNull(writer);
        alert = null;
        try
        {
            alert = TypeOf(writer) switch
            {
                SurveyType.Ztf => AlertDecoder<ZtfAlert>.For(writer, Lenient).Decode(datum),
                SurveyType.Lsst => AlertDecoder<LsstAlert>.For(writer, Lenient).Decode(datum),
                SurveyType.Rubin => AlertDecoder<RubinAlert>.For(writer, Lenient).Decode(datum),
                _ => null,
            };
        }
        catch (SchemaResolutionException)
        {
            // Not the survey's after all.
        }

        return alert is not null;
    }

    /// <summary>The stock schema that fits a writer's.</summary>
    internal static SurveyType TypeOf(AvroSchema writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (Has(writer, "candidate", "jd")) return SurveyType.Ztf;
        if (!Has(writer, "diaSource", "psfFlux")) return Has(writer, "triggerId") && Has(writer, "objectId") ? SurveyType.Multimessenger : SurveyType.Unknown;
        // Fink sends records of nulls where Rubin sends null.
        return writer is AvroRecordSchema root && root.TryGetField("diaObject", out var inner) && inner.Schema is AvroUnionSchema ? SurveyType.Rubin : SurveyType.Lsst;
    }

    private static bool Has(AvroSchema writer, string field) => writer is AvroRecordSchema root && root.TryGetField(field, out _);

    private static bool Has(AvroSchema writer, string record, string field) =>
        writer is AvroRecordSchema root && root.TryGetField(record, out var inner)
        && Record(inner.Schema) is { } source && source.TryGetField(field, out _);

    // Early and foreign packets let the record be null.
    private static AvroRecordSchema? Record(AvroSchema schema) =>
        schema as AvroRecordSchema ?? (schema as AvroUnionSchema)?.Branches.OfType<AvroRecordSchema>().FirstOrDefault();
}
