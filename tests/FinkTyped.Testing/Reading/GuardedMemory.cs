using System.Runtime.InteropServices;

namespace FinkTyped.Tests.Testing;

/// <summary>
/// Memory between two pages that must not be touched: whoever reads a single byte before or behind what was put there ends the process.
/// </summary>
internal sealed unsafe partial class GuardedMemory : IDisposable
{
    private const int None = 0;
    private const int ReadWrite = 3;
    private const int PrivateAnonymous = 0x22;

    private static readonly nint PageSize = Environment.SystemPageSize;

    private readonly nint _mapping;
    private readonly nint _mapped;
    private readonly nint _capacity;

    public GuardedMemory(int capacity)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "guard pages are made with Linux's mmap");
        _capacity = (capacity + PageSize - 1) / PageSize * PageSize;
        _mapped = _capacity + (2 * PageSize);
        _mapping = Map(0, _mapped, None, PrivateAnonymous, -1, 0);
        if (_mapping == -1 || Protect(_mapping + PageSize, _capacity, ReadWrite) != 0) throw new InvalidOperationException("mmap failed");
    }

    /// <summary>A copy whose last byte is the last before the inaccessible page.</summary>
    public ReadOnlySpan<byte> AtEnd(ReadOnlySpan<byte> bytes) => Copy(bytes, _mapping + PageSize + _capacity - bytes.Length);

    /// <summary>A copy whose first byte is the first behind the inaccessible page.</summary>
    public ReadOnlySpan<byte> AtStart(ReadOnlySpan<byte> bytes) => Copy(bytes, _mapping + PageSize);

    /// <summary>The last bytes before the inaccessible page, as they are.</summary>
    public Span<byte> End(int length) => new((void*)(_mapping + PageSize + _capacity - length), length);

    public void Dispose() => _ = Unmap(_mapping, _mapped);

    private Span<byte> Copy(ReadOnlySpan<byte> bytes, nint to)
    {
        if (bytes.Length > _capacity) throw new ArgumentException("too long", nameof(bytes));
        var copy = new Span<byte>((void*)to, bytes.Length);
        bytes.CopyTo(copy);
        return copy;
    }

    [LibraryImport("libc", EntryPoint = "mmap")]
    private static partial nint Map(nint address, nint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "mprotect")]
    private static partial int Protect(nint address, nint length, int protection);

    [LibraryImport("libc", EntryPoint = "munmap")]
    private static partial int Unmap(nint address, nint length);
}
