using FinkTyped.Plans;

namespace FinkTyped;

public sealed partial class AlertFileReader
{
    /// <summary>
    /// A block of one alert that is read as it is looked at: its first bytes, more as the look goes on, and what nobody looks at (the pictures in the middle,
    /// the end) not at all. How much is read first follows from what was looked at before.
    /// </summary>
    private sealed class LazyBlock(AlertFileReader reader, LookAhead ahead) : PendingBytes
    {
        // Fewer bytes are copied faster than passed over, which takes another call.
        private const int LeastGap = 4096;

        // And so many as fast as fewer.
        private const int LeastRead = 512;

        private readonly List<(int Start, int End, long Position)> _gaps = [];
        private int _available;
        private int _size;
        private int _unread;
        private int _first;
        private bool _isOpen;
        private bool _isCut;
        private bool _isMissed;

        /// <summary>The block, where not all of the current one is there.</summary>
        public PendingBytes? Pending => _isOpen && (_available < _size || HasGaps) ? this : null;

        public override int Available => _available;

        public override bool HasGaps => _gaps.Count > 0;

        /// <summary>Begins a block whose header was just read; false for one that is better read as a whole.</summary>
        public bool TryBegin(long count, int size)
        {
            var isWorthIt = count == 1 && ahead.Bytes <= size / 2 && size >= reader.WriterSchema.MinBytes;
            // The blocks of a file are alike.
            reader._input.ReadAhead = isWorthIt ? ahead.Bytes + ContainerInput.Behind : ContainerInput.BufferSize;
            if (!isWorthIt || !reader._input.CanSkip(size + ContainerHeader.SyncLength)) return false;
            _available = reader._input.TakeBuffered(reader._packed, size);
            _size = size;
            _isOpen = true;
            (_isCut, _isMissed) = (false, false);
            (_unread, _first) = (0, 0);
            _gaps.Clear();
            return true;
        }

        public override void Fetch(bool isMissed)
        {
            if (!_isOpen) return;
            _isMissed |= isMissed;
            ReadTo(_size);
            foreach (var (start, end, position) in _gaps)
            {
                var bytes = reader._packed.From(start)[..(end - start)];
                Took(reader._input.ReadAt(position, bytes), bytes);
            }

            _gaps.Clear();
            _unread = 0;
        }

        public override bool TryLeaveOut(int end)
        {
            if (end - _available < LeastGap) return false;
            if (_gaps.Count == 0) _first = Math.Max(_first, _available);
            _gaps.Add((_available, end, reader._input.Position));
            reader._input.Skip(end - _available);
            _unread += end - _available;
            _available = end;
            return true;
        }

        protected override void ReadTo(int count)
        {
            var missing = _size - _available;
            if (_gaps.Count == 0) _first = Math.Max(_first, Math.Min(count, _size));
            if (count <= _available) return;
            // A short rest comes along, and with it the beginning of the next block.
            var wanted = Math.Min(Math.Max(count - _available, LeastRead), missing);
            if (missing - wanted <= LeastGap) wanted = missing;
            var bytes = reader._packed.From(_available)[..wanted];
            reader._input.ReadAhead = wanted == missing ? wanted + ContainerInput.Behind + ahead.Bytes : wanted;
            Took(reader._input.Take(bytes), bytes);
            reader._input.ReadAhead = ahead.Bytes + ContainerInput.Behind;
            _available += wanted;
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
            var rest = _size - _available;
            // Where nearly all of it was read after all, one call had done.
            ahead.Note(_isMissed || _unread + rest < _size / 8, _first);
            if (rest > 0) reader._input.Skip(rest);
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

        // The file was longer a moment ago; what is said of it is said at the end of the block.
        private void Took(int read, Span<byte> bytes)
        {
            _isCut |= read < bytes.Length;
            bytes[read..].Clear();
        }
    }
}
