namespace FinkTyped.Kafka;

/// <summary>Saves each alert to a file of its own. Saved again, an alert replaces itself: nobody needs to know what is in the folder. Used by one thread at a time.</summary>
internal sealed class SingleAlertSaver(SavingFolder folder, AlertSaverOptions options)
{
    private const string Prefix = "alert-";

    // The names of so many files are brought to disk together.
    private const int MostOnTheWay = 64;

    private static readonly TimeSpan Old = TimeSpan.FromHours(1);

    private readonly List<AlertMessage.Completion> _completions = [];
    private bool _isTidy;

    public int Files { get; private set; }

    public SaveOutcome Save(AlertMessage<EncodedAlert> message)
    {
        if (!_isTidy) folder.RemoveOld(Prefix, Old);
        _isTidy = true;
        var aside = folder.NewAside(Prefix);
        try
        {
            using (var writer = AlertFileWriter.Create(aside, message.Alert.WriterSchema.SourceJson.Span, new AlertFileWriterOptions { Codec = options.Codec }))
            {
                writer.Append(message.Alert.Datum.Span);
                writer.Flush(toDisk: true);
            }

            folder.Place(aside, SafeName(options.FileName!(message.Alert)));
        }
        catch
        {
            File.Delete(aside);
            throw;
        }

        Files++;
        _completions.Add(message.Later);
        if (_completions.Count >= MostOnTheWay) Finish();
        return SaveOutcome.Saved;
    }

    public void Finish()
    {
        if (_completions.Count == 0) return;
        folder.SyncFolderOf("x");
        foreach (var completion in _completions) completion.Complete();
        _completions.Clear();
    }

    // Ids are what the server says they are.
    private static string SafeName(string name)
    {
        var safe = string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '+' or '.' ? c : '_'));
        return safe.StartsWith('.') || safe.Length == 0 ? "_" + safe : safe;
    }
}
