using FinkTyped.Kafka;

namespace FinkTyped.Extensions.Hosting;

/// <summary>What a service does with each alert. Made anew for each alert, in a scope of its own, unless registered otherwise.</summary>
/// <typeparam name="T">The alert's type, generated from its schema.</typeparam>
public interface IAlertHandler<T> where T : class, IAvroRecord<T>
{
    /// <summary>Handles one alert. When it returns, the alert counts as processed and is not delivered to the group again.</summary>
    /// <param name="message">The alert and where it stood.</param>
    /// <param name="cancellationToken">Cancelled when the host no longer waits for the handler.</param>
    Task HandleAsync(AlertMessage<T> message, CancellationToken cancellationToken);
}
