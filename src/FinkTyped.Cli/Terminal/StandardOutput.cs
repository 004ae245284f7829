using System.Runtime.InteropServices;

namespace FinkTyped.Cli.Terminal;

/// <summary>
/// Standard output that notices when its reader has gone. The framework's own stream passes over that in silence, and a command behind
/// <c>| head</c> would go on to the end of its work.
/// </summary>
internal sealed partial class StandardOutput : Stream
{
    private const int Descriptor = 1;
    private const int Interrupted = 4;
    private const int TryAgain = 11;
    private const int BrokenPipe = 32;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>The process's standard output.</summary>
    public static Stream Open() => OperatingSystem.IsWindows() ? Console.OpenStandardOutput() : new StandardOutput();

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override unsafe void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            nint written;
            fixed (byte* first = buffer) written = Write(Descriptor, first, buffer.Length);
            if (written >= 0) buffer = buffer[(int)written..];
            else Handle(Marshal.GetLastPInvokeError());
        }
    }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private static void Handle(int error)
    {
        if (error == Interrupted) return;
        if (error == BrokenPipe) throw new BrokenPipeException();
        if (error != TryAgain) throw new IOException($"standard output cannot be written: {Marshal.GetPInvokeErrorMessage(error)}");
        Thread.Sleep(1);
    }

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static unsafe partial nint Write(int descriptor, byte* buffer, nint count);
}
