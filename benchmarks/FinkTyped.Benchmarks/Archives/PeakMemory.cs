using System.Globalization;
using System.Runtime;

namespace FinkTyped.Benchmarks.Archives;

/// <summary>The most memory the process had since a moment: what Linux keeps of it, and begins anew when it is asked to.</summary>
internal static class PeakMemory
{
    /// <summary>Gives back what earlier work left, and begins anew; what the process has now in megabytes, null where the system does not keep it.</summary>
    public static double? Begin()
    {
        GCSettings.LargeObjectHeapCompactionMode = GCLargeObjectHeapCompactionMode.CompactOnce;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        if (!OperatingSystem.IsLinux()) return null;
        try
        {
            File.WriteAllText("/proc/self/clear_refs", "5");
            return Megabytes("VmRSS:");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The most since then, in megabytes.</summary>
    public static double Most() => Megabytes("VmHWM:");

    private static double Megabytes(string name)
    {
        var line = File.ReadLines("/proc/self/status").First(l => l.StartsWith(name, StringComparison.Ordinal));
        return double.Parse(line.AsSpan(name.Length).Trim().TrimEnd(" kB"), CultureInfo.InvariantCulture) * 1024 / 1e6;
    }
}
