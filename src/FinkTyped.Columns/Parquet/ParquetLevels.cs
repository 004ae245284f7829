using System.Runtime.CompilerServices;

namespace FinkTyped.Columns.Parquet;

/// <summary>
/// Where the values of a column lie in the nesting that leads to it, as Parquet tells it: for each place, how much of the way is there (definition
/// level), and on which list it goes on (repetition level). Shared by the columns of one record.
/// </summary>
/// <param name="Definitions">How much of the way is there.</param>
/// <param name="Repetitions">Which list goes on; null outside of lists.</param>
/// <param name="Indexes">Which value of the column stands there; -1 where the way ends before; null where they are all there in their order.</param>
/// <param name="Definition">The level of what is there in full.</param>
/// <param name="Repetition">The level of the innermost list.</param>
internal sealed record ParquetLevels(byte[] Definitions, byte[]? Repetitions, int[]? Indexes, byte Definition, byte Repetition)
{
    // The same for all columns without a null. Columns are encoded by several threads: two of them may make it, and one is kept.
    private ParquetLevels? _withinAll;

    /// <summary>The places of a number of alerts.</summary>
    public static ParquetLevels Of(int rows) => new(new byte[rows], null, null, 0, 0);

    /// <summary>Those of what lies in records or lists that may be null, which in Parquet all may be.</summary>
    public ParquetLevels Within(AlertColumn column) => column.NullCount == 0 ? _withinAll ??= WithinAll() : WithinSome(column.Validity);

    private ParquetLevels WithinAll()
    {
        var definitions = GC.AllocateUninitializedArray<byte>(Definitions.Length);
        var there = Next(Definition);
        if (Indexes is null) Array.Fill(definitions, there);
        else for (var i = 0; i < definitions.Length; i++) definitions[i] = Definitions[i] == Definition ? there : Definitions[i];
        return this with { Definitions = definitions, Definition = there, _withinAll = null };
    }

    private ParquetLevels WithinSome(ReadOnlySpan<byte> validity)
    {
        var definitions = GC.AllocateUninitializedArray<byte>(Definitions.Length);
        var indexes = GC.AllocateUninitializedArray<int>(Definitions.Length);
        for (var i = 0; i < definitions.Length; i++)
        {
            var index = Indexes is null ? i : Indexes[i];
            var isThere = index < 0 ? 0 : validity[index >> 3] >> (index & 7) & 1;
            definitions[i] = (byte)(Definitions[i] + isThere);
            // All ones where it is not there.
            indexes[i] = index | (isThere - 1);
        }

        return new ParquetLevels(definitions, Repetitions, indexes, Next(Definition), Repetition);
    }

    /// <summary>Those of the items of lists that are there: see <see cref="Within"/>.</summary>
    public ParquetLevels Items(ReadOnlySpan<int> offsets)
    {
        var (count, empty) = (0, 0);
        for (var i = 0; i < Definitions.Length; i++)
        {
            var items = ItemsAt(i, offsets, out _);
            count += Math.Max(1, items);
            if (items == 0) empty++;
        }

        // All items in their order need no numbers. Items of lists that are null lie in no list that is there, and the same item in no two.
        var isAll = empty == 0 && offsets[0] == 0 && offsets[^1] == count;
        var (definitions, repetitions) = (GC.AllocateUninitializedArray<byte>(count), GC.AllocateUninitializedArray<byte>(count));
        var indexes = isAll ? null : GC.AllocateUninitializedArray<int>(count);
        var (definition, repetition) = (Next(Definition), Next(Repetition));
        for (var (i, at) = (0, 0); i < Definitions.Length; i++)
        {
            var items = ItemsAt(i, offsets, out var first);
            var places = Math.Max(1, items);
            definitions.AsSpan(at, places).Fill(items == 0 ? Definitions[i] : definition);
            repetitions.AsSpan(at, places).Fill(repetition);
            repetitions[at] = Repetitions is null ? (byte)0 : Repetitions[i];
            if (indexes is not null)
            {
                if (items == 0) indexes[at] = -1;
                for (var item = 0; item < items; item++) indexes[at + item] = first + item;
            }

            at += places;
        }

        return new ParquetLevels(definitions, repetitions, indexes, definition, repetition);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int ItemsAt(int place, ReadOnlySpan<int> offsets, out int first)
    {
        var index = Indexes is null ? place : Indexes[place];
        first = index < 0 ? 0 : offsets[index];
        return index < 0 ? 0 : offsets[index + 1] - first;
    }

    private static byte Next(byte level) => checked((byte)(level + 1));
}
