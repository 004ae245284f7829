namespace FinkTyped.Astronomy;

/// <summary>
/// How an image lies on the sky: the matrix from pixels to intermediate world coordinates, east and north (FITS standard 4.0, section 8.1), in
/// whichever of its three forms a header has it.
/// </summary>
internal readonly record struct ImageOrientation(double Cd11, double Cd12, double Cd21, double Cd22)
{
    // Right ascension grows to the left where the image is not mirrored, so its determinant is negative.
    private int Sign => Math.Sign((Cd11 * Cd22) - (Cd12 * Cd21));

    /// <summary>The angle from straight up to north, in degrees, positive to the left.</summary>
    // The offset in pixels that leads north solves CD (dx, dy) = (0, 1).
    public double NorthAngle => Math.Atan2(Sign * Cd12, Sign * Cd11) / SkyPosition.Degree;

    /// <summary>The side of a pixel in degrees: the root of its area.</summary>
    public double PixelScale => Math.Sqrt(Math.Abs((Cd11 * Cd22) - (Cd12 * Cd21)));

    /// <summary>The orientation that a header tells; null where there is none.</summary>
    public static ImageOrientation? Of(FitsHeader header)
    {
        var (scale1, scale2) = (Part(header, "CDELT1", 1), Part(header, "CDELT2", 1));
        ImageOrientation? orientation = null;
        if (Has(header, "CD"))
        {
            orientation = new ImageOrientation(Part(header, "CD1_1", 0), Part(header, "CD1_2", 0), Part(header, "CD2_1", 0), Part(header, "CD2_2", 0));
        }
        else if (Has(header, "PC"))
        {
            orientation = new ImageOrientation(
                scale1 * Part(header, "PC1_1", 1), scale1 * Part(header, "PC1_2", 0), scale2 * Part(header, "PC2_1", 0), scale2 * Part(header, "PC2_2", 1));
        }
        else if (header.Text("CROTA2") is not null)
        {
            var (sine, cosine) = Math.SinCos(Part(header, "CROTA2", 0) * SkyPosition.Degree);
            orientation = new ImageOrientation(scale1 * cosine, -scale2 * sine, scale1 * sine, scale2 * cosine);
        }

        return orientation is { } found && double.IsFinite(found.Cd11 + found.Cd12 + found.Cd21 + found.Cd22) && found.Sign != 0 ? found : null;
    }

    /// <summary>A picture with north up and east left around the same middle: from shades with the bottom row first to pixels with the top row first.</summary>
    public byte[] NorthUp(byte[] shades, int width, int height, int scale)
    {
        var (columns, rows) = (width * scale, height * scale);
        var picture = new byte[columns * rows];
        var determinant = (Cd11 * Cd22) - (Cd12 * Cd21);
        var degreesPerPixel = PixelScale / scale;
        for (var row = 0; row < rows; row++)
        {
            var north = ((rows / 2.0) - (row + 0.5)) * degreesPerPixel;
            for (var column = 0; column < columns; column++)
            {
                var east = ((columns / 2.0) - (column + 0.5)) * degreesPerPixel;
                var x = (int)Math.Floor((((Cd22 * east) - (Cd12 * north)) / determinant) + (width / 2.0));
                var y = (int)Math.Floor((((Cd11 * north) - (Cd21 * east)) / determinant) + (height / 2.0));
                if ((uint)x < (uint)width && (uint)y < (uint)height) picture[(row * columns) + column] = shades[(y * width) + x];
            }
        }

        return picture;
    }

    private static bool Has(FitsHeader header, string matrix) =>
        header.Text(matrix + "1_1") is not null || header.Text(matrix + "1_2") is not null
        || header.Text(matrix + "2_1") is not null || header.Text(matrix + "2_2") is not null;

    // What is no number makes the whole no orientation: an image with a damaged one can still be looked at.
    private static double Part(FitsHeader header, string keyword, double absent) =>
        header.Text(keyword) is null ? absent : header.TryReal(keyword, out var value) ? value : double.NaN;
}
