using FinkTyped.Astronomy;
using FinkTyped.Kafka;
using FinkTyped.Pages;

namespace FinkTyped.Cli.Notifications;

/// <summary>The light curve and the cutouts of an alert, for a message.</summary>
internal static class NotificationPictures
{
    private const int Width = 900;
    private const int Height = 480;
    private const int CutoutSide = 300;

    private static readonly CutoutKind[] Kinds = [CutoutKind.Science, CutoutKind.Template, CutoutKind.Difference];

    /// <summary>What there is of them; none for an alert of no known survey.</summary>
    public static IReadOnlyList<NotificationPicture> Of(EncodedAlert encoded)
    {
        if (!SurveyAlert.TryDecode(encoded.WriterSchema, encoded.Datum.Span, out var alert)) return [];
        var pictures = new List<NotificationPicture>();
        if (AlertPictures.LightCurvePng(alert, Width, Height) is { } curve) pictures.Add(new NotificationPicture("light curve", curve));
        foreach (var kind in Kinds)
            if (Cutout(alert, kind) is { } png) pictures.Add(new NotificationPicture(kind.ToString().ToLowerInvariant(), png));
        return pictures;
    }

    private static byte[]? Cutout(ISurveyAlert alert, CutoutKind kind)
    {
        try
        {
            return CutoutImage.Of(alert, kind) is { } image ? image.ToPng(scale: Math.Clamp(CutoutSide / Math.Max(image.Width, image.Height), 1, 16), northUp: true) : null;
        }
        catch (FitsException)
        {
            return null;
        }
    }
}
