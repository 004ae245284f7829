using System.Globalization;
using FinkTyped.Lsst;
using FinkTyped.Ztf;

namespace FinkTyped.Simulation.Tests;

public sealed class AlertSimulatorTests
{
    [Fact]
    public void ZTF_alerts_of_a_seed_are_the_same_every_time() =>
        Assert.Equal(new ZtfSimulator(5).EnumerateDatums(20), new ZtfSimulator(5).EnumerateDatums(20));

    [Fact]
    public void LSST_alerts_of_a_seed_are_the_same_every_time() =>
        Assert.Equal(new LsstSimulator(5).EnumerateDatums(20), new LsstSimulator(5).EnumerateDatums(20));

    [Fact]
    public void Seeds_differ()
    {
        Assert.NotEqual(new ZtfSimulator(1).NextDatum(), new ZtfSimulator(2).NextDatum());
        Assert.NotEqual(new LsstSimulator(1).NextDatum(), new LsstSimulator(2).NextDatum());
    }

    [Fact]
    public void A_culture_with_decimal_commas_changes_nothing()
    {
        var plain = (new ZtfSimulator(3).NextDatum(), new LsstSimulator(3).EnumerateDatums(8).ToList());
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = { NumberDecimalSeparator = ",", NegativeSign = "~" } };

            Assert.Equal(plain.Item1, new ZtfSimulator(3).NextDatum());
            Assert.Equal(plain.Item2, new LsstSimulator(3).EnumerateDatums(8));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void An_alert_read_back_from_its_datum_is_the_same_alert()
    {
        var ztf = new ZtfSimulator(9).Enumerate(10).ToList();
        var lsst = new LsstSimulator(9).Enumerate(10).ToList();

        Assert.Equal(ztf, new ZtfSimulator(9).EnumerateDatums(10).Select(d => AlertDecoder<ZtfAlert>.For(ZtfAlert.Schema).Decode(d)));
        Assert.Equal(lsst, new LsstSimulator(9).EnumerateDatums(10).Select(d => AlertDecoder<LsstAlert>.For(LsstAlert.Schema).Decode(d)));
    }

    [Fact]
    public void No_alert_comes_twice()
    {
        Assert.Equal(SimulatedAlerts.Ztf.Count, SimulatedAlerts.Ztf.Select(a => a.Candid).Distinct().Count());
        Assert.Equal(SimulatedAlerts.Lsst.Count, SimulatedAlerts.Lsst.Select(a => a.DiaSourceId).Distinct().Count());
    }

    [Fact]
    public void A_negative_count_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ZtfSimulator().Enumerate(-1));
}
