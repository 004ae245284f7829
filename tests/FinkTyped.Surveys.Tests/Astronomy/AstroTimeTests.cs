using FinkTyped.Astronomy;

namespace FinkTyped.Surveys.Tests;

public class AstroTimeTests
{
    // The UTC midnights at which a leap second had just passed (IERS Bulletin C).
    private static readonly string[] LeapMidnights =
    [
        "1972-07-01", "1973-01-01", "1974-01-01", "1975-01-01", "1976-01-01", "1977-01-01", "1978-01-01", "1979-01-01", "1980-01-01",
        "1981-07-01", "1982-07-01", "1983-07-01", "1985-07-01", "1988-01-01", "1990-01-01", "1991-01-01", "1992-07-01", "1993-07-01",
        "1994-07-01", "1996-01-01", "1997-07-01", "1999-01-01", "2006-01-01", "2009-01-01", "2012-07-01", "2015-07-01", "2017-01-01",
    ];

    [Fact]
    public void J2000_in_TAI_is_32_seconds_before_noon_in_UTC() =>
        Assert.Equal(Utc("2000-01-01T11:59:28Z"), AstroTime.FromMjdTai(51544.5).Utc);

    [Fact]
    public void Noon_of_the_first_of_January_2000_is_JD_2451545_in_UTC()
    {
        var noon = AstroTime.FromUtc(Utc("2000-01-01T12:00:00Z"));

        Assert.Equal(2451545.0, noon.JulianDateUtc);
        Assert.Equal(51544.5, noon.MjdUtc);
        Assert.Equal(51544.5 + (32 / 86400.0), noon.MjdTai);
    }

    [Fact]
    public void A_midpoint_of_LSST_is_37_seconds_earlier_in_UTC()
    {
        var time = AstroTime.FromMjdTai(61105.093643486834);

        Assert.Equal("2026-03-06T02:14:13.797263Z", time.ToString(), Digits(25));
        Assert.Equal(TimeSpan.FromSeconds(37), time.TaiMinusUtc);
        Assert.Equal(61105.093643486834, time.MjdTai);
    }

    [Fact]
    public void A_julian_date_of_ZTF_is_UTC() =>
        Assert.Equal("2026-03-22T11:06:52.004177Z", AstroTime.FromJulianDateUtc(2461121.9631019).ToString(), Digits(24));

    [Fact]
    public void Each_leap_second_adds_one_to_TAI_minus_UTC()
    {
        for (var i = 0; i < LeapMidnights.Length; i++)
        {
            var midnight = AstroTime.FromUtc(Utc(LeapMidnights[i] + "T00:00:00Z"));
            var secondBefore = AstroTime.FromUtc(Utc(LeapMidnights[i] + "T00:00:00Z").AddSeconds(-1));

            Assert.Equal(TimeSpan.FromSeconds(11 + i), midnight.TaiMinusUtc);
            Assert.Equal(TimeSpan.FromSeconds(10 + i), secondBefore.TaiMinusUtc);
            Assert.Equal(TimeSpan.FromSeconds(2), midnight - secondBefore);
        }
    }

    [Fact]
    public void A_leap_second_shows_as_the_first_second_of_the_next_day()
    {
        var lastSecond = AstroTime.FromUtc(Utc("2016-12-31T23:59:59Z"));

        Assert.Equal("2017-01-01T00:00:00.500000Z", (lastSecond + TimeSpan.FromSeconds(1.5)).ToString());
        Assert.Equal("2017-01-01T00:00:00.500000Z", (lastSecond + TimeSpan.FromSeconds(2.5)).ToString());
    }

    [Fact]
    public void Dates_come_back_to_the_last_bit()
    {
        var random = new Random(1);
        for (var i = 0; i < 10_000; i++)
        {
            var mjd = 41317 + (random.NextDouble() * 40_000);
            Assert.Equal(mjd, AstroTime.FromMjdTai(mjd).MjdTai);
            Assert.Equal(mjd, AstroTime.FromMjdUtc(mjd).MjdUtc);
            Assert.Equal(mjd + 2400000.5, AstroTime.FromJulianDateUtc(mjd + 2400000.5).JulianDateUtc);
        }
    }

    [Theory]
    [InlineData("2026-03-06 02:14:50.797262", "2026-03-06T02:14:50.797262Z")]
    [InlineData("2026-03-22 13:32:47.32142", "2026-03-22T13:32:47.321420Z")]
    [InlineData("2026-03-22 13:32:47", "2026-03-22T13:32:47.000000Z")]
    public void Time_stamps_of_Fink_are_UTC(string text, string expected)
    {
        Assert.True(AstroTime.TryParseUtc(text, out var time));
        Assert.Equal(expected, time.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("nan")]
    [InlineData("2026-13-01 00:00:00")]
    [InlineData("2026-03-22T13:32:47Z")]
    public void Other_texts_are_no_time_stamps(string? text) => Assert.False(AstroTime.TryParseUtc(text, out _));

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(-1e6)]
    [InlineData(1e7)]
    public void What_is_no_date_is_refused(double mjd)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => AstroTime.FromMjdTai(mjd));
        Assert.Throws<ArgumentOutOfRangeException>(() => AstroTime.FromMjdUtc(mjd));
        Assert.Throws<ArgumentOutOfRangeException>(() => AstroTime.FromJulianDateUtc(mjd + 2400000.5));
    }

    [Theory]
    [InlineData(-678574)]
    [InlineData(2973482)]
    public void The_ends_of_the_range_have_a_civil_time(double mjd) =>
        Assert.Equal(mjd, AstroTime.FromUtc(AstroTime.FromMjdUtc(mjd).Utc).MjdUtc);

    [Fact]
    public void Times_have_an_order()
    {
        var (early, late) = (AstroTime.FromMjdTai(60000), AstroTime.FromMjdTai(60001));

        Assert.True(early < late && early <= late && late > early && late >= early);
        Assert.True(early.CompareTo(late) < 0);
        Assert.Equal(TimeSpan.FromDays(1), late - early);
    }

    private static DateTimeOffset Utc(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    // An MJD in a double is good to less than a microsecond, a JD to 40: compare the text up to there.
    private static StartComparer Digits(int count) => new(count);

    private sealed class StartComparer(int count) : IEqualityComparer<string>
    {
        public bool Equals(string? x, string? y) => x?[..count] == y?[..count];

        public int GetHashCode(string obj) => obj.GetHashCode(StringComparison.Ordinal);
    }
}
