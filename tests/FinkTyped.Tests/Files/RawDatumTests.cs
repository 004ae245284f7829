namespace FinkTyped.Tests;

/// <summary>Files that hold one datum and no schema, as they come out of Kafka and its registries.</summary>
public sealed class RawDatumTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private static readonly AlertFileOptions Raw = new() { RawSchema = SmallAlert.Schema };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Bare_framed_and_zipped_datums_are_read_beside_containers()
    {
        var alert = new SmallAlert(7, "x");
        File.WriteAllBytes(_folder["a.avro"], alert.Encode());
        File.WriteAllBytes(_folder["b.avro"], [0, 0, 0, 4, 0x4C, .. alert.Encode()]);
        File.WriteAllBytes(_folder["c.avro.gz"], Container.Gzip(alert.Encode()));
        File.WriteAllBytes(_folder["d.avro.gz"], Container.Gzip([0, 0, 0, 4, 0x4C, .. alert.Encode()]));
        File.WriteAllBytes(_folder["e.avro"], Container.Of([alert]));
        File.WriteAllBytes(_folder["f.avro"], new SmallAlert(0, "").Encode());
        File.WriteAllBytes(_folder["g.avro"], new SmallAlert(0, "abcdefgh").Encode());

        Assert.Equal([alert, alert, alert, alert, alert, new(0, ""), new(0, "abcdefgh")], AlertFile.Read<SmallAlert>(_folder.Path, Raw));
        Assert.Equal(5, AlertFile.ReadDatums(_folder.Path, Raw).Count(d => d.Datum.Span.SequenceEqual(alert.Encode())));
        var faults = Assert.Throws<AlertFilesException>(() => AlertFile.Read<SmallAlert>(_folder.Path).Count());
        Assert.Equal(6, faults.Files.Count);
    }

    [Fact]
    public void A_datum_that_fits_nothing_or_is_too_large_is_named()
    {
        File.WriteAllBytes(_folder["a"], [0, 0, 0, 4, 0x4C, 14, 40, 1]);
        Assert.StartsWith(_folder["a"], Assert.ThrowsAny<AvroException>(() => AlertFile.Read<SmallAlert>(_folder["a"], Raw).Count()).Message, StringComparison.Ordinal);
        File.WriteAllBytes(_folder["b"], new SmallAlert(1, new string('x', 5000)).Encode());
        var limited = Raw with { Resolution = new() { Limits = new() { MaxBytes = 1000 } } };
        Assert.Equal(AlertFileFault.BeyondLimits, Assert.Throws<AlertFileException>(() => AlertFile.Read<SmallAlert>(_folder["b"], limited).Count()).Fault);
    }
}
