namespace FinkTyped.Columns.Conversions;

/// <summary>A file that is under its name only when it is whole.</summary>
internal static class WholeFile
{
    private const int BufferBytes = 1 << 16;

    /// <summary>A new file that formats with a footer can be written to.</summary>
    public static FileStream Open(string path) => new(path, FileMode.Create, FileAccess.ReadWrite, FileShare.Read, BufferBytes);

    /// <summary>Writes a file beside its place, and moves it there.</summary>
    /// <param name="path">The place.</param>
    /// <param name="overwrites">Whether a file that is there gives way.</param>
    /// <param name="write">Writes it, and tells how many alerts it has.</param>
    /// <returns>How many alerts; null where nothing was written, so that there is no file.</returns>
    /// <exception cref="IOException">A file is there that does not give way.</exception>
    public static async Task<long?> WriteAsync(string path, bool overwrites, Func<Stream, Task<long>> write)
    {
        if (!overwrites && File.Exists(path)) throw new IOException($"{path} is there already.");
        if (Directory.Exists(path)) throw new IOException($"{path} is a folder: give the name of a file.");
        var part = $"{path}.part";
        try
        {
            long alerts, bytes;
            await using (var output = Open(part))
            {
                alerts = await write(output).ConfigureAwait(false);
                bytes = output.Length;
            }

            if (bytes == 0) return null;
            File.Move(part, path, overwrites);
            return alerts;
        }
        finally
        {
            File.Delete(part);
        }
    }
}
