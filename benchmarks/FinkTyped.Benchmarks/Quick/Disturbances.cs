using System.Runtime.InteropServices;

namespace FinkTyped.Benchmarks.Quick;

/// <summary>How often the running thread was put off its core against its will: a slice of time that was cut is no measurement.</summary>
internal static partial class Disturbances
{
    private const int ThisThread = 1;

    /// <summary>So often since the thread began; zero where the system does not tell.</summary>
    public static long Count() => OperatingSystem.IsLinux() && GetUsage(ThisThread, out var usage) == 0 ? usage.InvoluntarySwitches : 0;

    [LibraryImport("libc", EntryPoint = "getrusage")]
    private static partial int GetUsage(int who, out Usage usage);

    [StructLayout(LayoutKind.Explicit, Size = 144)]
    private struct Usage
    {
        [FieldOffset(136)]
        public long InvoluntarySwitches;
    }
}
