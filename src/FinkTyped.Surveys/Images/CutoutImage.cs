using System.Diagnostics.CodeAnalysis;

namespace FinkTyped.Astronomy;

/// <summary>
/// An image of a cutout, from the FITS file in an alert: ZTF's <c>stampData</c> (gzip-compressed, one image) or LSST's <c>cutoutScience</c>
/// and its like (not compressed, three images). Pixels may be NaN.
/// </summary>
public sealed partial class CutoutImage
{
    /// <summary>The longest file that is read, after decompression: 16 MiB. Cutouts have 20 to 50 kB.</summary>
    public const int DefaultMaxBytes = 16 * 1024 * 1024;

    private const int MaxScale = 64;
    private const int MaxSide = 16384;

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
    public double? NorthAngle => ImageOrientation.Of(_header)?.NorthAngle;

    /// <summary>The side of a pixel on the sky in arcseconds, from the world coordinates; null where there are none, as in ZTF's, which have 1.01.</summary>
    public double? PixelScale => ImageOrientation.Of(_header)?.PixelScale * 3600;

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

    /// <summary>The cutout of the image as it was taken; null where the alert has none.</summary>
    /// <exception cref="FitsException">The cutout is damaged.</exception>
    public static CutoutImage? Science(ISurveyAlert alert) => Of(alert, CutoutKind.Science);

    /// <summary>The cutout of the template, what the sky looked like before; null where the alert has none.</summary>
    /// <exception cref="FitsException">The cutout is damaged.</exception>
    public static CutoutImage? Template(ISurveyAlert alert) => Of(alert, CutoutKind.Template);

    /// <summary>The cutout of the difference image; null where the alert has none.</summary>
    /// <exception cref="FitsException">The cutout is damaged.</exception>
    public static CutoutImage? Difference(ISurveyAlert alert) => Of(alert, CutoutKind.Difference);

    /// <summary>A cutout of an alert; null where it has none.</summary>
    /// <exception cref="FitsException">The cutout is damaged.</exception>
    public static CutoutImage? Of(ISurveyAlert alert, CutoutKind kind)
    {
        ArgumentNullException.ThrowIfNull(alert);
        return alert.Cutout(kind) is { IsEmpty: false } fits ? Read(fits.Span) : null;
    }

    /// <summary>
    /// The image as a PNG file with 256 shades, its last row on top: ZTF's images then have north up, LSST's have it at
    /// <see cref="NorthAngle"/>. Pixels without a value are transparent.
    /// </summary>
    /// <param name="stretch">How values become shades.</param>
    /// <param name="scale">The length of a pixel's side in the picture, 1 to 64.</param>
    /// <param name="palette">The colours of the shades.</param>
    /// <param name="northUp">
    /// Turn it so that north is up and east is left. The size stays, the corners that turn out of it are cut, and what turns in is
    /// transparent.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">The scale is none, or the picture would be longer than 16,384 pixels.</exception>
    public byte[] ToPng(ImageStretch stretch = ImageStretch.Asinh, int scale = 1, ImagePalette palette = ImagePalette.Gray, bool northUp = false)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(scale, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(scale, MaxScale);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Math.Max(Width, Height) * (long)scale, MaxSide, nameof(scale));
        var shades = northUp && ImageOrientation.Of(_header) is { } orientation
            ? orientation.NorthUp(ToShades(stretch), Width, Height, scale)
            : Enlarge(ToShades(stretch), scale);
        return PngFile.Encode(shades, Width * scale, Height * scale, palette.Colours());
    }

    /// <summary>The shades of the pixels in the order of <see cref="Pixels"/>: 1 to 255 from dark to bright, 0 where there is no value.</summary>
    public byte[] ToShades(ImageStretch stretch = ImageStretch.Asinh) => stretch.Shades(_pixels);

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

    // The last row first, each pixel as a square.
    private byte[] Enlarge(byte[] shades, int scale)
    {
        var width = Width * scale;
        var picture = new byte[width * Height * scale];
        for (var row = 0; row < Height; row++)
        {
            var line = picture.AsSpan((Height - 1 - row) * scale * width, width);
            for (var column = 0; column < Width; column++) line.Slice(column * scale, scale).Fill(shades[(row * Width) + column]);
            for (var copy = 1; copy < scale; copy++) line.CopyTo(picture.AsSpan((((Height - 1 - row) * scale) + copy) * width));
        }

        return picture;
    }
}
