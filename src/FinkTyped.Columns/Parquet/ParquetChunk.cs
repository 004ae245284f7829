using System.Buffers;

namespace FinkTyped.Columns.Parquet;

/// <summary>The values of one column in one row group: first the column and where its values lie, then the pages they were encoded to.</summary>
/// <param name="leaf">The column of the file.</param>
/// <param name="column">Its values.</param>
/// <param name="around">The places of what the column lies in.</param>
internal sealed class ParquetChunk(ParquetLeaf leaf, AlertColumn column, ParquetLevels around) : IDisposable
{
    private byte[] _pages = [];

    public ParquetLeaf Leaf => leaf;

    public AlertColumn Column => column;

    /// <summary>The places of the values.</summary>
    public ParquetLevels Places => leaf.IsOptional ? around.Within(column) : around;

    /// <summary>The pages, with their heads.</summary>
    public ReadOnlyMemory<byte> Pages => _pages.AsMemory(0, Length);

    public int Length { get; private set; }

    /// <summary>What the pages would take if they were not packed.</summary>
    public long PlainLength { get; set; }

    /// <summary>The bytes of the dictionary, which comes before the values; 0 where there is none.</summary>
    public int DictionaryLength { get; set; }

    public ParquetSummary Summary { get; set; } = ParquetSummary.None;

    /// <summary>How many values there are, nulls and empty lists among them, and how many of them are none.</summary>
    public (int Values, int Nulls) Counts { get; set; }

    /// <summary>Room for as much as is still to come.</summary>
    public Span<byte> Room(int most)
    {
        if (_pages.Length - Length < most)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Length + most);
            _pages.AsSpan(0, Length).CopyTo(larger);
            Dispose();
            _pages = larger;
        }

        return _pages.AsSpan(Length);
    }

    /// <summary>Takes what was written to the room.</summary>
    public void Advance(int count) => Length += count;

    public void Dispose()
    {
        if (_pages.Length > 0) ArrayPool<byte>.Shared.Return(_pages);
        _pages = [];
    }
}
