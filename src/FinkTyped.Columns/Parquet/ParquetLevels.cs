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
    /// <summary>The places of a number of alerts.</summary>
    public static ParquetLevels Of(int rows) => new(new int[rows], null, null, 0, 0);

    /// <summary>Those of what lies in records or lists that may be null, which in Parquet all may be.</summary>
    public ParquetLevels Within(AlertColumn column)
    {
        var definitions = new int[Definitions.Length];
        var indexes = column.NullCount == 0 ? Indexes : new int[Definitions.Length];
        for (var i = 0; i < definitions.Length; i++)
        {
            var index = Indexes is null ? i : Indexes[i];
            var isThere = index >= 0 && !column.IsNullAt(index);
            definitions[i] = isThere ? Definition + 1 : Definitions[i];
            if (column.NullCount > 0) indexes![i] = isThere ? index : -1;
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

        var (definitions, repetitions, indexes) = (new int[count], new int[count], new int[count]);
        var at = 0;
        for (var i = 0; i < Definitions.Length; i++)
        {
            var index = Indexes is null ? i : Indexes[i];
            var (first, end) = index < 0 ? (0, 0) : (offsets[index], offsets[index + 1]);
            var repetition = Repetitions is null ? 0 : Repetitions[i];
            if (first == end)
            {
                (definitions[at], repetitions[at], indexes[at]) = (Definitions[i], repetition, -1);
                at++;
            }

            for (var item = first; item < end; item++)
            {
                (definitions[at], repetitions[at], indexes[at]) = (Definition + 1, item == first ? repetition : Repetition + 1, item);
                at++;
            }
        }

        return new ParquetLevels(definitions, repetitions, indexes, Definition + 1, Repetition + 1);
    }
}
