namespace FinkTyped.Extensions.Hosting;

/// <summary>
/// What happens when the stream cannot be read because of the servers or the network. What only a person can mend, such as wrong options, a
/// refused password, an unknown topic or a schema that cannot be resolved, stops the host in any case.
/// </summary>
public enum OnConsumerFailure
{
    /// <summary>
    /// A new consumer is made after <see cref="AlertServiceOptions{T}.RestartDelay"/>, which doubles each time, and goes on where the group
    /// stands. The health check reports unhealthy meanwhile. The default.
    /// </summary>
    Restart,

    /// <summary>The host stops in good order, and the exit code of the process becomes 1.</summary>
    StopHost,
}
