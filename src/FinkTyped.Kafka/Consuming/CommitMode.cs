namespace FinkTyped.Kafka;

/// <summary>When an alert counts as processed, so that it is not delivered to the group again.</summary>
public enum CommitMode
{
    /// <summary>
    /// When the next one is asked for: at least once. A crash, or leaving the loop early, delivers the alert in hand again. The default.
    /// </summary>
    OnNext,

    /// <summary>
    /// When <see cref="AlertMessage.Complete"/> is called, in any order and from any thread: at least once, for handlers that work in
    /// parallel. Only the unbroken run of completed alerts of each partition is committed.
    /// </summary>
    Manual,

    /// <summary>
    /// Before it is delivered: at most once. A crash loses the alerts that were buffered; a consumer that is disposed
    /// leaves them to whoever reads next. <see cref="AlertConsumerOptions.CommitInterval"/> has no part in it: every 50 ms.
    /// </summary>
    OnDelivery,
}
