namespace FinkTyped.Tests.Testing;

/// <summary>Changes bytes by chance in the ways that bytes lie: single ones, several, lengths, whole pieces.</summary>
internal sealed class Damage(Random random)
{
    // Small counts, union branches, the ends of ranges.
    private static readonly byte[] TellingBytes = [0, 1, 2, 3, 4, 0x7E, 0x7F, 0x80, 0x81, 0xC3, 0xFE, 0xFF];

    private static readonly byte[][] TellingIntegers =
    [
        [0x80, 0x00],
        [0x82, 0x80, 0x80, 0x80, 0x00],
        [0xFE, 0xFF, 0xFF, 0xFF, 0x0F],
        [0xFF, 0xFF, 0xFF, 0xFF, 0x0F],
        [0xFE, 0xFF, 0xFF, 0xFF, 0x1F],
        [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x00],
        [0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01],
        [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01],
        [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x02],
    ];

    /// <summary>A changed copy. Changes fall where <paramref name="isTelling"/> holds, if it is given, most of the time.</summary>
    public byte[] Of(ReadOnlySpan<byte> datum, Func<int, bool>? isTelling = null)
    {
        var bytes = datum.ToArray();
        for (var changes = random.Next(3) == 0 ? random.Next(2, 6) : 1; changes > 0 && bytes.Length > 0; changes--)
        {
            bytes = Change(bytes, Place(bytes.Length, isTelling));
        }

        return bytes;
    }

    /// <summary>Bytes by chance, more often than not such as structure is made of.</summary>
    public byte[] Bytes(int maxLength)
    {
        var bytes = new byte[random.Next(maxLength + 1)];
        for (var i = 0; i < bytes.Length; i++) bytes[i] = Byte();
        return bytes;
    }

    private int Place(int length, Func<int, bool>? isTelling)
    {
        var place = random.Next(length);
        for (var tries = 0; tries < 20 && isTelling?.Invoke(place) == false; tries++) place = random.Next(length);
        return place;
    }

    private byte Byte() => random.Next(2) == 0 ? TellingBytes[random.Next(TellingBytes.Length)] : (byte)random.Next(256);

    private byte[] Change(byte[] bytes, int place)
    {
        var length = Math.Min(random.Next(1, 33), bytes.Length - place);
        switch (random.Next(12))
        {
            case 0 or 1 or 2:
                bytes[place] = Byte();
                return bytes;
            case 3 or 4:
                bytes[place] ^= (byte)(1 << random.Next(8));
                return bytes;
            case 5:
                bytes[place] += (byte)(random.Next(2) == 0 ? 1 : 0xFF);
                return bytes;
            case 6:
                for (var i = 0; i < length; i++) bytes[place + i] = Byte();
                return bytes;
            case 7:
                var integer = TellingIntegers[random.Next(TellingIntegers.Length)];
                integer.AsSpan(0, Math.Min(integer.Length, bytes.Length - place)).CopyTo(bytes.AsSpan(place));
                return bytes;
            case 8:
                return [.. bytes[..place], .. bytes[(place + length)..]];
            case 9:
                return [.. bytes[..place], .. Bytes(16), .. bytes[place..]];
            case 10:
                return [.. bytes[..(place + length)], .. bytes[place..]];
            default:
                return random.Next(2) == 0 ? bytes[..place] : [.. bytes, .. Bytes(8)];
        }
    }
}
