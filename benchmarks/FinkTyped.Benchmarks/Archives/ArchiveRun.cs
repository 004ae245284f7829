using System.Diagnostics;
using System.Globalization;
using FinkTyped.Benchmarks.Data;
using FinkTyped.Columns;
using FinkTyped.Lsst;
using FinkTyped.Ztf;

namespace FinkTyped.Benchmarks.Archives;

/// <summary>
/// What can be made of a file of alerts, beside merely reading it: each operation in turn, several times over, on a file in the page cache whose alerts have
/// varied values.
/// </summary>
internal static class ArchiveRun
{
    private const int BufferBytes = 128 * 1024;
    private const int Rounds = 3;

    /// <summary>Makes an archive of each survey, measures, and prints a table.</summary>
    /// <param name="megabytes">The size of an archive.</param>
    /// <param name="output">Where the tables go.</param>
    public static void Run(int megabytes, TextWriter output)
    {
        Run<LsstAlert>("lsst", LsstColumns, "diaSource.psfFlux > 1e20", "clf.snnSnVsOthers_score > 2", megabytes, output);
        Run<ZtfAlert>("ztf", ZtfColumns, "candidate.magpsf < 1", "slsn_score > 1e6", megabytes, output);
    }

    private static string[] LsstColumns =>
    [
        "diaSourceId", "diaSource.diaObjectId", "diaSource.ra", "diaSource.dec", "diaSource.midpointMjdTai", "diaSource.band", "diaSource.psfFlux",
        "diaSource.psfFluxErr", "diaSource.snr", "diaSource.apFlux", "diaSource.apFluxErr", "diaSource.scienceFlux", "diaSource.templateFlux", "diaSource.isNegative",
        "diaSource.visit", "diaSource.detector", "diaObject.nDiaSources", "clf.snnSnVsOthers_score", "clf.earlySNIa_score", "target_name",
        "prvDiaSources.midpointMjdTai", "prvDiaSources.psfFlux", "prvDiaSources.psfFluxErr", "prvDiaSources.band",
    ];

    private static string[] ZtfColumns =>
    [
        "objectId", "candid", "candidate.jd", "candidate.ra", "candidate.dec", "candidate.fid", "candidate.magpsf", "candidate.sigmapsf", "candidate.magnr",
        "candidate.distnr", "candidate.rb", "candidate.drb", "candidate.classtar", "candidate.isdiffpos", "candidate.ndethist", "candidate.jdstarthist", "cdsxmatch",
        "rf_snia_vs_nonia", "snn_snia_vs_nonia", "slsn_score",
        "prv_candidates.jd", "prv_candidates.magpsf", "prv_candidates.sigmapsf", "prv_candidates.fid",
    ];

    private static void Run<T>(string survey, string[] columns, string early, string late, int megabytes, TextWriter output) where T : class, IAvroRecord<T>
    {
        var set = AlertSet.Plain(survey).Varied();
        var path = Path.Combine(Path.GetTempPath(), $"fink-archive-{Environment.ProcessId}-{survey}.avro");
        try
        {
            Write(path, set, megabytes * 1_000_000L);
            var bytes = new FileInfo(path).Length;
            output.WriteLine();
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"### {survey.ToUpperInvariant()}, {bytes / 1e9:F2} GB of {set.Name} alerts"));
            output.WriteLine();
            output.WriteLine("| Operation | s | GB/s | × reading |");
            output.WriteLine("|---|---:|---:|---:|");
            var operations = Operations<T>(path, columns, early, late);
            var seconds = Array.ConvertAll(operations, _ => new List<double>());
            // In turns, so that what disturbs one round disturbs all.
            for (var round = 0; round <= Rounds; round++)
            {
                for (var i = 0; i < operations.Length; i++)
                {
                    var clock = Stopwatch.StartNew();
                    operations[i].Run();
                    if (round > 0) seconds[i].Add(clock.Elapsed.TotalSeconds);
                }
            }

            var medians = Array.ConvertAll(seconds, s => s.Order().ElementAt(s.Count / 2));
            for (var i = 0; i < operations.Length; i++)
            {
                output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"| {operations[i].Name} | {medians[i]:F2} | {bytes / 1e9 / medians[i]:F2} | {medians[i] / medians[0]:F2} |"));
            }

            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\nThe most memory the process had: {Process.GetCurrentProcess().PeakWorkingSet64 / 1e6:F0} MB (the alerts the archive is made of included)."));
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static (string Name, Action Run)[] Operations<T>(string path, string[] columns, string early, string late) where T : class, IAvroRecord<T>
    {
        var (first, last) = (AlertFilter.Parse(early), AlertFilter.Parse(late));
        var wanted = new ColumnOptions { Fields = columns };
        return
        [
            ("reading", () => Read(path)),
            ("bytes of each alert", () => Count(AlertFile.ReadDatums(path))),
            ("filter on an early field", () => Count(AlertFile.ReadDatums(path).Where(d => first.Accepts(d.WriterSchema, d.Datum.Span)))),
            ("filter on a late field", () => Count(AlertFile.ReadDatums(path).Where(d => last.Accepts(d.WriterSchema, d.Datum.Span)))),
            ("records", () => Count(AlertFile.Read<T>(path))),
            ("20 columns and 4 lists", () => Fill(path, columns)),
            ("all columns", () => Fill(path, [])),
            ("20 columns and 4 lists to Arrow", () => AlertArrow.WriteFileAsync([path], Stream.Null, wanted).GetAwaiter().GetResult()),
            ("20 columns and 4 lists to Parquet, zstd", () => ToParquet(path, wanted)),
        ];
    }

    private static void Write(string path, AlertSet set, long bytes)
    {
        File.Delete(path);
        using var json = new MemoryStream();
        using (var text = new System.Text.Json.Utf8JsonWriter(json)) set.Writer.WriteTo(text);
        using var file = AlertFileWriter.Create(path, json.ToArray());
        for (var (i, written) = (0, 0L); written < bytes; i++)
        {
            var datum = set.Datums[i % set.Datums.Length];
            file.Append(datum);
            written += datum.Length;
        }
    }

    private static void Read(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 0);
        var buffer = new byte[BufferBytes];
        while (file.Read(buffer) > 0)
        {
        }
    }

    private static void Count<TAlert>(IEnumerable<TAlert> alerts)
    {
        foreach (var _ in alerts)
        {
        }
    }

    private static void Fill(string path, string[] names)
    {
        AlertColumns? columns = null;
        foreach (var datum in AlertFile.ReadDatums(path))
        {
            columns ??= new AlertColumns(datum.WriterSchema, names);
            columns.Add(datum.WriterSchema, datum.Datum.Span);
            if (columns.Count == 1000) columns.Clear();
        }

        columns?.Dispose();
    }

    private static void ToParquet(string path, ColumnOptions wanted)
    {
        var file = $"{path}.parquet";
        using (var output = File.Create(file)) AlertParquet.WriteAsync([path], output, wanted).GetAwaiter().GetResult();
        File.Delete(file);
    }
}
