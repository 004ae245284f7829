namespace FinkTyped.Cli;

/// <summary>The command cannot do what it was asked; the message says why and what would help.</summary>
internal sealed class CommandException(string message, Exception? cause = null) : Exception(message, cause);

/// <summary>The command was asked for something that makes no sense.</summary>
internal sealed class UsageException(string message) : Exception(message);
