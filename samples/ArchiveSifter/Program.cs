// Sifts a folder of ZTF alerts: those within a cone on the sky and brighter than a magnitude go into a file of their own, byte for byte.
// Arguments: FOLDER RA DEC RADIUS (degrees) MAGNITUDE OUTPUT.avro
using System.Globalization;
using FinkTyped;
using FinkTyped.Ztf;

double Number(int index) => double.Parse(args[index], CultureInfo.InvariantCulture);
var (folder, ra, dec, radius, faintest, output) = (args[0], Number(1), Number(2), Number(3), Number(4), args[5]);
var cosine = Math.Cos(double.DegreesToRadians(radius));

// Looks at two numbers of each alert, and copies those that it wants.
var wanted = ZtfAlert.Where(alert => alert.Candidate.Magpsf < faintest && CosineTo(alert.Candidate.Ra, alert.Candidate.Dec) >= cosine);

var (found, brightest) = (0, float.PositiveInfinity);
using (var file = AlertFileWriter.Create<ZtfAlert>(output))
{
    foreach (var alert in AlertFile.Read(folder, wanted))
    {
        file.Append(alert);
        found++;
        brightest = Math.Min(brightest, alert.Candidate.Magpsf ?? brightest);
    }
}

Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{found} alerts, the brightest of magnitude {brightest:F2}"));

double CosineTo(double? otherRa, double? otherDec)
{
    if (otherRa is not { } a || otherDec is not { } d) return double.NaN;
    var (sin0, cos0) = Math.SinCos(double.DegreesToRadians(dec));
    var (sin1, cos1) = Math.SinCos(double.DegreesToRadians(d));
    return (sin0 * sin1) + (cos0 * cos1 * Math.Cos(double.DegreesToRadians(a - ra)));
}
