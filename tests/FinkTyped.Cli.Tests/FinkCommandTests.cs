namespace FinkTyped.Cli.Tests;

public sealed class FinkCommandTests
{
    [Theory]
    [InlineData("--help")]
    [InlineData("cat", "--help")]
    [InlineData("demo", "-h")]
    public async Task Help_is_a_result(params string[] arguments)
    {
        var result = await FinkProcess.RunAsync(arguments);

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Contains("Usage:", result.Output);
    }

    [Fact]
    public async Task Without_a_command_there_is_help() =>
        Assert.Equal((await FinkProcess.RunAsync("--help")).Output, (await FinkProcess.RunAsync()).Output);

    [Fact]
    public async Task The_version_is_that_of_the_packages()
    {
        var result = await FinkProcess.RunAsync("--version");

        Assert.Equal(0, result.ExitCode);
        Assert.StartsWith(typeof(AvroSchema).Assembly.GetName().Version!.ToString(3), result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("walk")]
    [InlineData("cat")]
    [InlineData("cat", "x.avro", "--bytes", "all")]
    [InlineData("cat", "x.avro", "--limit", "-1")]
    [InlineData("cat", "x.avro", "--limit", "many")]
    [InlineData("demo", "--survey", "sdss")]
    [InlineData("demo", "--alerts", "0")]
    public async Task Wrong_usage_has_its_own_code_and_points_to_help(params string[] arguments)
    {
        var result = await FinkProcess.RunAsync(arguments);

        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Contains("--help` shows how it is used", result.Error);
    }
}
