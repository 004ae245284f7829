using Confluent.Kafka;

namespace FinkTyped.Kafka;

/// <summary>
/// Asks a server for its topics, with more and more patience: so that an error that will not heal, such as a refused password, is told at once and not
/// when the time is up.
/// </summary>
internal static class ServerMetadata
{
    private static readonly TimeSpan FirstPatience = TimeSpan.FromMilliseconds(250);

    /// <summary>What the server says.</summary>
    /// <param name="handle">The client.</param>
    /// <param name="topic">The topic that is asked for; null for all, which creates none.</param>
    /// <param name="options">How the server is reached; <see cref="AlertConsumerOptions.ConnectTimeout"/> is how long is waited.</param>
    /// <param name="lastError">The last error that the client reported.</param>
    /// <exception cref="AlertException">The server cannot be reached, or refuses.</exception>
    public static Metadata Get(Handle handle, string? topic, AlertConsumerOptions options, Func<Error?> lastError)
    {
        using var admin = new DependentAdminClientBuilder(handle).Build();
        var start = Environment.TickCount64;
        while (true)
        {
            var waited = TimeSpan.FromMilliseconds(Environment.TickCount64 - start);
            var left = options.ConnectTimeout - waited;
            var patience = waited > FirstPatience ? waited : FirstPatience;
            var isLast = left <= patience;
            if (isLast) patience = left > TimeSpan.Zero ? left : FirstPatience;
            try
            {
                return topic is null ? admin.GetMetadata(patience) : admin.GetMetadata(topic, patience);
            }
            catch (KafkaException e)
            {
                // What the client has reported meanwhile says more than that nobody answered.
                var isSilence = e.Error.Code is ErrorCode.Local_Transport or ErrorCode.Local_TimedOut;
                var error = isSilence ? lastError() ?? e.Error : e.Error;
                if (KafkaErrors.Find(error, options, isStart: true) is { } cause) throw cause;
                if (!isSilence) throw;
                if (isLast) throw KafkaErrors.Unreachable(options, error);
            }
        }
    }
}
