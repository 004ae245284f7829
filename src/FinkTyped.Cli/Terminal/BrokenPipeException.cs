namespace FinkTyped.Cli.Terminal;

/// <summary>Whoever read the results has gone.</summary>
internal sealed class BrokenPipeException() : IOException("the reader of the results has closed the pipe");
