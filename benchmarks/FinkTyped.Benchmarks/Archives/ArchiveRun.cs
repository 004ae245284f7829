using System.Diagnostics;
using System.Globalization;
using FinkTyped.Lsst;
using FinkTyped.Ztf;

namespace FinkTyped.Benchmarks.Archives;

/// <summary>
/// What can be made of files of alerts, beside merely reading them: each operation in turn, the best of several times (more where few are asked for) and the
/// median, on files in the page cache whose alerts have varied values.
/// </summary>
internal static class ArchiveRun
{
    private const int Rounds = 9;

    // Of a few operations that are asked for, on files that take little time: methods that are called once a round are compiled in full only after many.
    private const int RoundsOfSome = 15;
    private const int FewMegabytes = 500;

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

    /// <summary>Makes the files of each survey, measures, and prints a table.</summary>
    /// <param name="megabytes">The size of the archive of LSST, and of that of ZTF.</param>
    /// <param name="only">Parts of the names of the operations that are wanted; all where there are none.</param>
    /// <param name="output">Where the tables go.</param>
    public static void Run((int Lsst, int Ztf) megabytes, string[] only, TextWriter output)
    {
        Run("lsst", LsstAlert.Where(a => a.DiaSource.PsfFlux > 1e20f).Select(_ => 1), LsstAlert.Where(a => a.Clf.SnnSnVsOthersScore > 2).Select(_ => 1),
            LsstColumns, megabytes.Lsst, only, output);
        Run("ztf", ZtfAlert.Where(a => a.Candidate.Magpsf < 1).Select(_ => 1), ZtfAlert.Where(a => a.SlsnScore > 1e6f).Select(_ => 1),
            ZtfColumns, megabytes.Ztf, only, output);
    }

    private static void Run<T>(
        string survey, AlertQuery<T, int> early, AlertQuery<T, int> late, string[] columns, int megabytes, string[] only, TextWriter output)
        where T : class, IAvroRecord<T>
    {
        using var files = new ArchiveFiles(survey, megabytes * 1_000_000L);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"\n### {survey.ToUpperInvariant()}, {new FileInfo(files.Plain).Length / 1e9:F2} GB of alerts varied from {files.Name} ones\n"));
        output.WriteLine("| Operation | s | GB/s | beside | × | × of medians | MB more |");
        output.WriteLine("|---|---:|---:|---|---:|---:|---:|");
        var all = ArchiveOperations.Of(files, early, late, columns);
        var wanted = all.Where(o => only.Length == 0 || Array.Exists(only, o.Name.Contains)).SelectMany(o => new[] { o.Name, o.Beside }).ToHashSet();
        // Those beside which others are set may be set beside another.
        wanted.UnionWith(all.Where(o => wanted.Contains(o.Name)).Select(o => o.Beside).ToList());
        var operations = Array.FindAll(all, o => wanted.Contains(o.Name));
        var seconds = operations.ToDictionary(o => o.Name, _ => new List<double>());
        var most = operations.ToDictionary(o => o.Name, _ => 0.0);
        // In turns, so that what disturbs one round disturbs all.
        var rounds = only.Length == 0 || megabytes > FewMegabytes ? Rounds : RoundsOfSome;
        for (var round = 0; round <= rounds; round++)
        {
            foreach (var operation in operations)
            {
                // What one leaves behind is not the next one's to clear away.
                var before = PeakMemory.Begin();
                var clock = Stopwatch.StartNew();
                operation.Run();
                if (round == 0) continue;
                seconds[operation.Name].Add(clock.Elapsed.TotalSeconds);
                if (before is not null) most[operation.Name] = Math.Max(most[operation.Name], PeakMemory.Most() - before.Value);
            }
        }

        // On a machine that does other things too, the best of a few is what repeats.
        var best = seconds.ToDictionary(s => s.Key, s => s.Value.Min());
        var median = seconds.ToDictionary(s => s.Key, s => s.Value.Order().ElementAt(rounds / 2));
        foreach (var (name, other, path, _) in operations)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {name} | {best[name]:F3} | {Bytes(path) / 1e9 / best[name]:F2} | {other} | {best[name] / best[other]:F2} | {median[name] / median[other]:F2} | {most[name]:F0} |"));
        }
    }

    private static long Bytes(string path) => Directory.Exists(path) ? new DirectoryInfo(path).EnumerateFiles().Sum(f => f.Length) : new FileInfo(path).Length;
}
