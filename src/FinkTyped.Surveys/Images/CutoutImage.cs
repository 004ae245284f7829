using System.Diagnostics.CodeAnalysis;

namespace FinkTyped.Astronomy;

/// <summary>
/// An image of a cutout, from the FITS file in an alert: ZTF's <c>stampData</c> (gzip-compressed, one image) or LSST's <c>cutoutScience</c>
/// and its like (not compressed, three images). Pixels may be NaN.
/// </summary>
public sealed class CutoutImage
{
    /// <summary>The longest file that is read, after decompression: 16 MiB. Cutouts have 20 to 50 kB.</summary>
    public const int DefaultMaxBytes = 16 * 1024 * 1024;

    private readonly FitsHeader _header;
    private readonly float[] _pixels;

    internal CutoutImage(FitsHeader header, int width, int height, float[] pixels)
    {
        _header = header;
        Width = width;
        Height = height;
        _pixels = pixels;
    }

    /// <summary>
    /// The name of the image: <c>UNCERT</c> and <c>PSFIMAGE</c> for the second and third of LSST; null for the cutout itself.
    /// </summary>
    public string? Name => Card("EXTNAME");

    /// <summary>The unit of the pixels, <c>DN</c> in ZTF and <c>nJy</c> in LSST; null where the file does not say.</summary>
    public string? Unit => Card("BUNIT");

    /// <summary>The number of columns.</summary>
    public int Width { get; }

    /// <summary>The number of rows.</summary>
    public int Height { get; }

    /// <summary>The pixels, row by row from the bottom of the sky image (as FITS has them) to its top.</summary>
    public ReadOnlySpan<float> Pixels => _pixels;

    /// <summary>The pixel in a column and a row, both from 0; row 0 is the first of <see cref="Pixels"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such pixel.</exception>
    [SuppressMessage("Design", "CA1043", Justification = "Pixels have two coordinates.")]
    public float this[int column, int row]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)column, (uint)Width, nameof(column));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)Height, nameof(row));
            return _pixels[(row * Width) + column];
        }
    }

    /// <summary>
    /// Where north is when the image is shown with its last row on top: the angle from straight up, in degrees, positive to the left
    /// (counter-clockwise). From the world coordinates of LSST's cutouts, which are turned as the camera was; null where there are none, as
    /// in ZTF's, which have north up.
    /// </summary>
    public double? NorthAngle
    {
        get
        {
            // The pixel offset that leads north solves CD (dx, dy) = (0, 1) with CD = CDELT PC.
            if (_header.Real("PC1_1") is not { } a || _header.Real("PC1_2") is not { } b) return null;
            if (_header.Real("PC2_1") is not { } c || _header.Real("PC2_2") is not { } d) return null;
            var (scale1, scale2) = (_header.Real("CDELT1") ?? 1, _header.Real("CDELT2") ?? 1);
            var orientation = Math.Sign(((a * d) - (b * c)) * scale1 * scale2);
            return orientation == 0 ? null : Math.Atan2(orientation * scale1 * b, orientation * scale1 * a) * (180 / Math.PI);
        }
    }

    /// <summary>Reads the first image of a file: the cutout itself.</summary>
    /// <param name="fits">The file, gzip-compressed or not.</param>
    /// <param name="maxBytes">The longest file to read, after decompression.</param>
    /// <exception cref="FitsException">There is no image, or the file is damaged or too long.</exception>
    public static CutoutImage Read(ReadOnlySpan<byte> fits, int maxBytes = DefaultMaxBytes) =>
        ReadAll(fits, maxBytes) is [var image, ..] ? image : throw new FitsException("there is no image", 0);

    /// <summary>Reads all images of a file; for LSST the cutout, its uncertainty and the PSF.</summary>
    /// <inheritdoc cref="Read" path="/param"/>
    /// <exception cref="FitsException">The file is damaged or too long.</exception>
    public static IReadOnlyList<CutoutImage> ReadAll(ReadOnlySpan<byte> fits, int maxBytes = DefaultMaxBytes) =>
        FitsReader.Read(fits, maxBytes);

    /// <summary>The value of a card of the FITS header, without quotes and comment; null where there is no such card.</summary>
    public string? Card(string keyword) => _header.Text(keyword);

    /// <summary>
    /// The same image with its rows reversed: the last row, the top of the sky, comes first as on a screen. ZTF's images then have north
    /// up, LSST's have it at <see cref="NorthAngle"/>.
    /// </summary>
    public CutoutImage TopDown()
    {
        var flipped = new float[_pixels.Length];
        for (var row = 0; row < Height; row++) _pixels.AsSpan(row * Width, Width).CopyTo(flipped.AsSpan((Height - 1 - row) * Width));
        return new CutoutImage(_header, Width, Height, flipped);
    }
}
