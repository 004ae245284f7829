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
internal sealed record ParquetLevels(int[] Definitions, int[]? Repetitions, int[]? Indexes, int Definition, int Repetition)
{
    // The same for all columns without a null.
    private ParquetLevels? _withinAll;

    /// <summary>The places of a number of alerts.</summary>
    public static ParquetLevels Of(int rows) => new(new int[rows], null, null, 0, 0);

    /// <summary>Those of what lies in records or lists that may be null, which in Parquet all may be.</summary>
    public ParquetLevels Within(AlertColumn column) => column.NullCount == 0 ? _withinAll ??= WithinAll() : WithinSome(column.Validity);

    private ParquetLevels WithinAll()
    {
        var definitions = GC.AllocateUninitializedArray<int>(Definitions.Length);
        if (Indexes is null) Array.Fill(definitions, Definition + 1);
        else for (var i = 0; i < definitions.Length; i++) definitions[i] = Indexes[i] >= 0 ? Definition + 1 : Definitions[i];
        return new ParquetLevels(definitions, Repetitions, Indexes, Definition + 1, Repetition);
    }

    private ParquetLevels WithinSome(ReadOnlySpan<byte> validity)
    {
        var definitions = GC.AllocateUninitializedArray<int>(Definitions.Length);
        var indexes = GC.AllocateUninitializedArray<int>(Definitions.Length);
        for (var i = 0; i < definitions.Length; i++)
        {
            var index = Indexes is null ? i : Indexes[i];
            var isThere = index >= 0 && (validity[index >> 3] >> (index & 7) & 1) != 0;
            definitions[i] = isThere ? Definition + 1 : Definitions[i];
            indexes[i] = isThere ? index : -1;
        }

        return new ParquetLevels(definitions, Repetitions, indexes, Definition + 1, Repetition);
    }

    /// <summary>Those of the items of lists that are there: see <see cref="Within"/>.</summary>
    public ParquetLevels Items(ReadOnlySpan<int> offsets)
    {
        var count = 0;
        for (var i = 0; i < Definitions.Length; i++)
        {
            var index = Indexes is null ? i : Indexes[i];
            count += index < 0 ? 1 : Math.Max(1, offsets[index + 1] - offsets[index]);
        }

        var (definitions, repetitions, indexes) = (GC.AllocateUninitializedArray<int>(count), GC.AllocateUninitializedArray<int>(count), GC.AllocateUninitializedArray<int>(count));
        var (at, empty) = (0, 0);
        for (var i = 0; i < Definitions.Length; i++)
        {
            var index = Indexes is null ? i : Indexes[i];
            var (first, end) = index < 0 ? (0, 0) : (offsets[index], offsets[index + 1]);
            var repetition = Repetitions is null ? 0 : Repetitions[i];
            if (first == end)
            {
                (definitions[at], repetitions[at], indexes[at]) = (Definitions[i], repetition, -1);
                at++;
                empty++;
                continue;
            }

            definitions.AsSpan(at, end - first).Fill(Definition + 1);
            repetitions.AsSpan(at, end - first).Fill(Repetition + 1);
            repetitions[at] = repetition;
            for (var item = first; item < end; item++) indexes[at++] = item;
        }

        // All items in their order need no numbers.
        if (empty == 0 && IsAll(offsets, count)) return new ParquetLevels(definitions, repetitions, null, Definition + 1, Repetition + 1);
        return new ParquetLevels(definitions, repetitions, indexes, Definition + 1, Repetition + 1);
    }

    // Items of lists that are null lie in no list that is there, and the same item in no two.
    private static bool IsAll(ReadOnlySpan<int> offsets, int count) => offsets[0] == 0 && offsets[^1] == count;
}
