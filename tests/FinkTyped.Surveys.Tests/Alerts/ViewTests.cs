using FinkTyped.Benchmarks.Fields;
using FinkTyped.Lsst;
using FinkTyped.Ztf;

namespace FinkTyped.Surveys.Tests;

/// <summary>Generated views beside generated records: every property of both, by a checksum of all values in order.</summary>
public class ViewTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Every_property_of_a_ZTF_view_is_that_of_the_record(bool real) => Compare<ZtfAlert>(
        AlertSample.Of("ztf", real), ZtfAlert.Select(static alert => ZtfValues.Add(0, alert)), static alert => ZtfValues.Add(0, alert));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Every_property_of_an_LSST_view_is_that_of_the_record(bool real) => Compare<LsstAlert>(
        AlertSample.Of("lsst", real), LsstAlert.Select(static alert => LsstValues.Add(0, alert)), static alert => LsstValues.Add(0, alert));

    private static void Compare<T>(AlertSample sample, AlertQuery<T, ulong> ofView, Func<T, ulong> ofRecord) where T : class, IAvroRecord<T>
    {
        var sums = new HashSet<ulong>();
        foreach (var datum in sample.Datums)
        {
            Assert.True(ofView.TryEvaluate(sample.Writer, datum, out var sum));
            Assert.Equal(ofRecord(AlertDecoder<T>.For(sample.Writer).Decode(datum)), sum);
            sums.Add(sum);
        }

        Assert.Equal(sample.Datums.Length, sums.Count);
    }
}
