using System.Globalization;
using FinkTyped.Astronomy;

namespace FinkTyped.Pages.Content;

/// <summary>Where to read more about a place and an object.</summary>
internal static class SkyLinks
{
    /// <summary>Names and addresses.</summary>
    public static IEnumerable<(string Name, string Address)> Of(ISurveyAlert alert)
    {
        var identity = alert.Identity;
        if (identity.Portal is { } portal) yield return ("Fink portal", portal.AbsoluteUri);
        if (identity.Designation is { } designation)
            yield return ("Minor Planet Center", "https://minorplanetcenter.net/db_search/show_object?object_id=" + Uri.EscapeDataString(designation));
        if (alert.Position() is not { } place || !double.IsFinite(place.Ra) || !double.IsFinite(place.Dec)) yield break;
        var (ra, dec) = (Degrees(place.Ra), Degrees(place.Dec));
        yield return ("Aladin", $"https://aladin.cds.unistra.fr/AladinLite/?target={ra}%20{dec}&fov=0.05");
        yield return ("SIMBAD", $"https://simbad.cds.unistra.fr/simbad/sim-coo?Coord={ra}%20{dec}&Radius=10&Radius.unit=arcsec");
        yield return ("TNS", $"https://www.wis-tns.org/search?ra={ra}&decl={dec}&radius=5&coords_unit=arcsec");
    }

    private static string Degrees(double value) => value.ToString("F6", CultureInfo.InvariantCulture);
}
