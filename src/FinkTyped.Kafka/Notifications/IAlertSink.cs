namespace FinkTyped.Kafka;

/// <summary>Somewhere alerts go: a message to somebody, a database, another stream.</summary>
public interface IAlertSink
{
    /// <summary>Sends an alert there. When this ends without an exception the alert is in good hands, and its message may be marked as processed.</summary>
    /// <param name="message">The alert; its error is null.</param>
    /// <param name="cancellationToken">Ends the attempt; the alert may have been sent.</param>
    ValueTask SendAsync(AlertMessage<EncodedAlert> message, CancellationToken cancellationToken = default);
}
