using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace FinkTyped.Simulation.Fits;

/// <summary>Writes FITS: header cards of 80 characters and big-endian arrays, both in blocks of 2880 bytes.</summary>
internal sealed class FitsBuilder
{
    private const int BlockBytes = 2880;
    private const int CardBytes = 80;
    private const int ValueWidth = 20;

    private readonly ArrayBufferWriter<byte> _output = new(16 * BlockBytes);

    /// <summary>A card as it stands, for those that are not in the standard's form.</summary>
    public FitsBuilder Card(string text)
    {
        var card = _output.GetSpan(CardBytes)[..CardBytes];
        var length = Encoding.ASCII.GetBytes(text, card);
        card[length..].Fill((byte)' ');
        _output.Advance(CardBytes);
        return this;
    }

    public FitsBuilder Card(string keyword, bool value, string? comment = null) => Right(keyword, value ? "T" : "F", comment);

    public FitsBuilder Card(string keyword, int value, string? comment = null) =>
        Right(keyword, value.ToString(CultureInfo.InvariantCulture), comment);

    public FitsBuilder Card(string keyword, double value, string? comment = null)
    {
        var text = value.ToString("G14", CultureInfo.InvariantCulture);
        return Right(keyword, text.AsSpan().ContainsAny(".EN") ? text : text + ".0", comment);
    }

    public FitsBuilder Card(string keyword, string value, string? comment = null) =>
        Left(keyword, FormattableString.Invariant($"'{value,-8}'"), comment);

    /// <summary>Ends the header of a unit.</summary>
    public FitsBuilder End()
    {
        Card("END");
        Pad((byte)' ');
        return this;
    }

    public FitsBuilder Data(ReadOnlySpan<float> pixels)
    {
        var bytes = _output.GetSpan(pixels.Length * sizeof(float));
        for (var i = 0; i < pixels.Length; i++) BinaryPrimitives.WriteSingleBigEndian(bytes[(i * sizeof(float))..], pixels[i]);
        _output.Advance(pixels.Length * sizeof(float));
        Pad(0);
        return this;
    }

    public FitsBuilder Data(ReadOnlySpan<double> pixels)
    {
        var bytes = _output.GetSpan(pixels.Length * sizeof(double));
        for (var i = 0; i < pixels.Length; i++) BinaryPrimitives.WriteDoubleBigEndian(bytes[(i * sizeof(double))..], pixels[i]);
        _output.Advance(pixels.Length * sizeof(double));
        Pad(0);
        return this;
    }

    public byte[] ToArray() => _output.WrittenSpan.ToArray();

    private FitsBuilder Right(string keyword, string value, string? comment) => Write(keyword, value.PadLeft(ValueWidth), comment);

    private FitsBuilder Left(string keyword, string value, string? comment) =>
        Write(keyword, comment is null ? value : value.PadRight(ValueWidth), comment);

    private FitsBuilder Write(string keyword, string value, string? comment) =>
        Card(comment is null ? $"{keyword,-8}= {value}" : $"{keyword,-8}= {value} / {comment}");

    private void Pad(byte fill)
    {
        var count = (BlockBytes - _output.WrittenCount % BlockBytes) % BlockBytes;
        _output.GetSpan(count)[..count].Fill(fill);
        _output.Advance(count);
    }
}
