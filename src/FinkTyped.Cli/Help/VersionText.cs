using System.CommandLine;
using System.CommandLine.Invocation;
using System.Reflection;
using Confluent.Kafka;

namespace FinkTyped.Cli.Help;

/// <summary><c>fink --version</c>: version, commit, and that of the Kafka client's library.</summary>
internal sealed class VersionText : SynchronousCommandLineAction
{
    private const int CommitLength = 9;

    public override bool ClearsParseErrors => true;

    /// <summary>The version and the commit.</summary>
    public static string Own
    {
        get
        {
            var text = typeof(VersionText).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";
            return text.Split('+', 2) is [var version, var commit] ? $"{version} (commit {commit[..Math.Min(CommitLength, commit.Length)]})" : text;
        }
    }

    public override int Invoke(ParseResult parseResult)
    {
        parseResult.InvocationConfiguration.Output.WriteLine($"{Own}, librdkafka {Library.VersionString}");
        return ExitCode.Done;
    }
}
