using System.Buffers;
using FinkTyped.Benchmarks.Fields;
using FinkTyped.Lsst;
using FinkTyped.Tests;
using FinkTyped.Ztf;

namespace FinkTyped.Surveys.Tests;

/// <summary>What each way to look at an alert allocates: nothing, or no more than is said here. More is a regression.</summary>
public class AllocationTests
{
    private const string Ztf = "ztf";
    private const string Lsst = "lsst";

    private static readonly double[] Times = new double[8192];
    private static readonly float[] Fluxes = new float[8192];

    public static TheoryData<string, bool> Alerts => new() { { Ztf, false }, { Ztf, true }, { Lsst, false }, { Lsst, true } };

    [Theory]
    [MemberData(nameof(Alerts))]
    public void Rejecting_by_an_early_field_allocates_nothing(string survey, bool real) => AssertNothing(
        survey,
        real,
        ZtfAlert.Where(static alert => alert.Candidate.Magpsf < 1),
        LsstAlert.Where(static alert => alert.DiaSource.PsfFlux > 1e20f));

    [Theory]
    [MemberData(nameof(Alerts))]
    public void Rejecting_by_a_text_allocates_nothing(string survey, bool real) => AssertNothing(
        survey,
        real,
        ZtfAlert.Where(static alert => alert.ObjectId == "ZTF00"u8),
        LsstAlert.Where(static alert => alert.DiaSource.Band == "x"));

    [Theory]
    [MemberData(nameof(Alerts))]
    public void Rejecting_by_a_field_past_the_history_allocates_nothing(string survey, bool real) => AssertNothing(
        survey,
        real,
        ZtfAlert.Where(static alert => alert.SlsnScore > 1e6),
        LsstAlert.Where(static alert => alert.Clf.SnnSnVsOthersScore > 2));

    [Theory]
    [MemberData(nameof(Alerts))]
    public void A_light_curve_into_arrays_of_the_caller_allocates_nothing(string survey, bool real) => AssertNothing(
        survey,
        real,
        ZtfAlert.Select(static alert => Fill(alert)),
        LsstAlert.Select(static alert => Fill(alert)));

    [Theory]
    [MemberData(nameof(Alerts))]
    public void Every_value_through_a_view_allocates_nothing(string survey, bool real) => AssertNothing(
        survey,
        real,
        ZtfAlert.Select(static alert => ZtfValues.Add(0, alert)),
        LsstAlert.Select(static alert => LsstValues.Add(0, alert)));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Rejecting_alerts_of_several_schemas_in_turn_allocates_nothing(bool real)
    {
        var (ztf, lsst) = (AlertSample.Of(Ztf, real), AlertSample.Of(Lsst, real));
        var bright = ZtfAlert.Where(static alert => alert.Candidate.Magpsf < 1);
        var strong = LsstAlert.Where(static alert => alert.DiaSource.PsfFlux > 1e20f);

        var allocated = Allocated.By(() =>
        {
            foreach (var datum in lsst.Datums)
            {
                Assert.False(strong.TryEvaluate(lsst.Writer, datum, out _));
                Assert.False(bright.TryEvaluate(ztf.Writer, ztf.Datums[0], out _));
            }
        });

        Assert.Equal(0, allocated);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_ZTF_record_takes_18_kB_beyond_its_cutouts(bool real)
    {
        var sample = AlertSample.Of(Ztf, real);
        var cutouts = sample.CutoutBytes<ZtfAlert>(alert => [alert.CutoutScience.StampData, alert.CutoutTemplate.StampData, alert.CutoutDifference.StampData]);

        Assert.InRange(Decoding<ZtfAlert>(sample), cutouts, cutouts + sample.Datums.Length * 18_000L);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_LSST_record_takes_15_kB_beyond_its_cutouts_and_its_encoded_history(bool real)
    {
        var sample = AlertSample.Of(Lsst, real);
        var cutouts = sample.CutoutBytes<LsstAlert>(alert => [alert.CutoutScience, alert.CutoutTemplate, alert.CutoutDifference]);
        var history = sample.Datums.Sum(datum => EncodedHistory(sample.Writer, datum));

        Assert.InRange(Decoding<LsstAlert>(sample), cutouts, cutouts + history + sample.Datums.Length * 15_000L);
    }

    [Theory]
    [InlineData("livestream")]
    [InlineData("backwards")]
    [InlineData("more")]
    public void A_record_of_another_writer_takes_no_more_where_no_value_is_converted(string target)
    {
        Check<ZtfAlert>(AlertSample.Of(Ztf, real: true), $"{SharedAlerts.Ztf}:{target}");
        Check<LsstAlert>(AlertSample.Of(Lsst, real: true), $"{SharedAlerts.Lsst}:{target}");

        static void Check<T>(AlertSample sample, string target) where T : class, IAvroRecord<T>
        {
            var other = sample.In(target);
            // History is kept as it came, with what its writer added.
            var added = Math.Max(0, other.Datums.Sum(d => d.Length) - sample.Datums.Sum(d => d.Length));
            Assert.False(AlertDecoder<T>.For(other.Writer).IsWireIdentical);
            Assert.InRange(Decoding<T>(other), 0, Decoding<T>(sample) + added);
        }
    }

    [Theory]
    [MemberData(nameof(Alerts))]
    public void Writing_a_record_back_allocates_nothing_beyond_the_output(string survey, bool real)
    {
        var sample = AlertSample.Of(survey, real);

        Assert.Equal(0, survey == Ztf ? Writing<ZtfAlert>(sample) : Writing<LsstAlert>(sample));
    }

    [Theory]
    [MemberData(nameof(Alerts))]
    public void JSON_takes_a_few_hundred_bytes_beyond_the_output(string survey, bool real)
    {
        var sample = AlertSample.Of(survey, real);
        var output = new ArrayBufferWriter<byte>(16 << 20);
        var allocated = Allocated.By(() =>
        {
            foreach (var datum in sample.Datums)
            {
                output.ResetWrittenCount();
                AvroJson.Write(output, sample.Writer, datum);
            }
        });

        Assert.InRange(allocated, 0, sample.Datums.Length * 256);
    }

    private static void AssertNothing<TZtf, TLsst>(string survey, bool real, AlertQuery<ZtfAlert, TZtf> ztf, AlertQuery<LsstAlert, TLsst> lsst)
    {
        var sample = AlertSample.Of(survey, real);

        Assert.Equal(0, survey == Ztf ? Evaluating(ztf, sample) : Evaluating(lsst, sample));
    }

    private static long Evaluating<T, TResult>(AlertQuery<T, TResult> query, AlertSample sample) where T : class, IAvroRecord<T> => Allocated.By(() =>
    {
        foreach (var datum in sample.Datums) query.TryEvaluate(sample.Writer, datum, out _);
    });

    private static long Decoding<T>(AlertSample sample) where T : class, IAvroRecord<T>
    {
        var decoder = AlertDecoder<T>.For(sample.Writer);
        return Allocated.By(() =>
        {
            foreach (var datum in sample.Datums) decoder.Decode(datum);
        });
    }

    private static long Writing<T>(AlertSample sample) where T : class, IAvroRecord<T>
    {
        var decoder = AlertDecoder<T>.For(sample.Writer);
        var records = Array.ConvertAll(sample.Datums, datum => decoder.Decode(datum));
        var output = new ArrayBufferWriter<byte>(1 << 20);
        return Allocated.By(() =>
        {
            foreach (var record in records)
            {
                output.ResetWrittenCount();
                var writer = new AvroWriter(output);
                record.Write(ref writer);
                writer.Flush();
            }
        });
    }

    private static int Fill(ZtfAlert.View alert)
    {
        var row = 0;
        foreach (var item in alert.PrvCandidates)
        {
            Times[row] = item.Jd ?? 0;
            Fluxes[row++] = item.Magpsf ?? 0;
        }

        return row;
    }

    private static int Fill(LsstAlert.View alert)
    {
        var row = 0;
        foreach (var item in alert.PrvDiaSources)
        {
            Times[row] = item.MidpointMjdTai ?? 0;
            Fluxes[row++] = item.PsfFlux ?? 0;
        }

        foreach (var item in alert.PrvDiaForcedSources)
        {
            Times[row] = item.MidpointMjdTai ?? 0;
            Fluxes[row++] = item.PsfFlux ?? 0;
        }

        return row;
    }

    // What is left of the datum without its history: written back, and compared.
    private static long EncodedHistory(AvroSchema writer, byte[] datum)
    {
        var alert = AlertDecoder<LsstAlert>.For(writer).Decode(datum);
        return alert.Encode().Length - (alert with { PrvDiaSources = [], PrvDiaForcedSources = [] }).Encode().Length;
    }
}
