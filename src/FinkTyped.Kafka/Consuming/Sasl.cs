using Confluent.Kafka;

namespace FinkTyped.Kafka;

/// <summary>How a client proves who it is.</summary>
internal static class Sasl
{
    /// <summary>Turns on SCRAM-SHA-512 where both a name and a password are given; a server without SASL refuses a password.</summary>
    public static void Apply(ClientConfig config, string? username, string? password)
    {
        if (string.IsNullOrEmpty(username) || string.IsNullOrEmpty(password)) return;
        config.SecurityProtocol = SecurityProtocol.SaslPlaintext;
        config.SaslMechanism = SaslMechanism.ScramSha512;
        config.SaslUsername = username;
        config.SaslPassword = password;
    }
}
