using System.Diagnostics;
using System.Globalization;
using FinkTyped.Cli.Terminal;
using FinkTyped.Kafka;
using FinkTyped.Simulation;
using Spectre.Console;

namespace FinkTyped.Cli.Demo;

/// <summary>Publishes simulated alerts of a survey, reads them back as a user would, and shows what came.</summary>
/// <typeparam name="T">The survey's alert.</typeparam>
internal sealed class SurveyDemo<T>(AlertSimulator<T> simulator, string survey, string topic) where T : class, IAvroRecord<T>
{
    private const int RowsShown = 12;

    // The embedded broker keeps the last 5 MB of a partition: no more than this may be on their way.
    private const int MaxOnTheWay = 64;

    /// <summary>The columns of the table: heading, whether its values are numbers, and the value of an alert.</summary>
    public required IReadOnlyList<(string Heading, bool IsNumber, Func<T, string> Value)> Columns { get; init; }

    /// <summary>What to count alerts by in the summary.</summary>
    public required Func<T, string> Class { get; init; }

    public async Task RunAsync(CliConsole console, EmbeddedBroker broker, int count, CancellationToken stop)
    {
        broker.CreateTopic(topic);
        var table = new Table { Border = TableBorder.Simple, Title = new TableTitle($"{survey}: {topic}", new Style(decoration: Decoration.Bold)) };
        foreach (var (heading, isNumber, _) in Columns) AddColumn(table, heading, isNumber);

        var classes = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var (received, bytes, clock) = (0, 0L, Stopwatch.StartNew());
        await foreach (var message in ReadAsync(broker, count, stop).ConfigureAwait(false))
        {
            var alert = message.Alert;
            if (received++ < RowsShown) table.AddRow([.. Columns.Select(c => Markup.Escape(c.Value(alert)))]);
            bytes += message.EncodedLength;
            classes[Class(alert)] = classes.GetValueOrDefault(Class(alert)) + 1;
        }

        clock.Stop();
        console.Results.Write(table);
        if (received > RowsShown) console.ResultWriter.WriteLine($"  … and {received - RowsShown} more");
        console.ResultWriter.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"  {received} alerts read as {typeof(T).Name} over TCP: {bytes / 1e6:F1} MB in {clock.Elapsed.TotalSeconds:F1} s, simulation included"));
        console.ResultWriter.WriteLine($"  {string.Join(", ", classes.OrderByDescending(c => c.Value).Select(c => $"{c.Value} {c.Key}"))}");
    }

    private async IAsyncEnumerable<AlertMessage<T>> ReadAsync(
        EmbeddedBroker broker, int count, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using var room = new SemaphoreSlim(MaxOnTheWay);
        var publishing = PublishAsync(broker, count, room, ended.Token);
        try
        {
            await using var consumer = new AlertConsumer<T>(new AlertConsumerOptions
            {
                BootstrapServers = broker.BootstrapServers,
                GroupId = $"fink-demo-{survey}",
                Topics = [topic],
                ConfigureKafka = EmbeddedBroker.Configure,
            });

            var received = 0;
            await foreach (var message in consumer.ReadAllAsync(stop).ConfigureAwait(false))
            {
                room.Release();
                yield return message;
                if (++received == count) break;
                if (publishing.IsFaulted) await publishing.ConfigureAwait(false);
            }

            await publishing.ConfigureAwait(false);
        }
        finally
        {
            await ended.CancelAsync().ConfigureAwait(false);
            await publishing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task PublishAsync(EmbeddedBroker broker, int count, SemaphoreSlim room, CancellationToken stop)
    {
        await Task.Yield();
        await using var replay = new AlertReplay(new AlertReplayOptions { BootstrapServers = broker.BootstrapServers, Topic = topic });
        foreach (var datum in simulator.EnumerateDatums(count))
        {
            await room.WaitAsync(stop).ConfigureAwait(false);
            await replay.SendAsync(T.Schema, datum, stop).ConfigureAwait(false);
        }

        await replay.FlushAsync(stop).ConfigureAwait(false);
    }

    private static void AddColumn(Table table, string heading, bool isNumber)
    {
        var column = new TableColumn(heading) { NoWrap = true, Padding = new Padding(0, 0, 1, 0), Alignment = isNumber ? Justify.Right : Justify.Left };
        table.AddColumn(column);
    }
}
