using System.Buffers;
using FinkTyped;
using FinkTyped.Astronomy;
using FinkTyped.Pages;
using FinkTyped.Simulation;

// Writes the pages and pictures of docs/gallery from simulated alerts: the same in every run. Arguments: the folder of the pages, that of the pictures.
var (pages, pictures) = (args[0], args[1]);
Directory.CreateDirectory(pages);
Directory.CreateDirectory(pictures);

// Of each survey the alert with the most detections among the first ones, and one of the solar system.
var ztf = new ZtfSimulator().Enumerate(200).ToList();
var lsst = new LsstSimulator().Enumerate(120).ToList();
var star = ztf.MaxBy(a => LightCurve.Of(a).OfKind(LightCurvePointKind.Detection).Count)!;
var supernova = ztf.Where(a => a.SnnSnVsAll > 0.8).MaxBy(a => LightCurve.Of(a).OfKind(LightCurvePointKind.Detection).Count) ?? star;
var deep = lsst.MaxBy(a => LightCurve.Of(a).Count)!;
var asteroid = lsst.First(a => a.Identity.IsSolarSystem);

Show("ztf", supernova);
Show("lsst", deep);
Show("solar-system", asteroid);
File.WriteAllBytes(Path.Combine(pictures, "light-curve-ztf.png"), AlertPictures.LightCurvePng(star, 900, 420)!);
File.WriteAllBytes(Path.Combine(pictures, "light-curve-lsst.png"), AlertPictures.LightCurvePng(deep, 900, 420)!);
foreach (var stretch in Enum.GetValues<ImageStretch>())
{
    var name = stretch.ToString().ToLowerInvariant();
    File.WriteAllBytes(Path.Combine(pictures, $"cutout-{name}.png"), CutoutImage.Science(supernova)!.ToPng(stretch, scale: 3));
}

File.WriteAllBytes(Path.Combine(pictures, "cutout-viridis.png"), CutoutImage.Science(supernova)!.ToPng(palette: ImagePalette.Viridis, scale: 3));

var index = new AlertIndex(Path.Combine(pages, "index"));
foreach (var alert in ztf.Take(12)) index.Add(Datum(alert));
foreach (var alert in lsst.Take(12)) index.Add(Datum(alert));
index.Complete();

void Show<T>(string name, T alert) where T : class, IAvroRecord<T> => File.WriteAllText(Path.Combine(pages, name + ".html"), AlertPage.ToHtml(Datum(alert)));

static AlertDatum Datum<T>(T alert) where T : class, IAvroRecord<T>
{
    var bytes = new ArrayBufferWriter<byte>();
    var writer = new AvroWriter(bytes);
    alert.Write(ref writer);
    writer.Flush();
    return new AlertDatum(T.Schema, bytes.WrittenMemory, new AlertPlace("simulated.avro", 0, 0));
}
