using System.Text;

namespace FinkTyped.Plans;

/// <summary>
/// Follows a walk so that it is known where it was when a fault came, or when it passed a certain byte: the way is left as it is when an
/// exception passes.
/// </summary>
internal sealed class PathTracer(int target = -1)
{
    private readonly List<Frame> _frames = [];

    /// <summary>The walk enters a program: the whole datum, the items of an array or map, a branch of a union.</summary>
    public void Enter(StepProgram program) => _frames.Add(new Frame(program));

    /// <summary>The walk leaves the program it entered last.</summary>
    public void Leave() => _frames.RemoveAt(_frames.Count - 1);

    /// <summary>An item begins: its index, and where its key is, of a map's entry.</summary>
    public void BeginItem(int index, int keyOffset, int position)
    {
        var frame = _frames[^1];
        (frame.Step, frame.Index, frame.KeyOffset, frame.ItemStart) = (-1, index, keyOffset, position);
    }

    /// <summary>An item ends.</summary>
    public void EndItem(int position)
    {
        var frame = _frames[^1];
        frame.Step = -1;
        StopAtTarget(frame.ItemStart, position);
        // Between items nothing is of any of them.
        frame.Index = -1;
    }

    /// <summary>A step begins.</summary>
    public void BeginStep(int step, int position)
    {
        var frame = _frames[^1];
        (frame.Step, frame.StepStart) = (step, position);
    }

    /// <summary>A step ends: of a record, the index of its union.</summary>
    public void EndStep(int position)
    {
        StopAtTarget(_frames[^1].StepStart, position);
        // What comes before the next step is nobody's.
        _frames[^1].Step = -1;
    }

    /// <summary>The way to where the walk is; null at the datum itself.</summary>
    public string? Path(ReadOnlySpan<byte> datum)
    {
        var text = new StringBuilder();
        foreach (var frame in _frames)
        {
            if (frame.Index >= 0)
            {
                if (frame.KeyOffset < 0) text.Append('[').Append(frame.Index).Append(']');
                else text.Append("[\"").Append(Encoding.UTF8.GetString(Key(datum, frame.KeyOffset))).Append("\"]");
            }

            if (frame.Step < 0) continue;
            var steps = frame.Program.Steps;
            for (var i = 0; i <= frame.Step; i++)
            {
                // The records that the step is in, and itself.
                var isAround = i == frame.Step || (steps[i].Kind == WireKind.Record && frame.Step <= i + steps[i].Argument);
                if (isAround && steps[i].Name is { } name) text.Append(text.Length > 0 ? "." : "").Append(name);
            }
        }

        return text.Length == 0 ? null : text.ToString();
    }

    private void StopAtTarget(int start, int position)
    {
        if (start <= target && target < position) throw new AvroException("found", target);
    }

    private static ReadOnlySpan<byte> Key(ReadOnlySpan<byte> datum, int offset)
    {
        const int ShownBytes = 60;
        var reader = new AvroReader(datum[offset..]);
        var key = reader.ReadBytesSpan();
        return key[..Math.Min(key.Length, ShownBytes)];
    }

    private sealed class Frame(StepProgram program)
    {
        public StepProgram Program { get; } = program;

        public int Step { get; set; } = -1;

        public int StepStart { get; set; }

        public int Index { get; set; } = -1;

        public int KeyOffset { get; set; } = -1;

        public int ItemStart { get; set; }
    }
}
