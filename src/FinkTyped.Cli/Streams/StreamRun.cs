using FinkTyped.Cli.Alerts;
using FinkTyped.Cli.Terminal;
using FinkTyped.Kafka;

namespace FinkTyped.Cli.Streams;

/// <summary>One run of `fink stream`: each alert is looked at, shown, announced and saved, and then counts as processed.</summary>
internal sealed class StreamRun(CliConsole console, StreamPlan plan)
{
    private readonly SeenAlerts? _seen = plan.Dedup ? new SeenAlerts(plan.Consumer.DuplicateWindow) : null;
    private readonly HashSet<(string Topic, int Partition)> _past = [];
    private long _taken;
    private long _faults;
    private long _repeated;
    private string? _dumpTo = plan.DumpSchema;

    public async Task<int> RunAsync(CancellationToken stop)
    {
        using var notes = new StreamNotes(console, plan);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        if (plan.Until is { } until && until > DateTimeOffset.UtcNow) end.CancelAfter(until - DateTimeOffset.UtcNow);
        try
        {
            await ReadAsync(notes, end.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested && !stop.IsCancellationRequested)
        {
            // The time is over.
        }
        catch (AlertException) when (_taken == 0)
        {
            // What is wrong is said; that nothing has come goes without saying.
            notes.Hush();
            throw;
        }
        finally
        {
            if (_repeated > 0) notes.Say($"{Words.Count(_repeated, "alert")} had come before and {(_repeated == 1 ? "was" : "were")} passed over.");
            await notes.EndAsync(_taken).ConfigureAwait(false);
        }

        if (_faults > 0)
            console.Note($"{_faults} of {Words.Count(_taken, "message")} could not be decoded.{(plan.Saving is null ? " --save DIR keeps their bytes and their schema." : "")}");
        return _faults == 0 ? ExitCode.Done : ExitCode.Failed;
    }

    private async Task ReadAsync(StreamNotes notes, CancellationToken stop)
    {
        await using var saver = plan.Saving is null ? null : new AlertSaver(plan.Saving with { Logger = notes.SaverLog });
        var start = await StartAsync(saver, stop).ConfigureAwait(false);
        await using var consumer = new AlertConsumer(plan.Consumer with { LoggerFactory = notes, StartAt = start });
        try
        {
            await ReadAsync(consumer, saver, notes, stop).ConfigureAwait(false);
        }
        finally
        {
            // Before the consumer, which commits what became processed last.
            if (saver is not null) await saver.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task ReadAsync(AlertConsumer consumer, AlertSaver? saver, StreamNotes notes, CancellationToken stop)
    {
        if (plan.Limit == 0) return;

        await foreach (var message in consumer.ReadEncodedAsync(stop).ConfigureAwait(false))
        {
            notes.Came(message);
            if (plan.Until is { } until && message.Timestamp >= until)
            {
                // Neither shown nor processed. The partitions go on: others may not be as far.
                _past.Add((message.Topic, message.Partition));
                if (_past.Count >= notes.Partitions) break;
                continue;
            }

            await TakeAsync(message, saver, stop).ConfigureAwait(false);
            if (_taken >= plan.Limit) break;
        }
    }

    private async Task TakeAsync(AlertMessage<EncodedAlert> message, AlertSaver? saver, CancellationToken stop)
    {
        if (message.Error is { } error)
        {
            _taken++;
            _faults++;
            if (saver is null) console.Note(CommandWords.Of(error.Message));
            await DoneAsync(message, saver, stop).ConfigureAwait(false);
            return;
        }

        var alert = new AlertLook(message.Alert);
        try
        {
            message.Alert.WriterSchema.Check(message.Alert.Datum.Span);
        }
        catch (AvroException e)
        {
            _taken++;
            _faults++;
            if (saver is null) console.Note($"{message.Topic} [{message.Partition}] @{message.Offset}: {e.Message}");
            await DoneAsync(message, saver, stop).ConfigureAwait(false);
            return;
        }

        try
        {
            if (plan.Where?.Accepts(message.Alert.WriterSchema, message.Alert.Datum.Span) == false || IsRepeated(alert))
            {
                message.Complete();
                return;
            }

            _taken++;
            plan.Printer?.Print(message, alert);
            foreach (var sink in plan.Sinks) await sink.SendAsync(message, stop).ConfigureAwait(false);
            if (_dumpTo is not null) DumpSchema(message.Alert.WriterSchema);
        }
        catch (AlertFilterException e)
        {
            throw AlertChoice.Misfit(e, $"{message.Topic}: ");
        }

        await DoneAsync(message, saver, stop).ConfigureAwait(false);
    }

    // Not before the alert is out of this process's hands.
    private async Task DoneAsync(AlertMessage<EncodedAlert> message, AlertSaver? saver, CancellationToken stop)
    {
        await console.FlushAsync().ConfigureAwait(false);
        if (saver is null) message.Complete();
        else await saver.SaveAsync(message, stop).ConfigureAwait(false);
    }

    private bool IsRepeated(AlertLook alert)
    {
        if (_seen is null || AlertNames.IdOf(alert) is not { } id || _seen.IsNew(id)) return false;
        _repeated++;
        return true;
    }

    private async Task<StartAt> StartAsync(AlertSaver? saver, CancellationToken stop)
    {
        // Patterns stand for topics that may not be there yet; and who begins elsewhere wants that.
        var isPlain = plan.Consumer.StartAt == StartAt.Committed && !plan.Consumer.WaitForTopics && !plan.Consumer.Topics.Any(topic => topic.StartsWith('^'));
        if (plan.Tail is null && (saver is null || !isPlain)) return plan.Consumer.StartAt;
        await using var server = new AlertServer(plan.Consumer);
        return plan.Tail is { } tail
            ? await TailAsync(server, tail, stop).ConfigureAwait(false)
            : (await saver!.SkipSavedAsync(server, plan.Consumer.Topics, cancellationToken: stop).ConfigureAwait(false)).Start;
    }

    private async Task<StartAt> TailAsync(AlertServer server, long tail, CancellationToken stop)
    {
        var partitions = await server.ReadLagAsync(plan.Consumer.Topics, stop).ConfigureAwait(false);
        var offsets = partitions.ToDictionary(p => (p.Topic, p.Partition), p => p.High);
        // As evenly as it goes, and so many in all.
        for (var left = tail; left > 0;)
        {
            var before = left;
            foreach (var partition in partitions.Where(p => offsets[(p.Topic, p.Partition)] > p.Low).Take((int)Math.Min(left, int.MaxValue)).ToList())
            {
                offsets[(partition.Topic, partition.Partition)]--;
                left--;
            }

            if (left == before) break;
        }

        return StartAt.Offsets(offsets);
    }

    private void DumpSchema(AvroSchema schema)
    {
        using (var file = new FileStream(_dumpTo!, FileMode.CreateNew)) file.Write(schema.SourceJson.Span);
        if (!plan.IsQuiet) console.Note($"the schema is in {_dumpTo}.");
        _dumpTo = null;
    }
}
