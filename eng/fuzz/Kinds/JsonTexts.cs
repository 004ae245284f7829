using System.Buffers;
using System.Text.Json;
using FinkTyped.Tests.Resolution;
using FinkTyped.Tests.Testing;

namespace FinkTyped.Fuzz.Kinds;

/// <summary>Datums, damaged and not, written as JSON with all options: what is written is valid JSON.</summary>
internal sealed class JsonTexts() : FuzzKind("json")
{
    public override void Run(FuzzRound round)
    {
        var random = round.Random;
        var damage = new Damage(random);
        AvroSchema writer;
        AvroRecordSchema? reader = null;
        byte[] datum;
        if (random.Next(10) == 0)
        {
            var survey = FuzzAlerts.All[random.Next(FuzzAlerts.All.Count)];
            (writer, datum) = (survey.Schema, survey.Pick(random, out _));
        }
        else
        {
            if (RandomPair.Make(random, random.Next(1, 6), 10, Schemas.Bounded) is not { } pair) return;
            if (!new DatumMaker(random).TryMake(pair.Writer, out var value)) return;
            (writer, datum, reader) = (pair.Writer, Tree.Write(pair.Writer, value, random), random.Next(2) == 0 ? pair.Reader : null);
        }

        for (var i = 0; i < 10; i++)
        {
            var damaged = i == 0 ? datum : damage.Of(datum);
            if (damaged.Length >= 1 << 20) continue;
            round.Begin(damaged, writer, reader);
            Check(round, writer, reader, damaged);
        }
    }

    private static void Check(FuzzRound round, AvroSchema writer, AvroRecordSchema? reader, byte[] bytes)
    {
        var options = new AvroJsonOptions
        {
            Bytes = (AvroJsonBytes)round.Random.Next(3),
            ReaderSchema = reader,
            Resolution = Schemas.Bounded,
            Limits = Schemas.Bounded.Limits,
        };
        var output = new ArrayBufferWriter<byte>();
        var written = EveryWay.Try("JSON", round.Memory.AtEnd(bytes), d =>
        {
            AvroJson.Write(output, writer, d, options);
            return null;
        });
        round.Count(!written.IsRefused);
        if (written.IsRefused) return;
        var json = new Utf8JsonReader(output.WrittenSpan, new JsonReaderOptions { MaxDepth = 1000 });
        while (json.Read())
        {
            if (json.TokenType is JsonTokenType.String or JsonTokenType.PropertyName) json.GetString();
        }
    }
}
