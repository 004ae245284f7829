using FinkTyped.Astronomy;
using FinkTyped.Pages.Content;
using FinkTyped.Pages.Drawing;

namespace FinkTyped.Pages;

/// <summary>Light curve and cutouts of an alert as PNG files, for a report or a message.</summary>
public static class AlertPictures
{
    // Both surveys' cutouts become about 500 pixels wide.
    private const int Side = 500;

    /// <summary>The light curve on white: difference magnitudes of ZTF, difference fluxes of LSST. Null where there are no points to show.</summary>
    /// <param name="alert">The alert.</param>
    /// <param name="width">In pixels, 320 to 4096.</param>
    /// <param name="height">In pixels, 200 to 4096.</param>
    /// <exception cref="ArgumentOutOfRangeException">The size is none of these.</exception>
    public static byte[]? LightCurvePng(ISurveyAlert alert, int width = 1200, int height = 640)
    {
        ArgumentNullException.ThrowIfNull(alert);
        if (width is < 320 or > 4096) throw new ArgumentOutOfRangeException(nameof(width), width, "320 to 4096 pixels");
        if (height is < 200 or > 4096) throw new ArgumentOutOfRangeException(nameof(height), height, "200 to 4096 pixels");
        return CurvePicture.Draw(alert, LightCurve.Of(alert), width, height);
    }

    /// <summary>Writes the pictures of an alert: <c>NAME-lightcurve.png</c>, <c>NAME-science.png</c> and so on.</summary>
    /// <param name="datum">The encoded alert.</param>
    /// <param name="folder">Where to; it must exist.</param>
    /// <returns>The paths written; none for an alert of no known survey.</returns>
    /// <exception cref="AvroException">The alert is malformed.</exception>
    public static IReadOnlyList<string> Write(AlertDatum datum, string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        using var content = AlertContent.Of(datum);
        var written = new List<string>();
        if (content.Alert is not { } alert) return written;
        if (LightCurvePng(alert) is { } curve) Save("lightcurve", curve);
        foreach (var (name, image, _) in content.Cutouts())
        {
            if (image is not null) Save(name.ToLowerInvariant(), image.ToPng(scale: Math.Clamp(Side / Math.Max(image.Width, image.Height), 1, 16), northUp: true));
        }

        return written;

        void Save(string what, byte[] png)
        {
            var path = Path.Combine(folder, $"{content.FileName}-{what}.png");
            File.WriteAllBytes(path, png);
            written.Add(path);
        }
    }
}
