namespace FinkTyped.Cli.Doctor;

/// <summary>How something is.</summary>
internal enum Health
{
    Good,
    Doubtful,
    Bad,
}

/// <summary>What a look at something has found.</summary>
/// <param name="Subject">What was looked at.</param>
/// <param name="Health">How it is.</param>
/// <param name="Text">What was found.</param>
/// <param name="Remedy">What to do; empty where nothing is to be done.</param>
internal sealed record Finding(string Subject, Health Health, string Text, string Remedy = "");
