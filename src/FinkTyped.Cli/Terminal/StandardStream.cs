using System.Runtime.InteropServices;

namespace FinkTyped.Cli.Terminal;

/// <summary>
/// Standard output or standard error that notices when it cannot be written. The framework's own streams pass over a reader that has gone in
/// silence, and a command behind <c>| head</c> would go on to the end of its work. What has failed once is not tried again: the command that ends
/// for that reason has only one thing to say.
/// </summary>
internal sealed partial class StandardStream : Stream
{
    private const int Output = 1;
    private const int Error = 2;
    private const int Interrupted = 4;
    private const int TryAgain = 11;
    private const int BrokenPipe = 32;

    private readonly int _descriptor;
    private bool _hasFailed;

    private StandardStream(int descriptor) => _descriptor = descriptor;

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
    public static Stream OpenOutput() => OperatingSystem.IsWindows() ? Console.OpenStandardOutput() : new StandardStream(Output);

    /// <summary>The process's standard error. Where it cannot be written there is nobody to tell, and what is written is dropped.</summary>
    public static Stream OpenError() => OperatingSystem.IsWindows() ? Console.OpenStandardError() : new StandardStream(Error);

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override unsafe void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty && !_hasFailed)
        {
            nint written;
            fixed (byte* first = buffer) written = Write(_descriptor, first, buffer.Length);
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

    private void Handle(int error)
    {
        if (error == Interrupted) return;
        if (error == TryAgain)
        {
            Thread.Sleep(1);
            return;
        }

        _hasFailed = true;
        if (_descriptor == Error) return;
        if (error == BrokenPipe) throw new BrokenPipeException();
        throw new IOException($"standard output cannot be written: {Marshal.GetPInvokeErrorMessage(error)}");
    }

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static unsafe partial nint Write(int descriptor, byte* buffer, nint count);
}
