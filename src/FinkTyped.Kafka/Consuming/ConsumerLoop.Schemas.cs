using Microsoft.Extensions.Logging;

namespace FinkTyped.Kafka;

// What is told of each writer's schema, once: a name misspelt in a program's own schema file is otherwise null for ever in silence.
internal sealed partial class ConsumerLoop
{
    /// <summary>What the program wants to do with a writer's schema that is met for the first time.</summary>
    public Action<SchemaResolvedEventArgs>? SchemaResolved { get; set; }

    private void OnSchemaMet(SchemaResolvedEventArgs met)
    {
        if (met.Report.Summary is { Length: > 0 } summary)
        {
            var level = met.Report.Differences.Any(d => MayLose(d.Kind)) ? LogLevel.Warning : LogLevel.Information;
            LogResolved(_log, level, met.Topic, summary);
        }

        try
        {
            SchemaResolved?.Invoke(met);
        }
        catch (Exception e)
        {
            LogHandlerFailed(_log, e);
        }
    }

    private static bool MayLose(ResolutionDifferenceKind kind) => kind is ResolutionDifferenceKind.Missing or ResolutionDifferenceKind.Unresolvable
        or ResolutionDifferenceKind.MayFail or ResolutionDifferenceKind.UnknownSymbols;

    [LoggerMessage(Message = "The schema of {Topic} is not the compiled one, and is resolved to it.\n{Summary}")]
    private static partial void LogResolved(ILogger logger, LogLevel level, string topic, string summary);

    [LoggerMessage(Level = LogLevel.Error, Message = "A handler of SchemaResolved failed")]
    private static partial void LogHandlerFailed(ILogger logger, Exception exception);
}
