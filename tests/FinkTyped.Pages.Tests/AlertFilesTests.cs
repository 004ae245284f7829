using System.Buffers.Binary;
using FinkTyped.Simulation;

namespace FinkTyped.Pages.Tests;

public sealed class AlertFilesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pages-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void An_index_has_a_page_for_each_alert_and_stays_in_its_folder()
    {
        var index = new AlertIndex(Path.Combine(_folder, "out"));
        var alert = new ZtfSimulator().Next();
        string[] names = ["ZTF26aaa", "ZTF26aaa", "../../up", "index", "con.", ""];
        foreach (var name in names) index.Add(SampleAlerts.Datum(alert with { ObjectId = name }));
        Assert.Throws<AvroException>(() => index.Add(SampleAlerts.Ztf() with { Datum = new byte[5] }));
        index.Complete();

        Assert.Equal(names.Length, index.Count);
        Assert.Equal(names.Length, Directory.GetFiles(Path.Combine(_folder, "out", "alerts"), "*.html").Length);
        Assert.Equal(["out"], Directory.GetFileSystemEntries(_folder).Select(Path.GetFileName));
        var html = File.ReadAllText(index.IndexPath);
        foreach (var page in Directory.GetFiles(Path.Combine(_folder, "out", "alerts"))) Assert.Contains($"href=\"alerts/{Path.GetFileName(page)}\"", html, StringComparison.Ordinal);
        Assert.Equal(Directory.GetFiles(Path.Combine(_folder, "out"), "*", SearchOption.AllDirectories).Sum(f => new FileInfo(f).Length), index.Bytes);
    }

    [Fact]
    public void Pictures_are_written_for_every_cutout_and_the_light_curve()
    {
        var ztf = AlertPictures.Write(SampleAlerts.Ztf(), _folder);
        var lsst = AlertPictures.Write(SampleAlerts.Lsst(), _folder);

        Assert.Equal(["lightcurve", "science", "template", "difference"], ztf.Select(What));
        Assert.Equal(["lightcurve", "science", "template", "difference", "psf"], lsst.Select(What));
        Assert.Equal((1200, 640), Size(File.ReadAllBytes(ztf[0])));
        Assert.Equal(441, Size(File.ReadAllBytes(ztf[1])).Width);
        Assert.All(ztf.Concat(lsst), path => Assert.Equal(0x89, File.ReadAllBytes(path)[0]));

        static string What(string path) => Path.GetFileNameWithoutExtension(path).Split('-')[^1];
    }

    [Fact]
    public void A_light_curve_of_nothing_is_no_picture()
    {
        var alert = new ZtfSimulator().Next();
        alert = alert with { PrvCandidates = null, Candidate = alert.Candidate with { Fid = null } };

        Assert.Null(AlertPictures.LightCurvePng(alert));
        Assert.Throws<ArgumentOutOfRangeException>(() => AlertPictures.LightCurvePng(alert, width: 10));
    }

    [Fact]
    public void A_small_picture_has_an_axis_whatever_its_range()
    {
        var alert = new ZtfSimulator().Next();
        for (var magnitude = 14f; magnitude < 22; magnitude += 0.1f)
        {
            var first = alert.PrvCandidates!.First(p => p!.Magpsf is not null)! with { Magpsf = magnitude, Jd = alert.Candidate.Jd - 3 };
            Assert.NotNull(AlertPictures.LightCurvePng(alert with { PrvCandidates = [first] }, 320, 200));
        }
    }

    private static (int Width, int Height) Size(byte[] png) => (BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20)));
}
