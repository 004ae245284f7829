using System.Globalization;
using System.Runtime;

namespace FinkTyped.Benchmarks.Archives;

/// <summary>The most memory the process had since a moment: what Linux keeps of it, and begins anew when it is asked to.</summary>
internal static class PeakMemory
{
    private const string Name = "VmHWM:";

    /// <summary>Gives back what earlier work left, and begins anew; false where the system does not keep it.</summary>
    public static bool Begin()
    {
        GCSettings.LargeObjectHeapCompactionMode = GCLargeObjectHeapCompactionMode.CompactOnce;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        if (!OperatingSystem.IsLinux()) return false;
        try
        {
            File.WriteAllText("/proc/self/clear_refs", "5");
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>The most since then, in megabytes.</summary>
    public static double Megabytes()
    {
        var line = File.ReadLines("/proc/self/status").First(l => l.StartsWith(Name, StringComparison.Ordinal));
        return double.Parse(line.AsSpan(Name.Length).Trim().TrimEnd(" kB"), CultureInfo.InvariantCulture) * 1024 / 1e6;
    }
}
