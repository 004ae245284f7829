namespace FinkTyped.Astronomy;

/// <summary>Bytes that should be a FITS image are not, or ask for more than they may.</summary>
public sealed class FitsException : Exception
{
    internal FitsException(string reason, long offset, Exception? inner = null)
        : base(PrintableText.OfLines($"not a readable FITS image at byte {offset}: {reason}"), inner)
    {
        Reason = PrintableText.OfLines(reason);
        Offset = offset;
    }

    /// <summary>What is wrong, without the place.</summary>
    public string Reason { get; }

    /// <summary>Where: the byte in the FITS file, after decompression.</summary>
    public long Offset { get; }
}
