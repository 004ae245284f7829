namespace FinkTyped.Kafka;

public partial class AlertConsumer
{
    /// <summary>
    /// How the consumer stands now. The thread that reads answers, within a fraction of a second as long as it is well: no answer in good time
    /// is an answer too.
    /// </summary>
    /// <param name="cancellationToken">Ends the wait for the answer.</param>
    /// <exception cref="ObjectDisposedException">The consumer was disposed.</exception>
    /// <exception cref="AlertException">Reading has ended with this error.</exception>
    public Task<AlertConsumerStatus> GetStatusAsync(CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (!_isStarted) return Task.FromResult(new AlertConsumerStatus());
        }

        return _loop.GetStatusAsync().WaitAsync(cancellationToken);
    }
}
