using System.Runtime.InteropServices;

namespace FinkTyped;

/// <summary>What a path leads to, links followed.</summary>
internal enum FileKind
{
    /// <summary>Nothing; or something that cannot be looked at.</summary>
    None,

    /// <summary>A regular file.</summary>
    File,

    /// <summary>A folder.</summary>
    Folder,

    /// <summary>A pipe, a socket, a device.</summary>
    Other,
}

/// <summary>
/// Which file a path leads to: two paths lead to one file when their identities are equal. The framework does not tell a pipe from a file
/// before it is opened, and opening one may wait for ever; so the operating system is asked where it can be.
/// </summary>
internal readonly partial record struct FileIdentity(FileKind Kind, ulong Device, ulong Number, string? Path)
{
    private const int TypeMask = 0xF000;
    private const int RegularFile = 0x8000;
    private const int Folder = 0x4000;

    // AT_FDCWD; STATX_TYPE and STATX_INO.
    private const int CurrentFolder = -100;
    private const uint Wanted = 0x101;

    /// <summary>Looks at a path.</summary>
    public static FileIdentity Of(string path)
    {
        if (!OperatingSystem.IsLinux()) return OfPath(path);
        try
        {
            if (Statx(CurrentFolder, path, 0, Wanted, out var status) != 0) return default;
            var kind = (status.Mode & TypeMask) switch { RegularFile => FileKind.File, Folder => FileKind.Folder, _ => FileKind.Other };
            return new FileIdentity(kind, ((ulong)status.DeviceMajor << 32) | status.DeviceMinor, status.Inode, null);
        }
        catch (EntryPointNotFoundException)
        {
            return OfPath(path);
        }
    }

    private static FileIdentity OfPath(string path)
    {
        var kind = File.Exists(path) ? FileKind.File : Directory.Exists(path) ? FileKind.Folder : FileKind.None;
        return kind == FileKind.None ? default : new FileIdentity(kind, 0, 0, RealPath(System.IO.Path.GetFullPath(path)));
    }

    private static string RealPath(string path)
    {
        const int MostLinks = 40;
        for (var links = 0; links < MostLinks; links++)
        {
            var at = path;
            while (at is not null && new FileInfo(at).LinkTarget is null) at = System.IO.Path.GetDirectoryName(at);
            if (at is null) return path;
            var target = System.IO.Path.Combine(System.IO.Path.GetDirectoryName(at)!, new FileInfo(at).LinkTarget!);
            path = System.IO.Path.GetFullPath(System.IO.Path.Join(target, path[at.Length..]));
        }

        return path;
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int folder, string path, int flags, uint mask, out Status status);

    /// <summary>The kernel's <c>struct statx</c>, which is the same on every architecture.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct Status
    {
        [FieldOffset(28)]
        public ushort Mode;

        [FieldOffset(32)]
        public ulong Inode;

        [FieldOffset(136)]
        public uint DeviceMajor;

        [FieldOffset(140)]
        public uint DeviceMinor;
    }
}
