using FinkTyped.Astronomy;
using FinkTyped.Lsst;
using FinkTyped.Tests;
using FinkTyped.Ztf;

namespace FinkTyped.Surveys.Tests;

public class RealTimeTests
{
    [Fact]
    public void The_time_stamp_of_ZTF_is_the_julian_date_in_UTC()
    {
        foreach (var alert in SharedAlerts.Read<ZtfAlert>(SharedAlerts.Ztf))
        {
            Assert.True(AstroTime.TryParseUtc(alert.Timestamp, out var stamp));
            Assert.Equal(0, (stamp - AstroTime.FromJulianDateUtc(alert.Candidate.Jd!.Value)).TotalMicroseconds, 50.0);
        }
    }

    [Fact]
    public void The_time_stamp_of_LSST_is_the_midpoint_in_TAI()
    {
        foreach (var alert in SharedAlerts.Read<LsstAlert>(SharedAlerts.Lsst))
        {
            Assert.True(AstroTime.TryParseUtc(alert.Timestamp, out var stamp));
            Assert.Equal(37e6, (stamp - AstroTime.FromMjdTai(alert.DiaSource.MidpointMjdTai!.Value)).TotalMicroseconds, 2.0);
        }
    }

    [Fact]
    public void Fink_receives_an_alert_of_LSST_minutes_after_its_visit_and_then_processes_it()
    {
        foreach (var alert in SharedAlerts.Read<LsstAlert>(SharedAlerts.Lsst))
        {
            var visit = AstroTime.FromMjdTai(alert.DiaSource.MidpointMjdTai!.Value);
            var ingest = AstroTime.FromMjdUtc(alert.BrokerIngestMjd!.Value);
            Assert.True(AstroTime.TryParseUtc(alert.BrokerStartProcessTimestamp, out var start));
            Assert.True(AstroTime.TryParseUtc(alert.BrokerEndProcessTimestamp, out var end));

            Assert.InRange((ingest - visit).TotalMinutes, 1, 10);
            Assert.True(ingest < start && start < end);
        }
    }
}
