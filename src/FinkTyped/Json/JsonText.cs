using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace FinkTyped;

/// <summary>
/// JSON in the making, in one block of memory, the caller's or pooled. <see cref="Reserve"/> makes room; what follows it writes within that room without
/// looking again. <see cref="Dispose"/> gives pooled memory back.
/// </summary>
internal ref struct JsonText
{
    /// <summary>Room for a number, or for the first characters of anything else, and what stands between values.</summary>
    public const int MaxScalar = 64;

    private const int MinCapacity = 1024;

    private static readonly SearchValues<byte> Escaped = SearchValues.Create(
        [.. Enumerable.Range(0, 32).Select(b => (byte)b), (byte)'"', (byte)'\\']);

    private readonly int _maxBytes;
    private byte[]? _rented;
    private Span<byte> _buffer;
    private int _length;

    /// <summary>Starts a text.</summary>
    /// <param name="memory">Where it may be written, as far as there is room; may be empty.</param>
    /// <param name="expectedBytes">How long it is likely to be.</param>
    /// <param name="maxBytes">How long it may be.</param>
    public JsonText(Span<byte> memory, int expectedBytes, int maxBytes)
    {
        _maxBytes = maxBytes;
        _buffer = memory.Length >= MinCapacity ? memory : _rented = ArrayPool<byte>.Shared.Rent(Math.Max(expectedBytes, MinCapacity));
    }

    /// <summary>A name or a symbol as a JSON string: of a writer's schema it may be of any characters.</summary>
    public static byte[] Quoted(string text) => [(byte)'"', .. JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes, (byte)'"'];

    /// <summary>What was written so far.</summary>
    public readonly ReadOnlySpan<byte> Written => _buffer[.._length];

    /// <summary>Whether the text is still in the memory it was started with.</summary>
    public readonly bool IsInPlace => _rented is null;

    /// <summary>How much was written so far, and what was written past it, within the room made before, when set.</summary>
    public int Length
    {
        readonly get => _length;
        set => _length = value;
    }

    /// <summary>How much can be written in all without making room.</summary>
    public readonly int Capacity => _buffer.Length;

    /// <summary>The first byte of the text.</summary>
    public readonly ref byte Start => ref MemoryMarshal.GetReference(_buffer);

    private readonly ref byte End => ref Unsafe.Add(ref MemoryMarshal.GetReference(_buffer), _length);

    public void Dispose()
    {
        if (_rented is not null) ArrayPool<byte>.Shared.Return(_rented);
        _rented = null;
        _buffer = default;
        _length = 0;
    }

    /// <summary>Makes room for so many bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Reserve(int count)
    {
        if (_buffer.Length - _length < count) Grow(count);
    }

    /// <summary>Writes one byte; reserve it first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Byte(byte value)
    {
        End = value;
        _length++;
    }

    /// <summary>Writes text that needs no escapes, making room for it.</summary>
    public void Raw(scoped ReadOnlySpan<byte> text)
    {
        Reserve(text.Length);
        text.CopyTo(_buffer[_length..]);
        _length += text.Length;
    }

    /// <summary>Writes a string with its quotes; the text must be valid UTF-8.</summary>
    public void String(scoped ReadOnlySpan<byte> utf8)
    {
        Reserve(utf8.Length + 2);
        Byte((byte)'"');
        Characters(utf8);
        Byte((byte)'"');
    }

    /// <summary>Writes a string without its quotes, and makes room for one.</summary>
    public void Characters(scoped ReadOnlySpan<byte> utf8)
    {
        Reserve(utf8.Length + 1);
        for (var at = utf8.IndexOfAny(Escaped); at >= 0; at = utf8.IndexOfAny(Escaped))
        {
            Raw(utf8[..at]);
            Escape(utf8[at]);
            utf8 = utf8[(at + 1)..];
            Reserve(utf8.Length + 1);
        }

        utf8.CopyTo(_buffer[_length..]);
        _length += utf8.Length;
    }

    /// <summary>Writes an integer; reserve <see cref="MaxScalar"/> first.</summary>
    public void Integer(long value) => _length += NumberText.Write(ref End, value);

    /// <summary>Writes a double; reserve <see cref="MaxScalar"/> first.</summary>
    public void Number(double value) => _length += NumberText.Write(ref End, value);

    /// <summary>Writes a float; reserve <see cref="MaxScalar"/> first.</summary>
    public void Number(float value) => _length += NumberText.Write(ref End, value);

    /// <summary>Writes bytes as base64 with quotes.</summary>
    public void Base64(scoped ReadOnlySpan<byte> bytes)
    {
        var length = 4 * (((long)bytes.Length + 2) / 3);
        if (length > _maxBytes) ThrowTooMuch();
        Reserve((int)length + 2);
        Byte((byte)'"');
        System.Buffers.Text.Base64.EncodeToUtf8(bytes, _buffer[_length..], out _, out var written);
        _length += written;
        Byte((byte)'"');
    }

    /// <summary>Writes bytes as lower-case hexadecimal with quotes.</summary>
    public void Hex(scoped ReadOnlySpan<byte> bytes)
    {
        Reserve((2 * bytes.Length) + 2);
        Byte((byte)'"');
        Convert.TryToHexStringLower(bytes, _buffer[_length..], out var written);
        _length += written;
        Byte((byte)'"');
    }

    /// <summary>Replaces everything from <paramref name="start"/> on.</summary>
    public void Replace(int start, scoped ReadOnlySpan<byte> text)
    {
        text.CopyTo(_buffer[start..]);
        _length = start + text.Length;
    }

    private void Escape(byte value)
    {
        Reserve(6);
        Byte((byte)'\\');
        switch (value)
        {
            case (byte)'"' or (byte)'\\': Byte(value); break;
            case (byte)'\n': Byte((byte)'n'); break;
            case (byte)'\r': Byte((byte)'r'); break;
            case (byte)'\t': Byte((byte)'t'); break;
            default:
                Raw("u00"u8);
                Byte((byte)('0' + (value >> 4)));
                Byte((byte)((value & 15) < 10 ? '0' + (value & 15) : 'a' + (value & 15) - 10));
                break;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Grow(int count)
    {
        var needed = (long)_length + count;
        if (needed > _maxBytes) ThrowTooMuch();
        var larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(Math.Max(needed, 2L * _buffer.Length), Array.MaxLength));
        Written.CopyTo(larger);
        if (_rented is not null) ArrayPool<byte>.Shared.Return(_rented);
        _rented = larger;
        _buffer = larger;
    }

    private readonly void ThrowTooMuch() =>
        throw new AvroException($"the datum as JSON exceeds {nameof(AvroLimits)}.{nameof(AvroLimits.MaxBytes)} = {_maxBytes}");
}
