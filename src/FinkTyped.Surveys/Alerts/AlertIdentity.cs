using System.Globalization;

namespace FinkTyped.Astronomy;

/// <summary>What an alert is about.</summary>
public sealed record AlertIdentity
{
    /// <summary><c>ZTF</c> or <c>LSST</c>.</summary>
    public required string Survey { get; init; }

    /// <summary>
    /// The name or number of the object that does not move: ZTF's <c>objectId</c>, LSST's <c>diaObjectId</c>. Null where there is none, as for
    /// LSST's solar-system objects.
    /// </summary>
    public string? ObjectId { get; init; }

    /// <summary>The designation of the solar-system object, such as <c>2010 JO69</c>; null for anything else.</summary>
    public string? Designation { get; init; }

    /// <summary>The number of the detection, which no other alert has: ZTF's <c>candid</c>, LSST's <c>diaSourceId</c>. Too many digits for a double.</summary>
    public long? SourceId { get; init; }

    /// <summary>Whether it is a known object of the solar system.</summary>
    public bool IsSolarSystem => Designation is not null;

    /// <summary>The best name there is: that of the object, else the designation, else the number of the source.</summary>
    public string Name => ObjectId ?? Designation ?? SourceId?.ToString(CultureInfo.InvariantCulture) ?? Survey + " alert";

    /// <summary>The object's page at Fink's portal; null for an object without a number there.</summary>
    public Uri? Portal => ObjectId is null
        ? null
        : new Uri($"https://{(Survey == "ZTF" ? "ztf" : "lsst")}.fink-portal.org/{Uri.EscapeDataString(ObjectId)}");

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
