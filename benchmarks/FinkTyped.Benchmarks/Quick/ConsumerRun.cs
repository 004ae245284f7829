using System.Globalization;
using FinkTyped.Benchmarks.Consuming;
using FinkTyped.Benchmarks.Data;
using FinkTyped.Lsst;
using FinkTyped.Ztf;

namespace FinkTyped.Benchmarks.Quick;

/// <summary>The consumer beside Confluent.Kafka's own, on the same embedded broker, in turns.</summary>
internal static class ConsumerRun
{
    private const int Rounds = 7;

    public static async Task RunAsync(TextWriter output)
    {
        output.WriteLine();
        output.WriteLine("### Consumer, alerts a second through the embedded broker (in this process, on the same cores)");
        output.WriteLine();
        output.WriteLine("| # | Consumer | alerts | alerts/s | × plain | gen-2 | target | |");
        output.WriteLine("|---|---|---:|---:|---:|---:|---:|---|");
        // One of twenty alerts passes: which ones, their numbers decide, which are as good as random.
        await RunAsync<ZtfAlert>("ztf", 9_000, output, counter => ZtfAlert.Where(alert =>
        {
            counter.Count();
            return alert.Candid % 20 == 0;
        })).ConfigureAwait(false);
        await RunAsync<LsstAlert>("lsst", 2_000, output, counter => LsstAlert.Where(alert =>
        {
            counter.Count();
            return alert.DiaSourceId % 20 == 0;
        })).ConfigureAwait(false);
        await RunLatencyAsync(output).ConfigureAwait(false);
    }

    /// <summary>How long an alert takes on an idle stream.</summary>
    public static async Task RunLatencyAsync(TextWriter output)
    {
        const double Target = 10;
        var latency = await ConsumerLatency.MeasureAsync().ConfigureAwait(false);
        var median = latency[latency.Length / 2];
        output.WriteLine();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"Idle stream, one LSST alert from the producer to the reader: median {median:0.0} ms, 90 % within {latency[latency.Length * 9 / 10]:0.0} ms "
            + $"(target: median < {Target:0} ms, {(median < Target ? "met" : "MISSED")})."));
    }

    private static async Task RunAsync<T>(string survey, int count, TextWriter output, Func<ConsumerRates.Counter, AlertQuery<T, T>> query)
        where T : class, IAvroRecord<T>
    {
        using var broker = await BrokerOfAlerts.StartAsync(AlertSet.Plain(survey).Varied(), count).ConfigureAwait(false);
        var plain = new Series();
        var alike = new Series();
        var typed = new Series();
        var rejecting = new Series();
        for (var round = 0; round < Rounds; round++)
        {
            plain.Add(ConsumerRates.Plain(broker), warmUp: round == 0);
            alike.Add(ConsumerRates.Plain(broker, fetchesAlike: true), warmUp: round == 0);
            typed.Begin();
            var rate = await ConsumerRates.TypedAsync<T>(broker).ConfigureAwait(false);
            typed.Add(rate, warmUp: round == 0);
            rejecting.Begin();
            rate = await ConsumerRates.RejectingAsync(broker, query).ConfigureAwait(false);
            rejecting.Add(rate, warmUp: round == 0);
        }

        var name = survey.ToUpperInvariant();
        Row("", $"{name}: Confluent.Kafka, byte[]", plain, null, null);
        Row("", $"{name}: Confluent.Kafka, byte[], fetches of AlertConsumer's size", alike, null, null);
        Row("11", $"{name}: AlertConsumer, records", typed, 0.9, 0);
        Row("12", $"{name}: AlertConsumer, a query that rejects 95 %", rejecting, 1.0, null);

        void Row(string number, string consumer, Series series, double? atLeast, int? gen2)
        {
            var ratio = series.Median / plain.Median;
            var wanted = atLeast is { } least ? string.Create(CultureInfo.InvariantCulture, $"≥ {least:0.0} plain{(gen2 is null ? "" : $", gen-2 {gen2}")}") : "";
            var verdict = atLeast is null ? "" : ratio >= atLeast && (gen2 is null || series.Gen2 == gen2) ? "met" : "MISSED";
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {number} | {consumer} | {count:N0} | {series.Median:N0} | {ratio:0.##} | {(atLeast is null ? "" : series.Gen2)} | {wanted} | {verdict} |"));
        }
    }

    private sealed class Series
    {
        private readonly List<double> _rates = [];
        private int? _gen2AtStart;

        public int Gen2 { get; private set; }

        public double Median => _rates.Order().ElementAt(_rates.Count / 2);

        public void Begin() => _gen2AtStart = GC.CollectionCount(2);

        public void Add(double rate, bool warmUp)
        {
            if (warmUp) return;
            _rates.Add(rate);
            if (_gen2AtStart is { } before) Gen2 += GC.CollectionCount(2) - before;
        }
    }
}
