using FinkTyped.Kafka;

namespace FinkTyped.Extensions.Hosting;

/// <summary>What a service does with each alert.</summary>
/// <remarks>
/// Registered as scoped unless it was registered before: each alert, and each new attempt at one, gets a handler and a scope of its own. With
/// <see cref="AlertServiceOptions{T}.MaxParallelHandlers"/> above 1 several run at a time. Delivery is at least once: after a crash or a
/// hard stop an alert can come again, so handling one twice must do no harm.
/// </remarks>
/// <typeparam name="T">The alert's type, generated from its schema.</typeparam>
public interface IAlertHandler<T> where T : class, IAvroRecord<T>
{
    /// <summary>
    /// Handles one alert. When it returns, the alert counts as processed; when it throws, <see cref="AlertServiceOptions{T}.OnHandlerError"/>
    /// says what happens.
    /// </summary>
    /// <param name="message">The alert, and where it stood. It could be decoded: its error is null.</param>
    /// <param name="cancellationToken">
    /// Cancelled when the host stops and does not wait any longer, <see cref="AlertServiceOptions{T}.DrainTimeout"/> after it began to stop. An
    /// alert whose handler gives up then is delivered again.
    /// </param>
    Task HandleAsync(AlertMessage<T> message, CancellationToken cancellationToken);

    /// <summary>
    /// Handles a message that could not be decoded, with its error and its bytes, where <see cref="AlertServiceOptions{T}.OnMalformed"/> is
    /// <see cref="OnMalformed.Surface"/>. By default nothing is done beyond what the service does anyway, which is to log it. Then it counts as
    /// processed.
    /// </summary>
    /// <param name="message">The message; reading its alert throws its error.</param>
    /// <param name="cancellationToken">As for <see cref="HandleAsync"/>.</param>
    Task HandleMalformedAsync(AlertMessage<T> message, CancellationToken cancellationToken) => Task.CompletedTask;
}
