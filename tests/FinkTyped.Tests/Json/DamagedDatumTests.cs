using System.Text.Json;

namespace FinkTyped.Tests;

/// <summary>
/// Bytes that lie: writing JSON ends in well-formed JSON or in the one exception, and agrees with a walk over the same bytes, which is
/// written quite differently.
/// </summary>
public class DamagedDatumTests
{
    [Theory]
    [InlineData(SharedAlerts.Ztf)]
    [InlineData(SharedAlerts.Lsst)]
    public void A_datum_cut_short_anywhere_is_refused_at_its_field(string name)
    {
        var (schema, datum, _) = SharedAlerts.Datums(name)[0];
        var random = new Random(1);
        var ends = Enumerable.Range(0, 1024)
            .Concat(Enumerable.Range(datum.Length - 1024, 1024))
            .Concat(Enumerable.Range(0, 300).Select(_ => random.Next(datum.Length)));
        foreach (var end in ends)
        {
            var cut = datum[..end].ToArray();
            var fault = Assert.ThrowsAny<AvroException>(() => AvroJson.ToString(schema, cut));
            Assert.NotNull(fault.FieldPath);
            Assert.InRange(fault.Offset!.Value, 0, end);
        }
    }

    [Theory]
    [InlineData(SharedAlerts.Ztf, 1500)]
    [InlineData(SharedAlerts.Lsst, 500)]
    public void A_datum_with_changed_bytes_is_written_or_refused_as_a_walk_would_have_it(string name, int changes)
    {
        var (schema, original, _) = SharedAlerts.Datums(name)[0];
        var random = new Random(2);
        var options = new AvroJsonOptions { Bytes = AvroJsonBytes.None };
        for (var i = 0; i < changes; i++)
        {
            var datum = original.ToArray();
            for (var n = random.Next(1, 4); n > 0; n--) datum[random.Next(datum.Length)] = (byte)random.Next(256);
            var walked = Record.Exception(() => DatumFaults.Validate(schema, datum));
            var written = Record.Exception(() => JsonElement.Parse(AvroJson.ToString(schema, datum, options)));
            Assert.Equal((walked as AvroException)?.Message, (written as AvroException)?.Message);
            Assert.True(written is null or AvroException, $"{written}");
        }
    }

    [Fact]
    public void Random_bytes_of_random_vectors_are_written_or_refused_as_a_walk_would_have_it()
    {
        var random = new Random(3);
        var schemas = SharedVector.Types.Select(v => v.Schema).ToList();
        for (var i = 0; i < 50_000; i++)
        {
            var schema = schemas[random.Next(schemas.Count)];
            var datum = new byte[random.Next(40)];
            random.NextBytes(datum);
            for (var j = 0; j < datum.Length; j++) datum[j] = random.Next(3) == 0 ? (byte)random.Next(6) : datum[j];
            var walked = Record.Exception(() => DatumFaults.Validate(schema, datum));
            var written = Record.Exception(() => JsonElement.Parse(AvroJson.ToString(schema, datum)));
            Assert.Equal((walked as AvroException)?.Message, (written as AvroException)?.Message);
            Assert.True(written is null or AvroException, $"{written}");
        }
    }
}
