namespace FinkTyped.Kafka;

/// <summary>What happens to a message that cannot be decoded.</summary>
public enum OnMalformed
{
    /// <summary>It is delivered like the others, with <see cref="AlertMessage.Error"/> set and its bytes kept. The default.</summary>
    Surface,

    /// <summary>It is logged, counted and passed over.</summary>
    Skip,

    /// <summary>Reading ends with its error; it is not marked as processed.</summary>
    Stop,
}
