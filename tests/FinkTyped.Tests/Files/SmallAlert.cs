using System.Diagnostics.CodeAnalysis;
using FinkTyped.Generated;

namespace FinkTyped.Tests;

/// <summary>A small alert written by hand, as the generator would write it.</summary>
internal sealed record SmallAlert(long Id, string Name) : IAvroRecord<SmallAlert>
{
    public const string Json =
        """{ "type": "record", "name": "SmallAlert", "fields": [{"name": "id", "type": "long"}, {"name": "name", "type": "string"}] }""";

    public static AvroSchema Schema { get; } = AvroSchema.Parse(Json);

    public static SmallAlert Read(AvroRecordView view) => new(view.Long(0), view.TextToKeep(1)!);

    public static IEnumerable<SmallAlert> Make(int count) => Enumerable.Range(0, count).Select(i => new SmallAlert(i, $"alert {i}"));

    public void Write(ref AvroWriter writer)
    {
        writer.WriteLong(Id);
        writer.WriteString(Name);
    }
}

/// <summary>A query written by hand: the names of alerts with an even number.</summary>
internal sealed class EvenNames : AlertQuery<SmallAlert, string>
{
    private protected override bool TryEvaluate(AvroRecordView alert, [NotNullWhen(true)] out string? result)
    {
        result = alert.Long(0) % 2 == 0 ? alert.TextToKeep(1) : null;
        return result is not null;
    }
}
