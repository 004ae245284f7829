using System.Diagnostics;

namespace FinkTyped.Surveys.Tests.WrongUse;

/// <summary>
/// No sequence of calls from safe code reads outside a datum: every public member of every view is called, with arguments that do not fit, of views of
/// other schemas, on bytes that change meanwhile, and of views that nobody opened.
/// </summary>
public sealed class EveryMemberTests
{
    [Fact]
    public async Task Every_member_of_every_view_ends_in_a_value_or_a_documented_exception()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "guard pages are made with Linux's mmap");
        // An over-read ends the process, so that it is not this one.
        var start = new ProcessStartInfo("dotnet",
            [typeof(EveryMemberRun).Assembly.Location, "-class", typeof(EveryMemberRun).FullName!, "-explicit", "only", "-noLogo", "-noColor", "-showLiveOutput"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(20));
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        finally
        {
            if (!process.HasExited) process.Kill();
        }

        var said = await output;
        Assert.True(process.ExitCode == 0, $"it ended with {process.ExitCode}:\n{said}\n{await errors}");
        Assert.Contains(" on changing bytes", said, StringComparison.Ordinal);
        TestContext.Current.TestOutputHelper!.WriteLine(said);
    }
}
