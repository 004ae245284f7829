using FinkTyped.Astronomy;

namespace FinkTyped.Pages.Drawing;

/// <summary>A picture on white of a few inks, each in shades from faint to full, so that edges are smooth and the file is small.</summary>
internal sealed class Canvas
{
    private const int Shades = 16;
    private const int Inks = 15;
    private const byte White = 1;

    private readonly byte[] _pixels;
    private readonly byte[] _palette = new byte[3 * 256];
    private int _inks;

    public Canvas(int width, int height)
    {
        (Width, Height) = (width, height);
        _pixels = new byte[width * height];
        _pixels.AsSpan().Fill(White);
        _palette.AsSpan(3 * White, 3).Fill(255);
    }

    /// <summary>The number of columns.</summary>
    public int Width { get; }

    /// <summary>The number of rows.</summary>
    public int Height { get; }

    /// <summary>A further colour to draw with, of at most 15.</summary>
    public int Ink(int colour)
    {
        if (_inks == Inks) throw new InvalidOperationException("there are no more inks");
        var ink = ++_inks;
        for (var shade = 0; shade < Shades; shade++)
        {
            for (var part = 0; part < 3; part++)
            {
                var full = (colour >> (16 - (8 * part))) & 255;
                _palette[(3 * ((ink * Shades) + shade)) + part] = (byte)(255 - ((255 - full) * (shade + 1) / Shades));
            }
        }

        return ink;
    }

    /// <summary>A line that is so wide.</summary>
    public void Line(double x0, double y0, double x1, double y1, int ink, double width = 1.4, double strength = 1)
    {
        var length = Math.Max(1e-9, Math.Sqrt(((x1 - x0) * (x1 - x0)) + ((y1 - y0) * (y1 - y0))));
        var (alongX, alongY) = ((x1 - x0) / length, (y1 - y0) / length);
        Fill(Math.Min(x0, x1) - width, Math.Min(y0, y1) - width, Math.Max(x0, x1) + width, Math.Max(y0, y1) + width, ink, strength, (x, y) =>
        {
            var along = Math.Clamp(((x - x0) * alongX) + ((y - y0) * alongY), 0, length);
            var (dx, dy) = (x - x0 - (along * alongX), y - y0 - (along * alongY));
            return (width / 2) - Math.Sqrt((dx * dx) + (dy * dy));
        });
    }

    /// <summary>A disc, or a ring around a white one.</summary>
    public void Disc(double centerX, double centerY, double radius, int ink, double strength = 1, bool isRing = false) =>
        Fill(centerX - radius - 1, centerY - radius - 1, centerX + radius + 1, centerY + radius + 1, ink, strength, (x, y) =>
        {
            var distance = Math.Sqrt(((x - centerX) * (x - centerX)) + ((y - centerY) * (y - centerY)));
            return isRing ? 0.9 - Math.Abs(distance - radius) : radius - distance;
        });

    /// <summary>Text whose first letter has its upper left corner here.</summary>
    public void Text(double x, double y, string text, int ink, int scale = 2, bool isUpright = false)
    {
        for (var i = 0; i < text.Length; i++)
        {
            for (var dot = 0; dot < PixelFont.Advance * PixelFont.Height; dot++)
            {
                var (column, row) = (dot / PixelFont.Height, dot % PixelFont.Height);
                if (!PixelFont.HasDot(text[i], column, row)) continue;
                var (across, down) = (scale * ((i * PixelFont.Advance) + column), scale * row);
                for (var part = 0; part < scale * scale; part++)
                {
                    var (dx, dy) = (across + (part % scale), down + (part / scale));
                    Put((int)x + (isUpright ? dy : dx), (int)y + (isUpright ? -dx : dy), ink, 1);
                }
            }
        }
    }

    /// <summary>How wide a text is.</summary>
    public static int TextWidth(string text, int scale = 2) => text.Length * PixelFont.Advance * scale;

    /// <summary>The picture as a PNG file.</summary>
    public byte[] ToPng() => PngFile.Encode(_pixels, Width, Height, _palette);

    // How far a place is inside of a shape tells how much of a pixel the shape covers.
    private void Fill(double left, double top, double right, double bottom, int ink, double strength, Func<double, double, double> inside)
    {
        for (var y = Math.Max(0, (int)top); y <= Math.Min(Height - 1, (int)bottom); y++)
        {
            for (var x = Math.Max(0, (int)left); x <= Math.Min(Width - 1, (int)right); x++) Put(x, y, ink, strength * Math.Clamp(inside(x + 0.5, y + 0.5) + 0.5, 0, 1));
        }
    }

    // A faint edge does not hide what lies under it.
    private void Put(int x, int y, int ink, double cover)
    {
        if ((uint)x >= (uint)Width || (uint)y >= (uint)Height) return;
        var shade = (int)Math.Round(cover * Shades) - 1;
        if (shade < 0) return;
        ref var pixel = ref _pixels[(y * Width) + x];
        if (pixel < Shades || shade >= Shades / 2 || (pixel / Shades == ink && pixel % Shades < shade)) pixel = (byte)((ink * Shades) + shade);
    }
}
