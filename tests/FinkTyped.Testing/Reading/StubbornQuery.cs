using System.Diagnostics.CodeAnalysis;
using FinkTyped.Generated;
using FinkTyped.Tests.Resolution;

namespace FinkTyped.Tests.Testing;

/// <summary>
/// A query that does not take a refusal for an answer: it goes on to other fields, asks again, and keeps what it can. Whatever it finds, it
/// must not read beyond the datum. Its result is how often it was refused.
/// </summary>
internal sealed class StubbornQuery(AvroRecordSchema schema, Random random, int maxRounds = 3) : AlertQuery<DynamicRecord, int>
{
    // Arrays within arrays that are asked for again and again would be endless.
    private const int MostAsked = 5000;

    private int _refusals;
    private int _asked;

    internal override AvroSchema Schema => schema;

    private protected override bool TryEvaluate(AvroRecordView alert, [MaybeNullWhen(false)] out int result)
    {
        _refusals = 0;
        _asked = 0;
        for (var rounds = random.Next(1, maxRounds + 1); rounds > 0; rounds--) Ask(alert, schema);
        result = _refusals;
        return true;
    }

    private void Ask(AvroRecordView view, AvroRecordSchema record)
    {
        if (record.Fields.Count == 0) return;
        for (var i = record.Fields.Count + random.Next(4); i > 0 && _asked++ < MostAsked; i--)
        {
            try
            {
                Ask(view, record.Fields[random.Next(record.Fields.Count)]);
            }
            catch (AvroException)
            {
                _refusals++;
            }
        }
    }

    private void Ask(AvroRecordView view, AvroField field)
    {
        var inner = field.Schema.WithoutNull(out _);
        switch (inner)
        {
            case AvroRecordSchema record:
                var child = view.Record(field.Index);
                if (!child.IsNull) Ask(child, record);
                break;
            case AvroArraySchema { Items: var items } when items.AsRecord(out _) is { } record:
                if (random.Next(3) == 0) view.RecordsToKeep<DynamicRecord>(field.Index);
                var most = random.Next(2) == 0 ? int.MaxValue : random.Next(4);
                foreach (var item in view.RecordArray(field.Index))
                {
                    if (most-- == 0) break;
                    if (!item.IsNull) Ask(item, record);
                }

                break;
            case AvroMapSchema { Values: var values } when values.AsRecord(out _) is { } record:
                if (random.Next(3) == 0) view.RecordMapToKeep<DynamicRecord>(field.Index);
                if (view.RecordMap(field.Index).TryGetValue("k1"u8, out var found) && !found.IsNull) Ask(found, record);
                break;
            default:
                AskValue(view, field.Index, inner);
                break;
        }
    }

    private static void AskValue(AvroRecordView view, int field, AvroSchema schema)
    {
        switch (schema.Type)
        {
            case AvroType.Boolean:
                view.BooleanOrNull(field);
                break;
            case AvroType.Int or AvroType.Enum:
                view.IntOrNull(field);
                break;
            case AvroType.Long:
                view.LongOrNull(field);
                break;
            case AvroType.Float:
                view.FloatOrNull(field);
                break;
            case AvroType.Double:
                view.DoubleOrNull(field);
                break;
            case AvroType.String:
                view.Text(field).ToString();
                break;
            case AvroType.Bytes:
                view.BytesToKeep(field);
                break;
            default:
                if (view.TryOpen(field, out var reader)) Tree.Read(schema, ref reader);
                break;
        }
    }
}
