using FinkTyped.Plans;

namespace FinkTyped;

// What a schema says of bytes.
public abstract partial class AvroSchema
{
    /// <summary>How to walk over a value without wanting anything of it.</summary>
    internal StepProgram Program => field ??= StepProgramBuilder.Of(this);

    /// <summary>Goes over a datum from its first byte to its last, text included.</summary>
    /// <param name="datum">The encoded value.</param>
    /// <param name="limits">Bounds; <see cref="AvroLimits.Default"/> where null.</param>
    /// <exception cref="AvroException">It disagrees with the schema, or bytes follow it; the message names the field.</exception>
    public void Check(ReadOnlySpan<byte> datum, AvroLimits? limits = null)
    {
        limits ??= AvroLimits.Default;
        try
        {
            var reader = new AvroReader(datum, limits);
            StepWalker.Pass(ref reader, Program, new WalkMode(ChecksText: true));
            if (reader.Position < datum.Length) throw new AvroException($"{datum.Length - reader.Position} byte(s) follow the value", reader.Position);
        }
        catch (AvroException fault)
        {
            throw DatumFaults.Locate(fault, this, datum, limits);
        }
    }
}
