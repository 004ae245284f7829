using System.Globalization;
using System.Text;
using Confluent.Kafka;

namespace FinkTyped.Kafka;

/// <summary>Where an <see cref="AlertReplay"/> publishes, and how fast.</summary>
public sealed record AlertReplayOptions
{
    /// <summary>The Kafka servers: <c>host:port</c>, comma-separated. Required.</summary>
    public required string BootstrapServers { get; init; }

    /// <summary>The user's name; with a <see cref="Password"/> it turns on SASL SCRAM-SHA-512. Default null.</summary>
    public string? Username { get; init; }

    /// <summary>The user's password; never shown. Default null.</summary>
    public string? Password { get; init; }

    /// <summary>The topic. Required.</summary>
    public required string Topic { get; init; }

    /// <summary>The partition to publish to. Default null: all in turn.</summary>
    public int? Partition { get; init; }

    /// <summary>How long the servers may be unreachable at the start before publishing fails. Default 30 s.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The most alerts per second. Default null: as many as the server takes.</summary>
    public double? Rate { get; init; }

    /// <summary>How often a sequence is published. Default 1.</summary>
    public int Repeat { get; init; } = 1;

    /// <summary>Changes any setting of the Kafka client after all others are made. Default null.</summary>
    public Action<ProducerConfig>? ConfigureKafka { get; init; }

    // The generated one would print the password.
    private bool PrintMembers(StringBuilder builder)
    {
        builder.Append(nameof(BootstrapServers)).Append(" = ").Append(BootstrapServers);
        builder.Append(", ").Append(nameof(Username)).Append(" = ").Append(Username);
        builder.Append(", ").Append(nameof(Password)).Append(" = ").Append(Password is null ? "" : "***");
        builder.Append(", ").Append(nameof(Topic)).Append(" = ").Append(Topic);
        builder.Append(CultureInfo.InvariantCulture, $", {nameof(Rate)} = {Rate}, {nameof(Repeat)} = {Repeat}");
        return true;
    }
}
