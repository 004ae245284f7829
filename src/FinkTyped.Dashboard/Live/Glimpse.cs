using System.Globalization;
using FinkTyped.Astronomy;
using FinkTyped.Lsst;
using FinkTyped.Ztf;

namespace FinkTyped.Dashboard.Live;

/// <summary>What is looked at of every alert, without decoding it.</summary>
internal sealed record Glimpse(string Name, string Survey, SkyPosition? Position, string? Band, double? Magnitude, string Class)
{
    private const string Unclassified = "unclassified";

    private static readonly AlertQuery<ZtfAlert, Glimpse> OfZtf = ZtfAlert.Select(static alert => new Glimpse(
        alert.ObjectId.ToString(), "ZTF", alert.Position(), Filter(alert.Candidate.Fid), alert.Candidate.Magpsf,
        Word(alert.Finkclass) ?? Word(alert.Tns) ?? Word(alert.Cdsxmatch) ?? Unclassified));

    private static readonly AlertQuery<LsstAlert, Glimpse> OfLsst = LsstAlert.Select(static alert => new Glimpse(
        Word(alert.MpcOrbits.Designation) ?? alert.DiaObject.DiaObjectId?.ToString(CultureInfo.InvariantCulture) ?? "", "LSST", alert.Position(),
        Word(alert.DiaSource.Band), alert.DiaSource.PsfFlux is { } flux ? Photometry.ToMagnitude(Math.Abs(flux)) : null,
        alert.Pred.IsSso == true ? "solar system" : Word(alert.Xm.TnsType) ?? Word(alert.Xm.SimbadOtype) ?? Unclassified));

    private static readonly Glimpse Nothing = new("alert", "", null, null, null, Unclassified);

    /// <summary>A look at an alert; one of no known survey, or a damaged one, has a name only.</summary>
    public static Glimpse Of(AvroSchema writer, ReadOnlySpan<byte> datum)
    {
        try
        {
            if (writer is not AvroRecordSchema root) return Nothing;
            if (root.TryGetField("candidate", out _) && OfZtf.TryEvaluate(writer, datum, out var ztf)) return ztf!;
            if (root.TryGetField("diaSource", out _) && OfLsst.TryEvaluate(writer, datum, out var lsst)) return lsst!;
            return Nothing;
        }
        catch (AvroException)
        {
            return Nothing;
        }
    }

    private static string? Filter(int? fid) => fid switch { 1 => "g", 2 => "r", 3 => "i", _ => null };

    private static string? Word(AvroString text) =>
        text.Length == 0 || text == "nan"u8 || text == "null"u8 || text == "None"u8 || text == "Unknown"u8 || text.StartsWith("Fail"u8) ? null : text.ToString();
}
