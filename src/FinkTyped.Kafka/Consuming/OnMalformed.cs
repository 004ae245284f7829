namespace FinkTyped.Kafka;

/// <summary>What happens to a message that cannot be decoded, or that the program's own query fails at.</summary>
public enum OnMalformed
{
    /// <summary>
    /// It is passed over: logged, counted, and kept in <see cref="AlertConsumerOptions.DeadLetters"/>. The default: the program sees alerts only.
    /// </summary>
    Skip,

    /// <summary>It is delivered like the others, with <see cref="AlertMessage.Error"/> set and its bytes kept, for programs that look at that.</summary>
    Surface,

    /// <summary>Reading ends with its error; it is not marked as processed.</summary>
    Stop,
}
