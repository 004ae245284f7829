namespace FinkTyped.Kafka;

/// <summary>What an <see cref="AlertException"/> is about.</summary>
public enum AlertErrorKind
{
    /// <summary>Something else went wrong in the Kafka client.</summary>
    Kafka,

    /// <summary>An option is missing or makes no sense.</summary>
    Options,

    /// <summary>No server could be reached.</summary>
    Unreachable,

    /// <summary>The server refused the name or the password, or does not authenticate at all.</summary>
    Authentication,

    /// <summary>The user may not read the topic or use the group.</summary>
    Authorization,

    /// <summary>The topic does not exist.</summary>
    UnknownTopic,

    /// <summary>A message is larger than the client accepts.</summary>
    TooLarge,

    /// <summary>A message came without the schema it was written with.</summary>
    NoSchema,

    /// <summary>
    /// The schema of a message cannot be read, or cannot be resolved to the compiled one, or the compiled one does not take a value, such as null.
    /// </summary>
    Schema,

    /// <summary>The bytes of a message disagree with its schema.</summary>
    Malformed,

    /// <summary>The program's own code, such as a query, threw an exception: the message is not at fault.</summary>
    Program,
}
