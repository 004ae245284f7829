using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace FinkTyped.Soak;

/// <summary>
/// A soak in legs, each a process with brokers of its own. The brokers are librdkafka's mock, which now and then, when a consumer reconnects
/// while it is joining, ends its process by an assertion of its own, or tells a consumer to share out partitions among no members, which
/// librdkafka does not survive and no real broker does. Such a leg does not count, is told, and another one is run. On another broker all is one leg.
/// </summary>
internal static partial class Legs
{
    /// <summary>The partitions of the topic where nobody says how many.</summary>
    public const int Partitions = 12;

    /// <summary>How many messages are published in a second where nobody says how many.</summary>
    public const int Rate = 2000;

    private const int MostVoid = 20;
    private const int Aborted = 134;
    private const int NoSuchMemory = 139;

    private static readonly TimeSpan Longest = TestBroker.Foreign is null ? TimeSpan.FromMinutes(2) : TimeSpan.MaxValue;

    /// <summary>Runs legs until those that count took so long; gives the exit code.</summary>
    public static async Task<int> RunAsync(TimeSpan time, int partitions, int rate)
    {
        var sums = new Dictionary<string, long>();
        var (done, legs, voided) = (TimeSpan.Zero, 0, 0);
        while (done < time)
        {
            var length = time - done < Longest ? time - done : Longest;
            var (exitCode, summary, complaint) = await RunLegAsync(length, partitions, rate);
            var isOfMock = exitCode == NoSuchMemory || (exitCode == Aborted && complaint.Contains("rdkafka_mock", StringComparison.Ordinal));
            if (isOfMock && ++voided <= MostVoid)
            {
                Console.WriteLine($"librdkafka ended the process with exit code {exitCode}, so this leg does not count: {complaint.Trim()}");
                continue;
            }

            if (exitCode != 0)
            {
                Console.WriteLine($"a leg ended with exit code {exitCode}: {complaint.Trim()}");
                return exitCode;
            }

            foreach (Match figure in Figures().Matches(summary))
            {
                sums[figure.Groups["what"].Value] =
                    sums.GetValueOrDefault(figure.Groups["what"].Value) + long.Parse(figure.Groups["count"].Value, CultureInfo.InvariantCulture);
            }

            done += length;
            legs++;
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"all {legs} legs, {done.TotalMinutes:0.#} minutes ({voided} more did not count): {string.Join(", ", sums.Select(sum => $"{sum.Key} {sum.Value}"))}"));
        return 0;
    }

    private static async Task<(int ExitCode, string Summary, string Complaint)> RunLegAsync(TimeSpan length, int partitions, int rate)
    {
        var minutes = length.TotalMinutes.ToString(CultureInfo.InvariantCulture);
        using var leg = Process.Start(new ProcessStartInfo("dotnet", [typeof(Legs).Assembly.Location, "leg", minutes, $"{partitions}", $"{rate}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var complaining = leg.StandardError.ReadToEndAsync();
        var summary = "";
        while (await leg.StandardOutput.ReadLineAsync() is { } line)
        {
            Console.WriteLine(line);
            if (line.StartsWith("produced ", StringComparison.Ordinal)) summary = line;
        }

        await leg.WaitForExitAsync();
        return (leg.ExitCode, summary, await complaining);
    }

    [GeneratedRegex(@"(?<what>[a-z][a-z ]*) (?<count>\d+)")]
    private static partial Regex Figures();
}
