using Avro.Generic;
using Avro.IO;
using FinkTyped.Benchmarks.Data;
using FinkTyped.Benchmarks.Fields;
using FinkTyped.Benchmarks.Operations;

namespace FinkTyped.Benchmarks.Peers;

/// <summary>The same work done by other libraries for C#: every value of the datum decoded into objects.</summary>
internal static class PeerOperations
{
    public static Operation[] Of(AlertSet set, Func<byte[], ulong> checksum) =>
    [
#if CHR_AVRO
        .. ChrAvroPeer.Of(set, checksum),
#endif
        .. ApacheAvro(set, checksum),
    ];

    private static IEnumerable<Operation> ApacheAvro(AlertSet set, Func<byte[], ulong> checksum)
    {
        var schema = Avro.Schema.Parse(set.Writer.ToString());
        var reader = new GenericDatumReader<GenericRecord>(schema, schema);
        var datums = set.Datums;
        if (!datums.All(datum => Add(0, Decode(datum)) == checksum(datum)))
        {
            Console.Error.WriteLine($"Apache.Avro reads other values from {set.Survey.ToUpperInvariant()} alerts than all others do, so it is not measured on them");
            yield break;
        }

        yield return new("apache", "Apache.Avro: generic records", i => Decode(datums[i]) is null ? 0u : 1);

        GenericRecord Decode(byte[] datum)
        {
            using var stream = new MemoryStream(datum);
            return reader.Read(null!, new BinaryDecoder(stream));
        }
    }

    private static ulong Add(ulong sum, object? value)
    {
        switch (value)
        {
            case null: return sum + 1;
            case bool v: return Checksum.Add(sum, v);
            case int v: return Checksum.Add(sum, v);
            case long v: return Checksum.Add(sum, v);
            case float v: return Checksum.Add(sum, v);
            case double v: return Checksum.Add(sum, v);
            case string v: return Checksum.Add(sum, v);
            case byte[] v: return Checksum.Add(sum, v);
            case GenericRecord record:
                foreach (var field in record.Schema.Fields)
                {
                    var part = record.GetValue(field.Pos);
                    // As in the code that is written for the others: an array or map that is null counts like an empty one.
                    if (part is not null || !IsCollection(field.Schema)) sum = Add(sum, part);
                }

                return sum;
            case IDictionary<string, object> map:
                foreach (var (key, entry) in map) sum = Add(Add(sum, key), entry);
                return sum;
            case IEnumerable<object> array:
                foreach (var item in array) sum = Add(sum, item);
                return sum;
            default: throw new NotSupportedException($"a value of type {value.GetType()}");
        }
    }

    private static bool IsCollection(Avro.Schema schema) => schema switch
    {
        Avro.UnionSchema union => union.Schemas.Any(IsCollection),
        _ => schema is Avro.ArraySchema or Avro.MapSchema,
    };
}
