using FinkTyped.Astronomy;
using FinkTyped.Lsst;
using FinkTyped.Tests;
using FinkTyped.Ztf;

namespace FinkTyped.Surveys.Tests;

/// <summary>Cutouts of real alerts beside what astropy reads from them and shows of them.</summary>
public class CutoutsAgainstAstropyTests
{
    [Fact]
    public void Pixels_and_north_are_those_of_astropy()
    {
        var files = Files().ToArray();
        var expected = Astropy.Ask<Image[]>("""
            from astropy.io import fits
            from astropy.wcs import WCS
            import io, gzip
            result = []
            for text in data:
                raw = base64.b64decode(text)
                if raw[:2] == b"\x1f\x8b": raw = gzip.decompress(raw)
                raw = raw.replace(b"SIMPLE  =  T", b"SIMPLE  = T ", 1)
                with fits.open(io.BytesIO(raw), ignore_missing_simple=True) as f:
                    for h in f:
                        if h.data is None: continue
                        pixels = h.data.astype("float64").ravel()
                        north = None
                        if "PC1_1" in h.header or "CD1_1" in h.header:
                            w = WCS(h.header, naxis=2)
                            ra, dec = w.wcs.crval
                            (x0, y0), (x1, y1) = w.wcs_world2pix([[ra, dec], [ra, dec + 1e-4]], 0)
                            north = float(np.degrees(np.arctan2(-(x1 - x0), y1 - y0)))
                        result.append({"Width": h.data.shape[1], "Pixels": [None if np.isnan(p) else float(p) for p in pixels], "North": north})
            """, files.Select(f => Convert.ToBase64String(f.Span)));

        var images = files.SelectMany(f => CutoutImage.ReadAll(f.Span)).ToList();
        Assert.Equal(expected.Length, images.Count);
        Assert.Contains(expected, e => e.North is not null);
        foreach (var (image, other) in images.Zip(expected))
        {
            Assert.Equal(other.Width, image.Width);
            Assert.Equal(other.Pixels.Select(p => p is null ? float.NaN : (float)p), image.Pixels.ToArray());
            if (other.North is { } north) Assert.Equal(north, image.NorthAngle!.Value, 1e-4);
        }
    }

    [Fact]
    public void Shades_are_those_of_astropy_for_every_stretch()
    {
        var images = Files().Select(f => CutoutImage.Read(f.Span)).ToArray();
        var expected = Astropy.Ask<int[][][]>("""
            from astropy.visualization import ZScaleInterval, AsymmetricPercentileInterval, ManualInterval, AsinhStretch
            def shades(p, low, high, stretch=None):
                level = np.clip((p - low) / (high - low), 0, 1)
                if stretch is not None: level = stretch(level)
                return [0 if not np.isfinite(l) else int(1 + np.round(l * 254)) for l in level]
            result = []
            for pixels in data:
                p = np.array([np.nan if v is None else v for v in pixels], dtype="float32").astype("float64")
                good = p[np.isfinite(p)]
                low, high = AsymmetricPercentileInterval(0.5, 99.5).get_limits(good)
                zlow, zhigh = ZScaleInterval().get_limits(p)
                result.append([shades(p, low, high), shades(p, low, good.max(), AsinhStretch(0.1)), shades(p, zlow, zhigh)])
            """, images.Select(i => i.Pixels.ToArray().Select(p => float.IsFinite(p) ? p : (float?)null)));

        ImageStretch[] stretches = [ImageStretch.Linear, ImageStretch.Asinh, ImageStretch.ZScale];
        foreach (var (image, other) in images.Zip(expected))
        {
            foreach (var (stretch, shades) in stretches.Zip(other))
            {
                var differences = image.ToShades(stretch).Zip(shades).Count(pair => pair.First != pair.Second);
                // The last digit of a sum decides about a shade now and then, but never about two.
                Assert.InRange(differences, 0, image.Pixels.Length / 200);
                Assert.All(image.ToShades(stretch).Zip(shades), pair => Assert.InRange(pair.First - pair.Second, -1, 1));
            }
        }
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Files()
    {
        IEnumerable<ISurveyAlert> alerts = [.. SharedAlerts.Read<ZtfAlert>(SharedAlerts.Ztf).Take(22), .. SharedAlerts.Read<LsstAlert>(SharedAlerts.Lsst)];
        foreach (var alert in alerts)
        {
            foreach (var kind in Enum.GetValues<CutoutKind>()) yield return alert.Cutout(kind)!.Value;
        }
    }

    private sealed record Image(int Width, double?[] Pixels, double? North);
}
