namespace FinkTyped;

// Blocks that other threads pack: they are written in their order, by whoever appends.
public sealed partial class AlertFileWriter
{
    private readonly Queue<PackedBlock>? _packing;
    private readonly Stack<PackedBlock> _spare = [];
    private readonly int _threads;

    /// <summary>Leaves the alerts that are not yet in the file to another thread, which packs them, and goes on with an empty block.</summary>
    private void BeginPacking()
    {
        if (!_spare.TryPop(out var block)) block = new PackedBlock();
        (block.Plain, _plain) = (_plain, block.Plain);
        block.Count = _inBlock;
        block.PackedLength = 0;
        block.Work = Task.Run(() => Pack(block.Plain, block.Packed));
        _packing!.Enqueue(block);
        BeginBlock();
    }

    /// <summary>Writes the blocks that are packed; waits for those that are too many to wait themselves.</summary>
    private void WritePacked(int most)
    {
        while (_packing!.TryPeek(out var block) && (_packing.Count > most || block.Work.IsCompleted))
        {
            block.Work.GetAwaiter().GetResult();
            WriteWhole(_stream, Finish(block));
            _spare.Push(_packing.Dequeue());
        }
    }

    /// <summary>Writes all blocks that are being packed.</summary>
    private async ValueTask WritePackedAsync(CancellationToken stop)
    {
        while (_packing!.TryPeek(out var block))
        {
            await block.Work.ConfigureAwait(false);
            await WriteWholeAsync(Finish(block), stop).ConfigureAwait(false);
            _spare.Push(_packing.Dequeue());
        }
    }

    private ReadOnlyMemory<byte> Finish(PackedBlock block)
    {
        if (block.PackedLength == 0) block.PackedLength = block.Packed.Length;
        // Called again after a write that failed, the block still has to be what it was.
        block.Packed.CutTo(block.PackedLength);
        return AddHeader(block.Packed, block.Count);
    }

    private void ReleasePacking()
    {
        foreach (var block in _packing ?? [])
        {
            // It still writes into the memory that is given back.
            ((IAsyncResult)block.Work).AsyncWaitHandle.WaitOne();
            block.Dispose();
        }

        foreach (var block in _spare) block.Dispose();
        _packing?.Clear();
        _spare.Clear();
    }

    private sealed class PackedBlock : IDisposable
    {
        public ContainerBuffer Plain { get; set; } = new(pooled: true);

        public ContainerBuffer Packed { get; } = new(pooled: true);

        public long Count { get; set; }

        public int PackedLength { get; set; }

        public Task Work { get; set; } = Task.CompletedTask;

        public void Dispose()
        {
            Plain.Dispose();
            Packed.Dispose();
        }
    }
}
