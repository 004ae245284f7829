using System.Diagnostics.CodeAnalysis;
using FinkTyped.Columns;
using FinkTyped.Plans;

namespace FinkTyped;

// Alerts that are looked at where they lie, of which no more is read from the file than is looked at.
public sealed partial class AlertFileReader
{
    /// <summary>Evaluates a query on the next alert, which <see cref="NextBlockAsync"/> made sure of.</summary>
    internal bool TryTake<TAlert, TResult>(
        AlertQuery<TAlert, TResult> query, SchemaResolution resolution, [MaybeNullWhen(false)] out TResult result)
        where TAlert : class, IAvroRecord<TAlert>
    {
        try
        {
            var length = _rest.Length;
            var isWanted = _left == 1
                ? query.TryEvaluate(WriterSchema, _rest.Span, _lazy?.Pending, out result, resolution)
                : query.TryEvaluateFirst(WriterSchema, _rest.Span, out result, out length, resolution);
            _lazy?.End();
            Took(length);
            return isWanted;
        }
        catch (AvroException fault) when (fault is not (SchemaResolutionException or AlertFileException))
        {
            _lazy?.Complete();
            throw PassedOver(fault, DatumResolver.For(WriterSchema, query.Schema, resolution));
        }
    }

    /// <summary>Adds the next alert, which <see cref="NextBlockAsync"/> made sure of, to columns if it is wanted.</summary>
    internal void TryTake(AlertColumns columns, ColumnOptions options)
    {
        try
        {
            // Where an alert ends is found first: columns do not look to its end.
            var length = _left == 1 ? _rest.Length : LengthOfFirst();
            var datum = _rest[..length];
            var before = columns.Count;
            if (options.Where is not { } filter || IsWanted(filter, datum.Span, columns.Schema))
            {
                columns.Add(WriterSchema, datum.Span, _lazy?.Pending, options.Files.Resolution);
            }

            try
            {
                _lazy?.End();
            }
            catch
            {
                columns.TruncateTo(before);
                throw;
            }

            Took(length);
        }
        catch (AvroException fault) when (fault is not AlertFileException && (fault is not SchemaResolutionException || options.AlertIsBad is not null))
        {
            _lazy?.Complete();
            var datum = new AlertDatum(WriterSchema, _rest, Place);
            fault = PassedOver(fault);
            if (options.AlertIsBad is not { } isBad) throw fault;
            isBad(datum with { Datum = datum.Datum[..(datum.Datum.Length - _rest.Length)] }, fault);
        }
    }

    private bool IsWanted(AlertFilter filter, ReadOnlySpan<byte> datum, AvroSchema wanted)
    {
        try
        {
            return filter.Accepts(WriterSchema, datum, _lazy?.Pending, _limits);
        }
        catch (AlertFilterException misfit) when (filter.Fits(wanted))
        {
            // The filter is right, and this file is of something else.
            throw new AvroException($"the filter does not fit: {misfit.Message}", innerException: misfit);
        }
    }

    /// <summary>
    /// A block of one alert of which the first bytes are read, and the others only when somebody looks at them. How many are read first follows from what
    /// was looked at before.
    /// </summary>
    private sealed class LazyBlock(AlertFileReader reader, LookAhead ahead) : PendingBytes
    {
        // The first bytes of a block are read faster than mapped, and more of it mapped faster than read.
        private const int MostBesideMap = 8192;

        private int _available;
        private int _size;
        private bool _isOpen;
        private bool _isCut;
        private bool _isMissed;

        /// <summary>The block, where the current one is read lazily.</summary>
        public PendingBytes? Pending => _isOpen && _available < _size ? this : null;

        public override int Available => _available;

        /// <summary>Begins a block whose header was just read; false for one that is better read as a whole.</summary>
        public bool TryBegin(long count, int size)
        {
            var isWorthIt = count == 1 && ahead.Bytes <= (reader._maps ? Math.Min(size / 2, MostBesideMap) : size / 2) && size >= reader.WriterSchema.MinBytes;
            // The blocks of a file are alike.
            reader._input.ReadAhead = isWorthIt ? ahead.Bytes + ContainerInput.Behind : ContainerInput.BufferSize;
            if (!isWorthIt || !reader._input.CanSkip(size + ContainerHeader.SyncLength)) return false;
            _available = reader._input.TakeBuffered(reader._packed, size);
            _size = size;
            _isOpen = true;
            (_isCut, _isMissed) = (false, false);
            return true;
        }

        public override void Fetch(bool isMissed)
        {
            if (!_isOpen || _available == _size) return;
            // Of a file that may be mapped, blocks of which all is wanted are.
            _isMissed |= isMissed || reader._maps;
            var rest = reader._packed.From(_available);
            var read = reader._input.TakeRest(rest);
            // The file was longer a moment ago; what is said of it is said at the end of the block.
            _isCut = read < rest.Length;
            rest[read..].Clear();
            _available = _size;
        }

        /// <summary>Reads what is left of the block, and passes to the next; a fault of the file comes before one of the alert.</summary>
        public void Complete()
        {
            Fetch(isMissed: false);
            End();
        }

        /// <summary>Passes to the next block.</summary>
        /// <exception cref="AlertFileException">The block does not end as it should: nothing of it counts.</exception>
        public void End()
        {
            if (!_isOpen) return;
            _isOpen = false;
            ahead.Note(_isMissed);
            if (_available < _size) reader._input.Skip(_size - _available);
            try
            {
                reader._input.FillAsync(ContainerHeader.SyncLength, false, default).Ended();
                reader.EndBlock(!_isCut);
            }
            catch
            {
                // Nobody knows where a next one would begin.
                (reader._rest, reader._left, reader._isEnded) = (default, 0, true);
                throw;
            }
        }
    }
}
