using FinkTyped.Plans;

namespace FinkTyped;

public sealed partial class AlertFileReader
{
    /// <summary>Makes sure that there is a next alert in memory; false at the end of the file, and behind a fault that ended it.</summary>
    internal async ValueTask<bool> NextBlockAsync(bool async, CancellationToken stop)
    {
        while (_left == 0)
        {
            if (_isEnded) return false;
            if (_rest.Length > 0)
            {
                var more = _rest.Length;
                _rest = default;
                throw Fault(AlertFileFault.Damaged, $"block {_block} goes on for {more} byte(s) after its last alert", null);
            }

            _isEnded = true;
            bool isThere;
            try
            {
                isThere = await ReadBlockAsync(async, stop).ConfigureAwait(false);
            }
            catch (InvalidDataException e)
            {
                throw Fault(AlertFileFault.Damaged, ContainerOpener.NotGzip, _input.Position, e);
            }

            if (!isThere) return false;
            _isEnded = false;
        }

        return true;
    }

    /// <summary>Takes the next alert, which <see cref="NextBlockAsync"/> made sure of.</summary>
    internal AlertDatum TakeDatum()
    {
        try
        {
            // The last alert of a block is what is left of it: whoever reads it checks that nothing follows.
            var length = _left == 1 ? _rest.Length : LengthOfFirst();
            var datum = new AlertDatum(WriterSchema, _rest[..length], Place);
            if (!_lends) (_codec.Codec == AlertFileCodec.Null ? _packed : _plain).Keep();
            Took(length);
            return datum;
        }
        catch (AvroException fault)
        {
            throw PassedOver(fault);
        }
    }

    /// <summary>Takes and decodes the next alert, which <see cref="NextBlockAsync"/> made sure of.</summary>
    internal T TakeAlert<T>(AlertDecoder<T> decoder) where T : class, IAvroRecord<T>
    {
        try
        {
            int length;
            T alert;
            if (_left == 1)
            {
                length = _rest.Length;
                alert = decoder.Decode(_rest.Span);
            }
            else
            {
                alert = decoder.DecodeFirst(_rest.Span, out length);
            }

            Took(length);
            return alert;
        }
        catch (AvroException fault)
        {
            throw PassedOver(fault, decoder.Resolver);
        }
    }

    /// <summary>The decoder of this file's alerts.</summary>
    internal AlertDecoder<T> DecoderOf<T>(SchemaResolution? resolution) where T : class, IAvroRecord<T>
    {
        try
        {
            return AlertDecoder<T>.For(WriterSchema, resolution);
        }
        catch (AvroException fault) when (fault is not SchemaResolutionException)
        {
            throw InHeader(fault, Path);
        }
    }

    internal static AlertFileException InHeader(AvroException fault, string path) => fault is AvroSchemaException
        ? new AlertFileException(path, AlertFileFault.BadSchema, $"its schema: {fault.Message}", innerException: fault)
        : new AlertFileException(path, FaultOf(fault), fault.Reason, fault.Offset, fault.FieldPath, fault);

    private static AlertFileFault FaultOf(AvroException fault) => (fault as ContainerException)?.Fault ?? AlertFileFault.Damaged;

    private int LengthOfFirst()
    {
        if (WriterSchema.AsRecord(out _) is not null)
        {
            // Over items and runs of known layouts in one step each.
            var table = DatumTable.Open(_framing ??= IdentityPlans.Of(WriterSchema, _limits), _rest.Length);
            var length = table.FindEnd(_rest.Span);
            table.Close();
            return length;
        }

        var reader = new AvroReader(_rest.Span, _limits);
        StepWalker.Skip(ref reader, WriterSchema);
        return reader.Position;
    }

    private void Took(int length, long count = 1)
    {
        _rest = _rest[length..];
        _left -= count;
        _inBlock += count;
        Index += count;
    }

    private async ValueTask<bool> ReadBlockAsync(bool async, CancellationToken stop)
    {
        _rest = default;
        if (await _input.FillAsync(1, async, stop).ConfigureAwait(false) == 0) return false;
        if (_input.Buffered[0] is 0 or (byte)'\n' or (byte)'\r' && await IsFillAsync(async, stop).ConfigureAwait(false)) return false;
        if (_input.Buffered[0] == ContainerHeader.Magic[0]) await RefuseAnotherAsync(async, stop).ConfigureAwait(false);
        _block++;
        _inBlock = 0;
        var start = _blockStart = _input.Position;
        var count = await ReadLengthAsync(async, stop).ConfigureAwait(false);
        var size = await ReadLengthAsync(async, stop).ConfigureAwait(false);
        if (size < 0 || size > _limits.MaxBytes)
        {
            var kind = size < 0 ? AlertFileFault.Damaged : AlertFileFault.BeyondLimits;
            throw Fault(kind, $"block {_block} has a size of {size} bytes ({nameof(AvroLimits)}.{nameof(AvroLimits.MaxBytes)} is {_limits.MaxBytes})", start);
        }

        if (_lazy is not null && !async && _lazy.TryBegin(count, (int)size))
        {
            _rest = _packed.Written;
            _left = 1;
            return true;
        }

        ReadOnlyMemory<byte> mapped = default;
        var isMapped = _maps && size > 0 && !async && _input.TryLend((int)size, out mapped);
        var isWhole = isMapped || await _input.TakeAsync(_packed, (int)size, async, stop).ConfigureAwait(false) == size;
        await _input.FillAsync(ContainerHeader.SyncLength, async, stop).ConfigureAwait(false);
        EndBlock(isWhole);
        var index = Index;
        if (BlockSplitter.IsPossible(count, _limits)) Index += count;
        _rest = isMapped ? mapped : Unpack(start);
        // Alerts that take no bytes are bounded by the limits alone.
        var most = WriterSchema.MinBytes == 0 ? _limits.MaxItems : _rest.Length / WriterSchema.MinBytes;
        if (count < 0 || count > most) throw Fault(AlertFileFault.Damaged, $"block {_block} says it has {count} alerts, in {_rest.Length} bytes", start);
        (Index, _left) = (index, count);
        return true;
    }

    /// <summary>Whether all that is left are line ends or zeros, as editors and transfers add them, and fewer than the smallest block has.</summary>
    private async ValueTask<bool> IsFillAsync(bool async, CancellationToken stop)
    {
        const int Smallest = 2 + ContainerHeader.SyncLength;
        return await _input.FillAsync(Smallest, async, stop).ConfigureAwait(false) < Smallest && !_input.Buffered.ContainsAnyExcept("\n\r\0"u8);
    }

    /// <summary>Refuses a header where a block could be: no block begins so.</summary>
    private async ValueTask RefuseAnotherAsync(bool async, CancellationToken stop)
    {
        await _input.FillAsync(ContainerHeader.Magic.Length, async, stop).ConfigureAwait(false);
        if (!_input.Buffered.StartsWith(ContainerHeader.Magic)) return;
        throw Fault(AlertFileFault.Damaged, "another container begins here: files that were put together are read one by one", _input.Position);
    }

    /// <summary>Takes the marker after a block, which is in the input's buffer unless the file ends there.</summary>
    private void EndBlock(bool isWhole)
    {
        var buffered = _input.Buffered;
        if (!isWhole || buffered.Length < ContainerHeader.SyncLength)
        {
            var end = _input.Position + Math.Min(buffered.Length, ContainerHeader.SyncLength);
            throw Fault(AlertFileFault.Cut, $"the file ends in the middle of block {_block}, which begins at byte {_blockStart}: {ContainerException.Cause}", end);
        }

        if (!buffered.StartsWith(_header!.Sync)) throw Fault(AlertFileFault.Damaged, $"no sync marker after block {_block}, which begins at byte {_blockStart}: {ContainerException.Cause}", _input.Position);
        _input.Advance(ContainerHeader.SyncLength);
        // Whatever is in the block, the next one can be found.
        _isEnded = false;
    }

    private async ValueTask<long> ReadLengthAsync(bool async, CancellationToken stop)
    {
        try
        {
            return await ContainerHeader.ReadLongAsync(_input, async, stop).ConfigureAwait(false);
        }
        catch (AvroException fault)
        {
            // Nothing is left where the file ends there.
            var (kind, cause) = _input.Buffered.Length < Varint.MaxBytes ? (AlertFileFault.Cut, $": {ContainerException.Cause}") : (AlertFileFault.Damaged, "");
            throw Fault(kind, $"the header of block {_block}: {fault.Reason}{cause}", fault.Offset, fault);
        }
    }

    private ReadOnlyMemory<byte> Unpack(long start)
    {
        if (_codec.Codec == AlertFileCodec.Null) return _packed.Written;
        _plain.Clear();
        try
        {
            if (_codec.TryUnpack(_packed.Written, _plain, _limits.MaxBytes)) return _plain.Written;
        }
        catch (InvalidDataException e)
        {
            throw Fault(AlertFileFault.Damaged, $"block {_block} cannot be unpacked: {e.Message}", start, e);
        }

        throw Fault(AlertFileFault.BeyondLimits, $"block {_block} unpacks to more than {nameof(AvroLimits)}.{nameof(AvroLimits.MaxBytes)} = {_limits.MaxBytes} bytes", start);
    }

    private AlertFileException Fault(AlertFileFault fault, string reason, long? offset, Exception? inner = null) =>
        new(Path, fault, reason, offset, innerException: inner);

    /// <summary>Passes over an alert that cannot be read; over the rest of its block where its end cannot be found.</summary>
    private AvroException PassedOver(AvroException fault, DatumResolver? resolver = null)
    {
        var (length, count) = (_rest.Length, _left);
        try
        {
            if (_left > 1) (length, count) = (LengthOfFirst(), 1);
        }
        catch (AvroException)
        {
            // What follows it in the block cannot be found; the next block can.
        }

        if (count == 1 && resolver is not null) fault = resolver.Locate(fault, _rest.Span[..length]);
        fault = InDatum(fault);
        Took(length, count);
        return fault;
    }

    private AvroException InDatum(AvroException fault)
    {
        // Only whole datums have been looked into for the field at fault; here the datum may be followed by others.
        if (fault.FieldPath is null) fault = DatumFaults.LocateMalformed(fault, WriterSchema, _rest.Span, _limits, isWhole: _left == 1);
        return new AvroException($"{Path}: alert {Index} (block {_block}, datum {_inBlock}): {fault.Reason}", fault.Offset, fault.FieldPath, fault);
    }
}
