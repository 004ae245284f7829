namespace FinkTyped.Cli.Terminal;

/// <summary>The library speaks of its options; who reads a message of the command has only the command's.</summary>
internal static class CommandWords
{
    private static readonly (string Library, string Command)[] Phrases =
    [
        ("Set WaitForTopics where it will come into being.", "Give --wait where it will come into being."),
        ("Give the schema as AlertConsumerOptions.FallbackSchema.", "Give the schema it was written with: --schema W.avsc."),
        ("or give the schema as FallbackSchema", "or give the schema: --schema W.avsc"),
        ("FallbackSchema with WireFormat.Bare does without the key.", "--save DIR keeps it."),
        ("Give AlertConsumerOptions.Schemas: a folder, a registry, or a function.", "Give the registry that knows it: --registry URL."),
        ("no source of schemas is given for", "nothing tells the schema of"),
        ("Save RawValue and the schema for inspection: RawKey holds it in a livestream, and `fink schema pull` saves a topic's; a dead letter holds them all.",
            "--save DIR keeps its bytes and its schema; `fink cat --schema` looks at them."),
        ("Save RawValue for inspection; a dead letter holds it too.", "--save DIR keeps its bytes."),
        ("save RawKey and report it.", "report it."),
        ("Raise FetchMaxBytes, and ReceiveMessageMaxBytes to some more, through ConfigureKafka.", "Raise -X fetch.max.bytes=N, and -X receive.message.max.bytes=M to some more."),
        ("Check what ConfigureKafka sets.", "Check what -X sets."),
        ("Check the WireFormat option.", "Check the topic."),
        ("AlertConsumerOptions.BootstrapServers: ", "--bootstrap: "),
        ("AlertConsumerOptions.GroupId: ", "--group: "),
        ("AlertConsumerOptions.Topics: ", "--topic: "),
        ("AlertConsumerOptions.Username: a password is given without a user name. Give both",
            "a password is given (FINK_PASSWORD, or in the credentials) without a user name. Give both (--username NAME)"),
        ("Make a new consumer; it continues after the last alert processed.", "Run the command again; it continues after the last alert processed."),
        ("The client cannot go on: make a new consumer.", "The client cannot go on: run the command again."),
    ];

    /// <summary>A message in the words of the command.</summary>
    public static string Of(string message)
    {
        foreach (var (library, command) in Phrases) message = message.Replace(library, command, StringComparison.Ordinal);
        return message;
    }
}
