using FinkTyped.Kafka;
using Microsoft.Extensions.Options;

namespace FinkTyped.Extensions.Hosting;

/// <summary>Looks at the options when the host starts, so that it does not start with options that make no sense.</summary>
internal sealed class AlertServiceValidation<T, THandler> : IValidateOptions<AlertServiceOptions<T>>
    where T : class, IAvroRecord<T>
    where THandler : class, IAlertHandler<T>
{
    public ValidateOptionsResult Validate(string? name, AlertServiceOptions<T> options)
    {
        if (name != AlertService<T, THandler>.Name) return ValidateOptionsResult.Skip;
        var problems = new List<string>(options.Problems);
        if (options.MaxParallelHandlers < 1) Add(nameof(options.MaxParallelHandlers), "at least one handler must run");
        if (options.BatchSize < 1) Add(nameof(options.BatchSize), "at least one alert must be in a batch");
        if (options.BatchWait < TimeSpan.Zero) Add(nameof(options.BatchWait), "it must not be negative");
        if (options.MaxRetries < 0) Add(nameof(options.MaxRetries), "it must not be negative");
        if (options.RetryDelay <= TimeSpan.Zero) Add(nameof(options.RetryDelay), "it must be positive");
        if (options.MaxRetryDelay < options.RetryDelay) Add(nameof(options.MaxRetryDelay), "it must not be shorter than the first delay");
        if (options.RestartDelay <= TimeSpan.Zero) Add(nameof(options.RestartDelay), "it must be positive");
        if (options.MaxRestartDelay < options.RestartDelay) Add(nameof(options.MaxRestartDelay), "it must not be shorter than the first delay");
        if (options.DrainTimeout < TimeSpan.Zero) Add(nameof(options.DrainTimeout), "it must not be negative");
        if (options.DegradedLag < 1) Add(nameof(options.DegradedLag), "it must be positive");
        if (options.DegradedAfterError < TimeSpan.Zero) Add(nameof(options.DegradedAfterError), "it must not be negative");
        if (!Enum.IsDefined(options.OnHandlerError)) Add(nameof(options.OnHandlerError), "there is no such choice");
        if (!Enum.IsDefined(options.OnConsumerFailure)) Add(nameof(options.OnConsumerFailure), "there is no such choice");
        if (!Enum.IsDefined(options.OnMalformed)) Add(nameof(options.OnMalformed), "there is no such choice");
        if (!Enum.IsDefined(options.WireFormat)) Add(nameof(options.WireFormat), "there is no such choice");

        try
        {
            // Nothing is connected before the first read.
            new AlertConsumer<T>(options.ToConsumerOptions()).Dispose();
        }
        catch (AlertFilterException e)
        {
            problems.Add($"AlertServiceOptions.{nameof(options.Where)}: {e.Message}");
        }
        catch (Exception e) when (e is AlertException or ArgumentException)
        {
            problems.Add(e.Message);
        }

        return problems.Count == 0
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(problems.Select(problem => $"Alerts for {typeof(THandler).Name}: {problem}"));

        void Add(string option, string reason) => problems.Add($"AlertServiceOptions.{option}: {reason}.");
    }
}
