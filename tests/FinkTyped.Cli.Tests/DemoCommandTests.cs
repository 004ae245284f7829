namespace FinkTyped.Cli.Tests;

public sealed class DemoCommandTests
{
    [Fact]
    public async Task Both_surveys_come_through_the_broker()
    {
        var result = await FinkProcess.RunAsync("demo", "--alerts", "15");

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Contains("listens at 127.0.0.1:", result.Output);
        Assert.Equal(12, result.Lines.Count(l => l.Contains(" ZTF2", StringComparison.Ordinal)));
        Assert.Contains("15 alerts read as ZtfAlert over TCP", result.Output);
        Assert.Contains("15 alerts read as LsstAlert over TCP", result.Output);
        Assert.Equal(2, result.Lines.Count(l => l.Contains("and 3 more", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task One_survey_can_be_asked_for()
    {
        var result = await FinkProcess.RunAsync("demo", "--survey", "lsst", "--alerts", "4");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("4 alerts read as LsstAlert", result.Output);
        Assert.DoesNotContain("ZTF", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tables_fit_into_eighty_columns()
    {
        var result = await FinkProcess.RunAsync("demo", "--alerts", "12");

        Assert.All(result.Lines, line => Assert.InRange(line.TrimEnd().Length, 0, 80));
    }

    [Fact]
    public async Task More_alerts_than_the_broker_keeps_come_through()
    {
        var result = await FinkProcess.RunAsync("demo", "--survey", "lsst", "--alerts", "400");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("400 alerts read as LsstAlert", result.Output);
    }
}
