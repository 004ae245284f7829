using FinkTyped.Cli.Alerts;
using FinkTyped.Kafka;

namespace FinkTyped.Cli.Streams;

/// <summary>One way to show the alerts of a stream.</summary>
internal interface IStreamPrinter
{
    /// <summary>Shows an alert.</summary>
    /// <exception cref="AvroException">The alert disagrees with its schema.</exception>
    void Print(AlertMessage<EncodedAlert> message, AlertLook alert);
}
