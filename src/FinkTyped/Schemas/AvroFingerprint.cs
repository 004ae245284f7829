namespace FinkTyped;

/// <summary>CRC-64-AVRO, the Rabin fingerprint that the Avro specification defines for canonical forms.</summary>
internal static class AvroFingerprint
{
    private const ulong Empty = 0xC15D213AA4D7A795;

    private static readonly ulong[] Table = MakeTable();

    public static ulong Of(ReadOnlySpan<byte> bytes)
    {
        var table = Table;
        var fingerprint = Empty;
        foreach (var b in bytes) fingerprint = (fingerprint >> 8) ^ table[(byte)(fingerprint ^ b)];
        return fingerprint;
    }

    private static ulong[] MakeTable()
    {
        var table = new ulong[256];
        for (var i = 0; i < table.Length; i++)
        {
            var value = (ulong)i;
            for (var bit = 0; bit < 8; bit++) value = (value >> 1) ^ (Empty & (0UL - (value & 1)));
            table[i] = value;
        }

        return table;
    }
}
