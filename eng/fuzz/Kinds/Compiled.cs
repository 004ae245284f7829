using FinkTyped.Lsst;
using FinkTyped.Tests.Resolution;
using FinkTyped.Tests.Testing;
using FinkTyped.Ztf;

namespace FinkTyped.Fuzz.Kinds;

/// <summary>
/// Damaged datums decoded to the compiled types, from their own and from neighbouring writer schemas. What was decoded is sound: it can be
/// compared, told, written and read again as the same.
/// </summary>
internal sealed class Compiled() : FuzzKind("compiled")
{
    private static readonly SchemaModel ZtfModel = SchemaModelReader.Read(ZtfAlert.Schema.ToString());
    private static readonly SchemaModel LsstModel = SchemaModelReader.Read(LsstAlert.Schema.ToString());
    private static readonly SchemaModel EverythingModel = SchemaModelReader.Read(Everything.Schema.ToString());

    public override void Run(FuzzRound round)
    {
        switch (round.Random.Next(4))
        {
            case 0:
                Run<ZtfAlert>(round, ZtfModel, 400);
                break;
            case 1:
                Run<LsstAlert>(round, LsstModel, 400);
                break;
            default:
                Run<Everything>(round, EverythingModel, 40);
                break;
        }
    }

    private static void Run<T>(FuzzRound round, SchemaModel model, int oneIn) where T : class, IAvroRecord<T>
    {
        var random = round.Random;
        var damage = new Damage(random);
        var fitting = FuzzAlerts.All.Where(s => !SchemaMatcher.Match(s.Schema, T.Schema, SchemaResolution.Default).Fails).ToList();
        if (fitting.Count > 0 && random.Next(2) == 0)
        {
            var survey = fitting[random.Next(fitting.Count)];
            var datum = survey.Pick(random, out var isTelling);
            Check<T>(round, survey.Schema, datum);
            for (var i = 0; i < 8; i++) Check<T>(round, survey.Schema, damage.Of(datum, isTelling));
            return;
        }

        var writer = random.Next(3) == 0 ? T.Schema : AvroSchema.Parse(new SchemaMutator(random, oneIn).Mutate(model).ToString());
        if (SchemaMatcher.Match(writer, T.Schema, SchemaResolution.Default).Fails) return;
        for (var i = 0; i < 3; i++)
        {
            Check<T>(round, writer, damage.Bytes(300));
            if (!new DatumMaker(random).TryMake(writer, out var value)) return;
            var datum = Tree.Write(writer, value, random.Next(2) == 0 ? random : null);
            if (datum.Length > 1 << 19) continue;
            Check<T>(round, writer, datum);
            for (var n = 0; n < 6; n++) Check<T>(round, writer, damage.Of(datum));
        }
    }

    private static void Check<T>(FuzzRound round, AvroSchema writer, byte[] bytes) where T : class, IAvroRecord<T>
    {
        round.Begin(bytes, writer, T.Schema);
        var decoder = AlertDecoder<T>.For(writer);
        var datum = round.Memory.AtEnd(bytes);
        var decoded = EveryWay.Try("decode", datum, d => decoder.Decode(d));
        round.Count(!decoded.IsRefused);
        if (writer.Equals(T.Schema))
        {
            // The reader that goes straight through the bytes accepts the same.
            var read = EveryWay.Try("read", datum, static d => Tree.Read(T.Schema, d, AvroLimits.Default)!);
            if (!read.IsOfLimits && !decoded.IsOfLimits && read.IsRefused != decoded.IsRefused) Assert.Fail($"read: {read}, decoded: {decoded}");
        }

        if (decoded.Value is not T alert) return;
        Same(alert, AlertDecoder<T>.For(T.Schema).Decode(alert.Encode()), "written and read");
        Assert.NotNull(alert.ToString());
    }

    private static string Told<T>(T alert) where T : class, IAvroRecord<T> => alert.ToJson();

    private static void Same<T>(T left, T right, string how) where T : class, IAvroRecord<T>
    {
        // Not byte for byte: what is kept encoded keeps lengths that could be written shorter.
        Assert.True(Told(left) == Told(right), $"differs when {how}");
        Assert.True(left.Equals(right), $"is not equal when {how}");
        Assert.True(left.GetHashCode() == right.GetHashCode(), $"has another hash code when {how}");
    }
}
