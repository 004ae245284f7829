#:package FinkTyped.Surveys@0.1.0
#:package FinkTyped.Pages@0.1.0
#:property PublishAot=false

// The first hour with an alert, as docs/guides/alerts.md has it: dotnet run first.cs, beside a folder alerts/ with some of LSST.
using FinkTyped;
using FinkTyped.Astronomy;
using FinkTyped.Lsst;
using FinkTyped.Pages;

LsstAlert alert = AlertFile.Read<LsstAlert>("alerts/").First();

// What is it? One line, then everything worth a line.
Console.WriteLine(alert);
foreach (var (label, value) in AlertSummary.Of(alert).Lines) Console.WriteLine($"{label,-12} {value}");

// Its schema, and any field of it by name.
Console.WriteLine(LsstAlert.Schema);
Console.WriteLine($"{alert.DiaSource.PsfFlux} nJy in {alert.DiaSource.Band}, {alert.DiaSource.Snr:F1} times its error");

// The light curve, as numbers and as a picture.
foreach (var point in LightCurve.Of(alert))
    Console.WriteLine($"{point.Time.MjdTai:F4} {point.Band} {point.Kind} {point.Difference}");

// The stamps: science, template, difference.
foreach (var kind in Enum.GetValues<CutoutKind>())
    if (CutoutImage.Of(alert, kind) is { } image)
        File.WriteAllBytes($"{kind}.png", image.ToPng(ImageStretch.Asinh, scale: 6, northUp: true));

// All of that as one page for the browser.
File.WriteAllText("alert.html", AlertPage.ToHtml(AlertFile.ReadDatums("alerts/").First()));
