using Chr.Avro.Representation;
using Chr.Avro.Serialization;
using FinkTyped.Benchmarks.Data;
using FinkTyped.Benchmarks.Operations;

namespace FinkTyped.Benchmarks.Peers;

/// <summary>Chr.Avro, which decodes into classes; compiled only where it is asked for (Peers=true).</summary>
internal static class ChrAvroPeer
{
    public static IEnumerable<Operation> Of(AlertSet set, Func<byte[], ulong> checksum) => set.Survey == "ztf"
        ? Of<Ztf.ZtfAlert>(set, Ztf.PeerValues.Add, checksum)
        : Of<Lsst.LsstAlert>(set, Lsst.PeerValues.Add, checksum);

    private static IEnumerable<Operation> Of<T>(AlertSet set, Func<ulong, T, ulong> every, Func<byte[], ulong> checksum)
    {
        var schema = new JsonSchemaReader().Read(set.Writer.ToString());
        var deserialize = new BinaryDeserializerBuilder().BuildDelegate<T>(schema);
        var datums = set.Datums;
        foreach (var datum in datums)
        {
            if (every(0, Decode(datum)) != checksum(datum)) throw new InvalidOperationException("Chr.Avro gives other values");
        }

        yield return new("chr", "Chr.Avro: classes", i => Decode(datums[i]) is null ? 0u : 1);
        yield return new("chr-all", "Chr.Avro: classes, then every value", i => every(0, Decode(datums[i])));

        T Decode(byte[] datum)
        {
            var reader = new Chr.Avro.Serialization.BinaryReader(datum);
            return deserialize(ref reader);
        }
    }
}
