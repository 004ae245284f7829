using System.Buffers.Binary;

namespace FinkTyped.Kafka;

/// <summary>
/// The right to save alerts of a partition to a folder, which one process has at a time, whatever its group. The operating system takes it back when the
/// process ends, however that may be. The file holds how often it was taken: who took it last knows what is in the folder.
/// </summary>
internal sealed class PartitionLock : IDisposable
{
    private readonly FileStream _file;

    private PartitionLock(FileStream file) => _file = file;

    /// <summary>How often it was taken, this time included.</summary>
    public long Turn { get; private init; }

    /// <summary>Takes the lock; null where another process has it.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static PartitionLock? TryTake(string path)
    {
        var file = TryOpen(path);
        if (file is null) return null;
        try
        {
            Span<byte> bytes = stackalloc byte[sizeof(long)];
            var turn = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) == bytes.Length ? BinaryPrimitives.ReadInt64LittleEndian(bytes) + 1 : 1;
            BinaryPrimitives.WriteInt64LittleEndian(bytes, turn);
            file.Position = 0;
            file.Write(bytes);
            file.Flush();
            return new PartitionLock(file) { Turn = turn };
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public void Dispose() => _file.Dispose();

    private static FileStream? TryOpen(string path)
    {
        const int SharingViolation = 32;
        const int WouldBlock = 11;
        const int WouldBlockOnMac = 35;
        try
        {
            return new FileStream(path, new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 0 });
        }
        catch (IOException e) when ((e.HResult & 0xFFFF) is SharingViolation or WouldBlock or WouldBlockOnMac)
        {
            return null;
        }
    }
}
