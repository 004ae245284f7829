using System.CommandLine;
using FinkTyped.Kafka;

namespace FinkTyped.Cli.Servers;

/// <summary>The options that say whose credentials are meant.</summary>
internal sealed class CredentialsOptions
{
    private readonly Option<string?> _survey = new("--survey")
    {
        Description = "The survey, whose server, group and topics are in ~/.finkclient (FINK_SURVEY).",
        HelpName = "ztf|lsst",
    };

    private readonly Option<string?> _config = new("--config") { Description = "A credentials file elsewhere than in ~/.finkclient (FINK_HOME is another folder).", HelpName = "FILE" };

    public CredentialsOptions() => _survey.AcceptOnlyFromAmong("ztf", "lsst");

    /// <summary>An environment variable; null where it is not set or empty.</summary>
    public static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    public void AddTo(Command command)
    {
        command.Add(_survey);
        command.Add(_config);
    }

    /// <summary>Whether the line, or the environment, names any.</summary>
    public bool IsGiven(ParseResult line) => Survey(line) is not null || line.GetValue(_config) is not null;

    /// <summary>The survey; null where none is named.</summary>
    /// <exception cref="UsageException">The environment names one that is none.</exception>
    public string? Survey(ParseResult line)
    {
        if (line.GetValue(_survey) is { } given) return given;
        var variable = Variable("FINK_SURVEY")?.ToLowerInvariant();
        return variable is null or "ztf" or "lsst" ? variable : throw new UsageException($"FINK_SURVEY is ztf or lsst, not {variable}.");
    }

    /// <summary>The file that is meant, whether it exists or not.</summary>
    /// <exception cref="UsageException">None is named.</exception>
    public string File(ParseResult line) =>
        line.GetValue(_config) ?? (Survey(line) is { } survey ? FinkCredentials.PathFor(survey) : throw new UsageException("which survey? Give --survey ztf|lsst, or --config FILE."));

    /// <summary>The credentials.</summary>
    /// <param name="line">The command line.</param>
    /// <param name="isNeeded">Whether it is an error that there are none.</param>
    /// <exception cref="AlertException">There are none, or they cannot be read.</exception>
    public FinkCredentials? Load(ParseResult line, bool isNeeded)
    {
        var survey = Survey(line);
        if (line.GetValue(_config) is { } file)
        {
            if (Directory.Exists(file)) throw new CommandException($"{file} is a folder: give the file in it, such as {Path.Combine(file, "lsst_credentials.yml")}.");
            var credentials = FinkCredentials.LoadFile(file);
            if (survey is not null) credentials.RequireSurvey(survey);
            return credentials;
        }

        if (survey is null) return isNeeded ? throw new UsageException("which survey? Give --survey ztf|lsst, or --config FILE.") : null;
        return isNeeded || FinkCredentials.FindFile(survey) is not null ? FinkCredentials.Load(survey) : null;
    }
}
