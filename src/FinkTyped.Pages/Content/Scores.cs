using System.Text.Json;

namespace FinkTyped.Pages.Content;

/// <summary>The probabilities in an alert, 0 to 1, with names that people know them by.</summary>
internal static class Scores
{
    private static readonly (string Name, string Path)[] Ztf =
    [
        ("Real (deep learning)", "candidate.drb"),
        ("Real (random forest)", "candidate.rb"),
        ("Type Ia supernova (SuperNNova)", "snn_snia_vs_nonia"),
        ("Supernova (SuperNNova)", "snn_sn_vs_all"),
        ("Type Ia supernova, early (random forest)", "rf_snia_vs_nonia"),
        ("Kilonova (random forest)", "rf_kn_vs_nonkn"),
        ("Microlensing", "mulens"),
        ("Superluminous supernova", "slsn_score"),
    ];

    private static readonly (string Name, string Path)[] Lsst =
    [
        ("Reliability", "diaSource.reliability"),
        ("Supernova (SuperNNova)", "clf.snnSnVsOthers_score"),
        ("Class of CATS", "clf.cats_score"),
        ("Type Ia supernova, early", "clf.earlySNIa_score"),
    ];

    /// <summary>The scores that there are.</summary>
    public static IEnumerable<(string Name, double Score)> Of(AlertContent content)
    {
        if (content.Alert is not { } alert) yield break;
        foreach (var (name, path) in alert.Identity.Survey == "ZTF" ? Ztf : Lsst)
        {
            if (content.Value(path) is { ValueKind: JsonValueKind.Number } value && value.GetDouble() is >= 0 and <= 1 and var score) yield return (name, score);
        }
    }
}
