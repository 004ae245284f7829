using System.Diagnostics;

namespace FinkTyped.Kafka;

/// <summary>
/// Schemas that must be fetched over the network or from disk, each once. A source that fails is asked again for a while and then ends the stream,
/// since passing over its alerts would lose them. Used by one thread, which waits.
/// </summary>
/// <param name="fetch">Fetches a schema; null where there is none.</param>
/// <param name="missing">What is wrong where there is none, though there should be: that is waited for too. Null where there may be none.</param>
/// <param name="patience">How long a source that fails is asked again.</param>
/// <param name="stop">Ends the waiting.</param>
internal sealed class FetchedSchemas<TKey>(
    Func<TKey, CancellationToken, ValueTask<AvroSchema?>> fetch, Func<TKey, AlertException>? missing, TimeSpan patience, CancellationToken stop)
    where TKey : notnull
{
    private const int Capacity = 64;
    private static readonly TimeSpan RememberFailure = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromSeconds(5);

    private readonly Dictionary<TKey, Entry> _entries = [];

    private sealed record Entry(AvroSchema? Schema, AlertException? Error, long Time);

    /// <summary>How many schemas were fetched.</summary>
    public int Parsed { get; private set; }

    /// <summary>The schema; null where there is none.</summary>
    /// <exception cref="AlertException">It cannot be had, or cannot be read.</exception>
    public AvroSchema? Get(TKey key)
    {
        // What was missing or failed may be there later.
        if (!_entries.TryGetValue(key, out var entry) || (entry.Schema is null && Stopwatch.GetElapsedTime(entry.Time) > RememberFailure))
        {
            if (_entries.Count >= Capacity) _entries.Clear();
            _entries[key] = entry = Fetch(key);
        }

        return entry.Error is null ? entry.Schema : throw entry.Error;
    }

    private Entry Fetch(TKey key)
    {
        var start = Stopwatch.GetTimestamp();
        var pause = FirstRetry;
        while (true)
        {
            try
            {
                // The thread that reads from Kafka has nothing else to do until it can decode.
                var schema = Task.Run(() => fetch(key, stop).AsTask(), stop).WaitAsync(stop).GetAwaiter().GetResult();
                if (schema is not null) Parsed++;
                if (schema is not null || missing is null) return new Entry(schema, null, Stopwatch.GetTimestamp());
                stop.ThrowIfCancellationRequested();
                if (Stopwatch.GetElapsedTime(start) + pause > patience) return Failed(missing(key));
                Pause();
            }
            catch (AvroException fault)
            {
                return Failed(new AlertException(AlertErrorKind.Schema, $"the schema {key} cannot be read: {fault.Message}", "Its source is at fault.", fault));
            }
            catch (Exception e) when (stop.IsCancellationRequested || Stopwatch.GetElapsedTime(start) + pause > patience)
            {
                return Failed(new AlertException(AlertErrorKind.NoSchema, $"the schema {key} could not be fetched: {e.Message}",
                    "Check that its source can be reached; a new consumer continues after the last alert processed.", e)
                { EndsStream = true });
            }
            catch (Exception)
            {
                Pause();
            }
        }

        void Pause()
        {
            stop.WaitHandle.WaitOne(pause);
            pause = pause * 2 < LongestRetry ? pause * 2 : LongestRetry;
        }
    }

    private static Entry Failed(AlertException error) => new(null, error, Stopwatch.GetTimestamp());
}
