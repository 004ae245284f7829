using System.Buffers;
using FinkTyped.Codecs;
using FinkTyped.Tests.Testing;

namespace FinkTyped.Fuzz.Kinds;

/// <summary>Blocks of every codec, whole and damaged, unpacked within bounds.</summary>
internal sealed class Blocks() : FuzzKind("codecs")
{
    public override void Run(FuzzRound round)
    {
        var random = round.Random;
        var damage = new Damage(random);
        var codec = AlertBlockCodec.Find(random.GetItems(["null", "deflate", "snappy", "zstandard"], 1)[0]);
        // Repetitions, as alerts have them, and noise.
        byte[] plain = [.. Enumerable.Repeat(damage.Bytes(200), random.Next(1, 60)).SelectMany(b => b), .. damage.Bytes(400)];
        var output = new ArrayBufferWriter<byte>();
        codec.Pack(plain, output);
        var packed = output.WrittenSpan.ToArray();
        Assert.Equal(plain, Unpack(round, codec, packed, int.MaxValue / 4));
        Assert.Equal(plain, Unpack(round, codec, packed, plain.Length));
        if (plain.Length > 0) Assert.Null(Unpack(round, codec, packed, random.Next(plain.Length)));
        for (var i = 0; i < 30; i++)
        {
            var most = random.Next(3) == 0 ? random.Next(plain.Length + 1) : 1 << 20;
            var unpacked = Unpack(round, codec, random.Next(8) == 0 ? damage.Bytes(100) : damage.Of(packed), most);
            if (unpacked is not null) Assert.InRange(unpacked.Length, 0, most);
        }
    }

    // What it unpacks to; null where that is too much, or nothing.
    private static byte[]? Unpack(FuzzRound round, AlertBlockCodec codec, byte[] packed, int most)
    {
        round.Begin(packed);
        var plain = new ArrayBufferWriter<byte>();
        var isUnpacked = EveryWay.Try($"unpack {codec.Codec}", packed, _ =>
        {
            try
            {
                return codec.TryUnpack(packed, plain, most) ? plain.WrittenCount : null;
            }
            catch (InvalidDataException)
            {
                return null;
            }
        }).Value is not null;
        round.Count(isUnpacked);
        return isUnpacked ? plain.WrittenSpan.ToArray() : null;
    }
}
