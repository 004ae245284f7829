namespace FinkTyped.Plans;

/// <summary>
/// The end of a datum that is not in memory yet, though the datum's span covers the memory it goes to: it is read when somebody looks at it. Until then
/// nobody may look beyond <see cref="Available"/>.
/// </summary>
internal abstract class PendingBytes
{
    /// <summary>How many of the datum's bytes are there.</summary>
    public abstract int Available { get; }

    /// <summary>Reads the rest, if it is not there yet.</summary>
    /// <param name="isMissed">Whether it was looked for; false where more of an alert is wanted than a query asks of every one.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    public abstract void Fetch(bool isMissed);
}
