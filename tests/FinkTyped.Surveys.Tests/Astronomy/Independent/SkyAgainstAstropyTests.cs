using FinkTyped.Astronomy;

namespace FinkTyped.Surveys.Tests;

/// <summary>Places on the sky beside what astropy and healpy make of them.</summary>
public class SkyAgainstAstropyTests
{
    private static readonly SkyPosition[] Places = [.. Corners(), .. Anywhere(1000)];

    [Fact]
    public void Separations_and_position_angles_are_those_of_astropy()
    {
        // Each place against another, a tiny step away and the opposite side.
        var pairs = Places.Zip(Places.Reverse()).Concat(Places.Select(p => (p, Step(p, 1e-9)))).Concat(Places.Select(p => (p, new SkyPosition((p.Ra + 180) % 360, -p.Dec)))).ToArray();
        var expected = Astropy.Ask<double[][]>("""
            from astropy.coordinates.angle_utilities import angular_separation, position_angle
            d = np.radians(np.array(data)).T
            sep = np.degrees(angular_separation(*d)); pa = np.degrees(position_angle(*d).radian) % 360
            result = [sep.tolist(), pa.tolist()]
            """, pairs.Select(p => new[] { p.Item1.Ra, p.Item1.Dec, p.Item2.Ra, p.Item2.Dec }));

        for (var i = 0; i < pairs.Length; i++)
        {
            var (from, to) = pairs[i];
            var separation = from.SeparationTo(to);
            Assert.Equal(expected[0][i], separation, Math.Max(1e-13, 1e-12 * separation));
            // The direction of nothing, and towards the opposite side, is anything.
            if (separation is > 1e-6 and < 179.999) Assert.Equal(0, Math.IEEERemainder(expected[1][i] - from.PositionAngleTo(to), 360), 1e-7 / Math.Min(1, separation));
        }
    }

    [Fact]
    public void Galactic_coordinates_are_those_of_astropy_and_lead_back()
    {
        var expected = Astropy.Ask<double[][]>("""
            from astropy.coordinates import SkyCoord
            g = SkyCoord(ra=[p[0] for p in data], dec=[p[1] for p in data], unit="deg", frame="icrs").galactic
            result = [g.l.deg.tolist(), g.b.deg.tolist()]
            """, Places.Select(p => new[] { p.Ra, p.Dec }));

        for (var i = 0; i < Places.Length; i++)
        {
            var (longitude, latitude) = Places[i].ToGalactic();
            Assert.InRange(new SkyPosition(expected[0][i], expected[1][i]).SeparationTo(new SkyPosition(longitude, latitude)), 0, 1e-11);
            Assert.InRange(SkyPosition.FromGalactic(longitude, latitude).SeparationTo(Places[i]), 0, 1e-12);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(12)]
    [InlineData(29)]
    public void Pixels_are_those_of_healpy(int order)
    {
        var expected = Astropy.Ask<long[]>("""
            import healpy
            ra, dec = np.array(data["places"]).T
            result = healpy.ang2pix(2**data["order"], ra, dec, nest=True, lonlat=True).tolist()
            """, new { order, places = Anywhere(5000).Select(p => new[] { p.Ra, p.Dec }) });

        Assert.Equal(expected, Anywhere(5000).Select(p => p.HealpixNested(order)));
    }

    [Fact]
    public void Sexagesimal_text_is_that_of_astropy()
    {
        var expected = Astropy.Ask<string[]>("""
            from astropy.coordinates import SkyCoord
            c = SkyCoord(ra=[p[0] for p in data], dec=[p[1] for p in data], unit="deg")
            result = [a + " " + b for a, b in zip(c.ra.to_string(unit="hour", sep=":", precision=3, pad=True), c.dec.to_string(sep=":", precision=2, pad=True, alwayssign=True))]
            """, Anywhere(1000).Select(p => new[] { p.Ra, p.Dec }));

        Assert.Equal(expected, Anywhere(1000).Select(p => p.ToSexagesimal(3)));
    }

    private static IEnumerable<SkyPosition> Anywhere(int count)
    {
        var random = new Random(5);
        for (var i = 0; i < count; i++) yield return new SkyPosition(random.NextDouble() * 360, Math.Asin((2 * random.NextDouble()) - 1) * 180 / Math.PI);
    }

    private static IEnumerable<SkyPosition> Corners() =>
        from ra in new[] { 0, 1e-9, 45, 90, 180, 270, 359.999999 }
        from dec in new[] { -90, -89.9999999, -41.8, 0, 1e-9, 41.8103, 89.9999999, 90 }
        select new SkyPosition(ra, dec);

    private static SkyPosition Step(SkyPosition place, double degrees) => place with { Dec = place.Dec > 0 ? place.Dec - degrees : place.Dec + degrees };
}
