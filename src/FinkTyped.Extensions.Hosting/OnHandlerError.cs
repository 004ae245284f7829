namespace FinkTyped.Extensions.Hosting;

/// <summary>What happens when a handler throws. No choice loses an alert silently.</summary>
public enum OnHandlerError
{
    /// <summary>
    /// The alert is not marked as processed, the host stops in good order, and the exit code of the process becomes 1 so that a supervisor
    /// starts it again; then the alert is delivered again. The default.
    /// </summary>
    StopHost,

    /// <summary>The error is logged with the alert's topic, partition and offset, and the alert counts as processed.</summary>
    Skip,

    /// <summary>
    /// The alert is handled again after <see cref="AlertServiceOptions{T}.RetryDelay"/>, which doubles each time. After
    /// <see cref="AlertServiceOptions{T}.MaxRetries"/> further attempts it is as with <see cref="StopHost"/>.
    /// </summary>
    Retry,

    /// <summary>Like <see cref="Retry"/>, but as with <see cref="Skip"/> in the end.</summary>
    RetryThenSkip,
}
