using System.Diagnostics;

namespace FinkTyped.Soak;

/// <summary>
/// Whether memory stays flat: what is reachable after a full collection, and what the process has of the system, at the end against the time after
/// the warm-up.
/// </summary>
internal sealed class MemoryWatch
{
    private const double Growth = 1.25;
    private const double HeapAllowance = 10;
    private const double ResidentAllowance = 60;

    private readonly List<(double Heap, double Resident)> _samples = [];

    /// <summary>Measures now, in MB.</summary>
    public (double Heap, double Resident) Sample()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true);
        using var process = Process.GetCurrentProcess();
        var sample = (GC.GetTotalMemory(false) / 1e6, process.WorkingSet64 / 1e6);
        _samples.Add(sample);
        return sample;
    }

    /// <summary>Compares the last fifth of the samples with the second; the first is the warm-up.</summary>
    /// <param name="verdict">What was compared, for people.</param>
    public bool IsFlat(out string verdict)
    {
        var fifth = _samples.Count / 5;
        if (fifth == 0)
        {
            verdict = "memory: too short a run to tell";
            return true;
        }

        var (early, late) = (_samples.GetRange(fifth, fifth), _samples.GetRange(_samples.Count - fifth, fifth));
        var (heapEarly, heapLate) = (Median(early, s => s.Heap), Median(late, s => s.Heap));
        var (residentEarly, residentLate) = (Median(early, s => s.Resident), Median(late, s => s.Resident));
        var isFlat = heapLate <= heapEarly * Growth + HeapAllowance && residentLate <= residentEarly * Growth + ResidentAllowance;
        verdict = $"memory: heap {heapEarly:0.0} MB after the warm-up, {heapLate:0.0} MB in the end; "
            + $"process {residentEarly:0} MB, {residentLate:0} MB: {(isFlat ? "flat" : "GROWN")}";
        return isFlat;
    }

    private static double Median(List<(double Heap, double Resident)> samples, Func<(double Heap, double Resident), double> value) =>
        samples.Select(value).Order().ElementAt(samples.Count / 2);
}
