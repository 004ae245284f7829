using System.Buffers;
using FinkTyped.Generated;
using FinkTyped.Plans;

namespace FinkTyped.Tests.Views;

/// <summary>An array that a view enumerates is walked over once, and what follows it is found however far somebody enumerated.</summary>
public sealed class ArrayAheadTests
{
    private const int First = 0, Second = 1, Last = 2;

    private static readonly AvroRecordSchema Alert = (AvroRecordSchema)AvroSchema.Parse("""
        {"type": "record", "name": "alert", "fields": [
          {"name": "first", "type": {"type": "array", "items": {"type": "record", "name": "item", "fields": [
            {"name": "x", "type": "long"}, {"name": "y", "type": ["null", "double"]}, {"name": "s", "type": "string"}]}}},
          {"name": "second", "type": ["null", {"type": "array", "items": "item"}]},
          {"name": "last", "type": "long"}]}
        """);

    [Fact]
    public void An_array_is_walked_over_by_whoever_enumerates_it()
    {
        var datum = Datum(3, 2);
        var table = Open(datum);
        var view = table.View(datum);
        var first = view.RecordArray(First);
        Assert.Equal(0, table.Position);
        Assert.Equal(3, Sum(first));
        var end = table.Position;
        Assert.True(end > 0);
        Assert.Equal(3, Sum(first));
        Assert.Equal(end, table.Position);
        Assert.Equal(1, Sum(view.RecordArray(Second)));
        Assert.Equal(77, view.Long(Last));
    }

    [Fact]
    public void What_follows_is_found_however_far_somebody_enumerated()
    {
        var datum = Datum(5, 4);
        for (var steps = 0; steps < 8; steps++)
        {
            var table = Open(datum);
            var view = table.View(datum);
            var left = view.RecordArray(First).GetEnumerator();
            for (var i = 0; i < steps; i++) left.MoveNext();
            var second = view.RecordArray(Second).GetEnumerator();
            Assert.True(second.MoveNext());
            // Goes on to the end of what the table has passed long ago, while it stands before another array.
            while (left.MoveNext())
            {
            }

            var sum = 0L;
            do sum += second.Current.Long(0);
            while (second.MoveNext());
            Assert.Equal(6, sum);
            Assert.Equal(77, view.Long(Last));
            Assert.Equal(10, Sum(view.RecordArray(First)));
        }
    }

    [Fact]
    public void An_array_within_whose_enumeration_others_run_is_passed_once()
    {
        var datum = Datum(4, 3);
        var view = Open(datum).View(datum);
        var sum = 0L;
        foreach (var outer in view.RecordArray(First))
        {
            foreach (var inner in view.RecordArray(First)) sum += outer.Long(0) * inner.Long(0);
            sum += view.Long(Last);
        }

        Assert.Equal(36 + (4 * 77), sum);
        Assert.Equal(3, Sum(view.RecordArray(Second)));
    }

    [Fact]
    public void Whoever_goes_on_after_a_fault_finds_nothing_behind_it()
    {
        var whole = Datum(6, 2);
        var faults = 0;
        for (var at = 0; at < 40; at++)
        {
            var datum = whole.ToArray();
            datum[at] = 0xFF;
            var view = Open(datum).View(datum);
            var items = view.RecordArray(First).GetEnumerator();
            for (var i = 0; i < 20; i++)
            {
                try
                {
                    items.MoveNext();
                }
                catch (AvroException)
                {
                    faults++;
                    // As if nobody had enumerated it.
                    var other = Open(datum).View(datum);
                    Assert.Equal(LastOf(other), LastOf(view));
                }
            }
        }

        Assert.True(faults > 20);
    }

    [Fact]
    public void Items_count_against_the_limit_as_if_nobody_enumerated_them()
    {
        var datum = Datum(5, 5);
        var refused = 0;
        for (var maxItems = 1; maxItems < 30; maxItems++)
        {
            var plan = IdentityPlans.Of(Alert, AvroLimits.Default with { MaxItems = maxItems });
            // What is walked over to learn its shape counts once more.
            for (var i = 0; i < 10; i++) LastOf(DatumTable.OpenOwn(plan, datum.Length).View(datum));
            var expected = LastOf(DatumTable.OpenOwn(plan, datum.Length).View(datum));
            var view = DatumTable.OpenOwn(plan, datum.Length).View(datum);
            try
            {
                Assert.Equal(10, Sum(view.RecordArray(First)));
                Assert.Equal(10, Sum(view.RecordArray(Second)));
            }
            catch (AvroException)
            {
                refused++;
                Assert.Null(expected);
            }

            Assert.Equal(expected, LastOf(view));
        }

        Assert.InRange(refused, 8, 25);
    }

    private static long? LastOf(AvroRecordView view)
    {
        try
        {
            return view.Long(Last);
        }
        catch (AvroException)
        {
            return null;
        }
    }

    private static long Sum(AvroArrayView<AvroRecordView, RecordViews> items)
    {
        var sum = 0L;
        foreach (var item in items) sum += item.Long(0);
        return sum;
    }

    private static DatumTable Open(byte[] datum) => DatumTable.OpenOwn(IdentityPlans.Of(Alert, AvroLimits.Default), datum.Length);

    // Items are numbered from 0 on; each array in two blocks.
    private static byte[] Datum(int first, int second)
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = new AvroWriter(output);
        Write(ref writer, first);
        writer.WriteUnionIndex(1);
        Write(ref writer, second);
        writer.WriteLong(77);
        writer.Flush();
        return output.WrittenSpan.ToArray();
    }

    private static void Write(ref AvroWriter writer, int items)
    {
        for (var i = 0; i < items; i++)
        {
            if (i == 0) writer.WriteLong(items - 1);
            if (i == items - 1) writer.WriteLong(1);
            writer.WriteLong(i);
            writer.WriteDoubleOrNull(i % 2 == 0 ? null : i, 1);
            writer.WriteString(i % 2 == 0 ? "even" : "odd");
        }

        writer.WriteLong(0);
    }
}
