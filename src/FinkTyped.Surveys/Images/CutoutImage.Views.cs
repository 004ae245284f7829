using FinkTyped.Lsst;
using FinkTyped.Rubin;
using FinkTyped.Ztf;

namespace FinkTyped.Astronomy;

/// <content>The cutouts of alerts that are still encoded, for queries.</content>
public sealed partial class CutoutImage
{
    /// <summary>The cutout of the image as it was taken; null where the encoded alert has none.</summary>
    /// <exception cref="FitsException">The cutout is damaged.</exception>
    public static CutoutImage? Science(ZtfAlert.View alert) => ReadOrNull(alert.Cutout(CutoutKind.Science));

    /// <summary>The cutout of the image as it was taken; null where the encoded alert has none.</summary>
    /// <exception cref="FitsException">The cutout is damaged.</exception>
    public static CutoutImage? Science(LsstAlert.View alert) => ReadOrNull(alert.Cutout(CutoutKind.Science));

    /// <summary>The cutout of the image as it was taken; null where the encoded alert has none.</summary>
    /// <exception cref="FitsException">The cutout is damaged.</exception>
    public static CutoutImage? Science(RubinAlert.View alert) => ReadOrNull(alert.Cutout(CutoutKind.Science));

    /// <summary>The cutout of the template, what the sky looked like before; null where the encoded alert has none.</summary>
    /// <exception cref="FitsException">The cutout is damaged.</exception>
    public static CutoutImage? Template(ZtfAlert.View alert) => ReadOrNull(alert.Cutout(CutoutKind.Template));

    /// <summary>The cutout of the template, what the sky looked like before; null where the encoded alert has none.</summary>
    /// <exception cref="FitsException">The cutout is damaged.</exception>
    public static CutoutImage? Template(LsstAlert.View alert) => ReadOrNull(alert.Cutout(CutoutKind.Template));

    /// <summary>The cutout of the template, what the sky looked like before; null where the encoded alert has none.</summary>
    /// <exception cref="FitsException">The cutout is damaged.</exception>
    public static CutoutImage? Template(RubinAlert.View alert) => ReadOrNull(alert.Cutout(CutoutKind.Template));

    /// <summary>The cutout of the difference image; null where the encoded alert has none.</summary>
    /// <exception cref="FitsException">The cutout is damaged.</exception>
    public static CutoutImage? Difference(ZtfAlert.View alert) => ReadOrNull(alert.Cutout(CutoutKind.Difference));

    /// <summary>The cutout of the difference image; null where the encoded alert has none.</summary>
    /// <exception cref="FitsException">The cutout is damaged.</exception>
    public static CutoutImage? Difference(LsstAlert.View alert) => ReadOrNull(alert.Cutout(CutoutKind.Difference));

    /// <summary>The cutout of the difference image; null where the encoded alert has none.</summary>
    /// <exception cref="FitsException">The cutout is damaged.</exception>
    public static CutoutImage? Difference(RubinAlert.View alert) => ReadOrNull(alert.Cutout(CutoutKind.Difference));

    private static CutoutImage? ReadOrNull(ReadOnlySpan<byte> fits) => fits.IsEmpty ? null : Read(fits);
}
