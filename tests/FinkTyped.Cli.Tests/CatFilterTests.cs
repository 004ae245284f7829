using FinkTyped.Tests;

namespace FinkTyped.Cli.Tests;

/// <summary><c>fink cat --where</c>.</summary>
public class CatFilterTests
{
    private const string Ztf = "alerts/fink-ztf-transfer-2026-03-23.avro";
    private const string Lsst = "alerts/fink-lsst-transfer-2026-03-18.avro";

    [Theory]
    [InlineData(Ztf, "candidate.magpsf < 17 and any(prv_candidates, magpsf < 17)")]
    [InlineData(Ztf, "cone(267, -5.86, 3600) and candidate.jd > jd('2026-03-01')")]
    [InlineData(Lsst, "diaSource.midpointMjdTai > mjd_tai('2026-03-01') and abmag(abs(diaSource.psfFlux)) < 21")]
    public async Task Only_alerts_of_which_the_expression_is_true_are_shown(string alerts, string where)
    {
        var path = SharedData.Require(alerts);
        var all = await FinkProcess.RunAsync("cat", path, "--json", "--bytes", "none");
        var chosen = await FinkProcess.RunAsync("cat", path, "--json", "--bytes", "none", "--where", where);
        var others = await FinkProcess.RunAsync("cat", path, "--json", "--bytes", "none", "--where", $"not ({where}) or ({where}) is null");
        Assert.Equal((0, 0, 0), (all.ExitCode, chosen.ExitCode, others.ExitCode));
        var (some, rest) = (chosen.Output.Split('\n')[..^1], others.Output.Split('\n')[..^1]);
        Assert.NotEmpty(some);
        Assert.NotEmpty(rest);
        Assert.Equal(all.Output.Split('\n')[..^1].Order(StringComparer.Ordinal), some.Concat(rest).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_limit_counts_what_is_shown()
    {
        var run = await FinkProcess.RunAsync("cat", SharedData.Require(Ztf), "--json", "--limit", "2", "--where", "candidate.magpsf > 0");
        Assert.Equal((0, 3), (run.ExitCode, run.Output.Split('\n').Length));
    }

    [Fact]
    public async Task A_file_that_the_expression_does_not_fit_hides_none_of_the_others()
    {
        string[] paths = [SharedData.Require(Ztf), SharedData.Require(Lsst), SharedData.Require("alerts/ztf-native-ZTF19acihgng.avro")];
        var run = await FinkProcess.RunAsync(["cat", .. paths, "--json", "--bytes", "none", "--where", "candidate.magpsf > 0"]);
        Assert.Equal((1, 32), (run.ExitCode, run.Lines.Length));
        Assert.Contains($"{paths[1]}: --where: the alert has no field candidate", run.Error, StringComparison.Ordinal);
        Assert.EndsWith("6 more alerts cannot be shown.\n", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("candidate.magpfs < 17", "candidate has no field magpfs; did you mean magpsf? (column 11)")]
    [InlineData("candidate.magpsf <", "something is missing here")]
    public async Task A_wrong_expression_is_wrong_usage(string where, string message)
    {
        var run = await FinkProcess.RunAsync("cat", SharedData.Require(Ztf), "--where", where);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.Contains("^", run.Error, StringComparison.Ordinal);
    }
}
