using FinkTyped.Lsst;
using FinkTyped.Simulation;
using FinkTyped.Tests;
using FinkTyped.Ztf;

namespace FinkTyped.Surveys.Tests;

/// <summary>Encoded alerts of one writer.</summary>
/// <param name="Writer">The schema they were written with.</param>
/// <param name="Datums">The alerts.</param>
public sealed record AlertSample(AvroSchema Writer, byte[][] Datums)
{
    private static readonly Lazy<AlertSample> SimulatedZtf = new(() => new(ZtfAlert.Schema, [.. new ZtfSimulator(seed: 3).EnumerateDatums(12)]));
    private static readonly Lazy<AlertSample> SimulatedLsst = new(() => new(LsstAlert.Schema, [.. new LsstSimulator(seed: 3).EnumerateDatums(8)]));

    /// <summary>Alerts by what a test's row says; skips it where there are no real ones.</summary>
    public static AlertSample Of(string survey, bool real)
    {
        if (!real) return survey == "ztf" ? SimulatedZtf.Value : SimulatedLsst.Value;
        var path = SharedData.Require($"alerts/{(survey == "ztf" ? "fink-ztf-transfer-2026-03-23" : "fink-lsst-transfer-2026-03-18")}.avro");
        var alerts = AlertFile.ReadDatums(path).ToList();
        return new(alerts[0].WriterSchema, [.. alerts.Select(alert => alert.Datum.ToArray())]);
    }

    /// <summary>The alerts in another schema; see <see cref="OtherSchemas"/>.</summary>
    public AlertSample In(string target)
    {
        var reencoder = new Reencoder(Writer, OtherSchemas.Load(target), new Dictionary<string, string>());
        return new(OtherSchemas.Load(target), [.. Datums.Select(datum => reencoder.Encode(datum))]);
    }

    /// <summary>Bytes that the cutouts of all alerts take.</summary>
    public long CutoutBytes<T>(Func<T, IEnumerable<ReadOnlyMemory<byte>?>> cutouts) where T : class, IAvroRecord<T>
    {
        var decoder = AlertDecoder<T>.For(Writer);
        return Datums.Sum(datum => cutouts(decoder.Decode(datum)).Sum(cutout => (long)(cutout?.Length ?? 0)));
    }
}
