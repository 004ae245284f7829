using FinkTyped.Generated;
using FinkTyped.Plans;
using FinkTyped.Tests.Testing;

namespace FinkTyped.Tests.Views;

/// <summary>
/// Whatever is called with whatever ends in an exception that is documented, or in a value of the datum. The datum lies at the end of its memory:
/// reading beyond ends the process.
/// </summary>
public sealed class WrongUseTests
{
    private static readonly AvroRecordSchema Alert = (AvroRecordSchema)AvroSchema.Parse("""
        {"type": "record", "name": "alert", "fields": [
          {"name": "flag", "type": "boolean"}, {"name": "count", "type": "int"}, {"name": "id", "type": "long"}, {"name": "mag", "type": ["null", "float"]},
          {"name": "ra", "type": "double"}, {"name": "name", "type": "string"}, {"name": "stamp", "type": "bytes"},
          {"name": "part", "type": {"type": "record", "name": "part", "fields": [{"name": "x", "type": "long"}]}},
          {"name": "parts", "type": {"type": "array", "items": "part"}}, {"name": "named", "type": {"type": "map", "values": "part"}},
          {"name": "numbers", "type": {"type": "array", "items": "double"}}, {"name": "either", "type": ["int", "string", "double"]},
          {"name": "last", "type": "boolean"}]}
        """);

    private static readonly AvroRecordSchema Other = (AvroRecordSchema)AvroSchema.Parse(
        """{"type": "record", "name": "other", "fields": [{"name": "ra", "type": "double"}]}""");

    [Fact]
    public void Fields_of_any_index_and_type_are_asked_for_in_vain()
    {
        var calls = 0;
        Look((view, _) =>
        {
            var fields = RecordFields<AlertFields>.Of(view);
            foreach (var field in (int[])[int.MinValue, -1, .. Enumerable.Range(0, 14), 63, 64, 127, 4096, 1 << 20, int.MaxValue])
            {
                foreach (var ask in Questions)
                {
                    try
                    {
                        ask(fields, field);
                    }
                    catch (Exception e) when (e is AvroException or InvalidOperationException or ArgumentOutOfRangeException or IndexOutOfRangeException)
                    {
                    }

                    calls++;
                }
            }
        });
        Assert.True(calls > 400);
    }

    [Fact]
    public void A_view_of_one_record_does_not_open_another()
    {
        Look((view, _) =>
        {
            var failures = 0;
            try { RecordFields<OtherFields>.Of(view); } catch (InvalidOperationException) { failures++; }
            try { RecordFields<LyingFields>.Of(view); } catch (InvalidOperationException) { failures++; }
            try { RecordFields<FarFields>.Of(view); } catch (InvalidOperationException) { failures++; }
            try { RecordFields<AlertFields>.Of(view.Record(7)); } catch (InvalidOperationException) { failures++; }
            Assert.Equal(4, failures);
        });
    }

    [Fact]
    public void What_code_says_of_fields_beyond_its_count_is_not_believed()
    {
        Look((view, _) =>
        {
            var fields = RecordFields<FewFields>.Of(view);
            Assert.Equal(1, fields.Double(4));
            var failures = 0;
            try { fields.Double(2); } catch (InvalidOperationException) { failures++; }
            try { fields.Double(20); } catch (ArgumentOutOfRangeException) { failures++; }
            try { fields.Text(20); } catch (ArgumentOutOfRangeException) { failures++; }
            Assert.Equal(3, failures);
        });
    }

    [Fact]
    public void Bytes_that_change_meanwhile_give_wrong_values_or_exceptions()
    {
        var random = new Random(7);
        for (var round = 0; round < 200; round++)
        {
            Look((view, datum) =>
            {
                var fields = RecordFields<AlertFields>.Of(view);
                Ask(fields);
                for (var i = 0; i < 20; i++)
                {
                    datum[random.Next(datum.Length)] = random.Next(3) == 0 ? (byte)0xFF : (byte)random.Next(256);
                    Ask(fields);
                }
            });
        }
    }

    private delegate void Question(RecordFields<AlertFields> fields, int field);

    private delegate void Looking(AvroRecordView view, Span<byte> datum);

    private static readonly Question[] Questions =
    [
        (f, i) => f.Boolean(i), (f, i) => f.BooleanOrNull(i), (f, i) => f.BooleanOrDefault(i),
        (f, i) => f.Int(i), (f, i) => f.IntOrNull(i), (f, i) => f.IntOrDefault(i),
        (f, i) => f.Long(i), (f, i) => f.LongOrNull(i), (f, i) => f.LongOrDefault(i),
        (f, i) => f.Float(i), (f, i) => f.FloatOrNull(i), (f, i) => f.FloatOrDefault(i),
        (f, i) => f.Double(i), (f, i) => f.DoubleOrNull(i), (f, i) => f.DoubleOrDefault(i),
        (f, i) => f.Text(i).ToString(), (f, i) => f.Bytes(i).ToMemory(), (f, i) => f.Fixed(i).ToMemory(),
        (f, i) => f.TextToKeep(i), (f, i) => f.BytesToKeep(i), (f, i) => f.RecordsToKeep<SmallAlert>(i), (f, i) => f.RecordMapToKeep<SmallAlert>(i),
        (f, i) => f.IsNullAt(i), (f, i) => f.IsWritten(i), (f, i) => f.PresenceOf(i, ulong.MaxValue), (f, i) => f.PresenceOf(i, 1),
        (f, i) => f.Record<AvroValueView>(i), (f, i) => f.Value(i).Record(), (f, i) => f.Value(i).Scalar<double>(), (f, i) => f.Value(i).Scalar<long?>(),
        (f, i) => f.Value(i).Text().ToString(), (f, i) => f.Value(i).Bytes().ToMemory(), (f, i) => f.Value(i).Branch(out _).Scalar<int>(),
        (f, i) => All(f.Array<double, ValueViews>(i)), (f, i) => All(f.Array<AvroString, ValueViews>(i)), (f, i) => All(f.Array<AvroValueView, AvroValueView>(i)),
        (f, i) => All(f.Map<double, ValueViews>(i)), (f, i) => All(f.Map<AvroValueView, AvroValueView>(i)), (f, i) => _ = f.Array<int, ValueViews>(i)[5],
    ];

    private static void All<T, TOpener>(AvroArrayView<T, TOpener> array) where T : allows ref struct where TOpener : IAvroView<T>, allows ref struct
    {
        var enumerator = array.GetEnumerator();
        try { _ = enumerator.Current; Assert.Fail("there is no current item yet"); } catch (InvalidOperationException) { }
        foreach (var item in array) _ = item;
    }

    private static void All<T, TOpener>(AvroMapView<T, TOpener> map) where T : allows ref struct where TOpener : IAvroView<T>, allows ref struct
    {
        foreach (var entry in map) _ = entry.Key.ToString();
    }

    // Each value by its own type.
    private static void Ask(RecordFields<AlertFields> fields)
    {
        foreach (var (ask, field) in ((int, int)[])[(0, 0), (3, 1), (6, 2), (10, 3), (12, 4), (15, 5), (16, 6), (18, 5), (19, 6), (33, 10), (35, 8), (37, 9), (32, 11), (0, 12)])
        {
            try
            {
                Questions[ask](fields, field);
            }
            catch (Exception e) when (e is AvroException or InvalidOperationException)
            {
            }
        }
    }

    private static void Look(Looking look)
    {
        using var memory = new GuardedMemory(4096);
        byte[] bytes = [1, 14, 0x80, 0x80, 2, 2, 0, 0, 128, 63, 0, 0, 0, 0, 0, 0, 240, 63, 4, 97, 98, 6, 1, 2, 3, 8, 4, 2, 4, 0, 2, 2, 107, 6, 0,
            2, 0, 0, 0, 0, 0, 0, 0, 64, 0, 2, 2, 122, 1];
        var datum = memory.AtEnd(bytes);
        var table = DatumTable.OpenOwn(IdentityPlans.Of(Alert, AvroLimits.Default), datum.Length);
        look(table.View(datum), System.Runtime.InteropServices.MemoryMarshal.CreateSpan(ref System.Runtime.InteropServices.MemoryMarshal.GetReference(datum), datum.Length));
    }

    private readonly struct AlertFields : IRecordFields
    {
        public static AvroSchema Schema => Alert;

        public static int Count => 13;

        public static bool IsBoolean(int field) => field is 0 or 12;

        public static bool IsInt(int field) => field == 1;

        public static bool IsLong(int field) => field == 2;

        public static bool IsFloat(int field) => field == 3;

        public static bool IsDouble(int field) => field == 4;

        public static bool IsString(int field) => field == 5;

        public static bool IsBytes(int field) => field == 6;
    }

    private readonly struct OtherFields : IRecordFields
    {
        public static AvroSchema Schema => Other;

        public static int Count => 1;

        public static bool IsDouble(int field) => field == 0;
    }

    private readonly struct LyingFields : IRecordFields
    {
        public static AvroSchema Schema => Alert;

        public static bool IsDouble(int field) => field == 12;
    }

    // Right of every field there is, and wrong of those behind.
    private readonly struct FarFields : IRecordFields
    {
        public static AvroSchema Schema => Alert;

        public static int Count => 100;

        public static bool IsDouble(int field) => field is 4 or > 13;
    }

    private readonly struct FewFields : IRecordFields
    {
        public static AvroSchema Schema => Alert;

        public static bool IsDouble(int field) => field is 4 or > 13;

        public static bool IsString(int field) => field > 13;
    }
}
