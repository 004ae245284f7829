namespace FinkTyped;

/// <summary>Where an alert is.</summary>
/// <param name="Path">The file, <c>archive.tar:member.avro</c> within an archive; the name that was given for a stream.</param>
/// <param name="Block">The block of the file, from 0; 0 for a raw datum.</param>
/// <param name="Index">Its place among the file's alerts, from 0.</param>
public readonly record struct AlertPlace(string Path, long Block, long Index)
{
    /// <summary>The place in words: <c>night/a.avro, alert 5 (block 1)</c>.</summary>
    public override string ToString() => $"{Path}, alert {Index} (block {Block})";
}
