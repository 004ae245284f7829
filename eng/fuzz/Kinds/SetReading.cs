namespace FinkTyped.Fuzz.Kinds;

/// <summary>What came of a set of files: the alerts of each, and what was said of those that are bad.</summary>
internal sealed class SetReading
{
    private readonly SortedDictionary<string, List<(long Index, string Datum)>> _datums = new(StringComparer.Ordinal);
    private readonly List<BadFile> _bad = [];

    public IEnumerable<string> Bad => _bad.Select(f => f.Path);

    private AlertFileOptions Options => new() { Resolution = Schemas.Bounded, OnBadFile = OnBadFile.Skip, BadFileFound = _bad.Add };

    public static SetReading Of(string path)
    {
        var reading = new SetReading();
        foreach (var datum in AlertFile.ReadDatums(path, reading.Options)) reading.Add(datum);
        return reading;
    }

    public static async Task<SetReading> OfAsync(string path)
    {
        var reading = new SetReading();
        await foreach (var datum in AlertFile.ReadDatumsAsync([path], reading.Options)) reading.Add(datum);
        return reading;
    }

    /// <summary>By several threads, which divide every file that has more than one block.</summary>
    public static SetReading OfParallel(string path, Random random)
    {
        var reading = new SetReading();
        var options = new AlertParallelOptions { Files = reading.Options, Threads = random.Next(1, 4), KeepsOrder = random.Next(4) > 0, PartBytes = random.Next(1, 2000) };
        foreach (var datum in AlertFile.ReadDatumsParallel([path], options)) reading.Add(datum);
        foreach (var datums in reading._datums.Values.Where(_ => !options.KeepsOrder)) datums.Sort();
        return reading;
    }

    public IEnumerable<string> DatumsOf(string path) => _datums.GetValueOrDefault(path)?.Select(d => d.Datum) ?? [];

    /// <summary>What must be the same however the set is read.</summary>
    public string Told(Func<string, bool> isKnown) => string.Join('\n', _bad.Select(f => $"{f.Path}: {f.Exception.GetType().Name}").Order(StringComparer.Ordinal).Concat(
        _datums.Where(d => isKnown(d.Key)).Select(d => $"{d.Key}: {string.Join(' ', d.Value)}")));

    private void Add(AlertDatum datum)
    {
        if (!_datums.TryGetValue(datum.Place.Path, out var datums)) _datums.Add(datum.Place.Path, datums = []);
        datums.Add((datum.Index, Convert.ToHexString(datum.Datum.Span)));
    }
}
