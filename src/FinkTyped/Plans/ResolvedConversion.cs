namespace FinkTyped.Plans;

/// <summary>A value of another type than the reader's, encoded anew by Avro's rules.</summary>
internal sealed class ResolvedConversion(SchemaPair pair) : ValueConversion
{
    // Compiled when a value is asked for: most differences are in fields that nobody looks at. Made twice by two threads, either will do.
    private ResolverNode? _node;

    /// <inheritdoc/>
    public override bool MayFail { get; } = !IsWidening(pair);

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> Convert(scoped AvroReader wire)
    {
        _node ??= ResolverCompiler.Compile(pair);
        var state = new ResolverState(wire.From(wire.Position), Limits, capacity: 0);
        try
        {
            _node.Run(ref state);
            return state.Written().ToArray();
        }
        catch (AvroException fault) when (fault.Offset is { } offset)
        {
            throw new AvroException(fault.Reason, wire.Position + offset, fault.FieldPath, fault);
        }
        finally
        {
            state.Dispose();
        }
    }

    // A number becomes a wider one, text its bytes, whatever the value is.
    private static bool IsWidening(SchemaPair pair)
    {
        while (pair.Kind == PairKind.IntoUnion) pair = pair.Chosen.Pair;
        return pair.Kind == PairKind.Promoted && pair.Writer.Type != AvroType.Bytes;
    }
}
