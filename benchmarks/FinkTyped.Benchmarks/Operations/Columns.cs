using FinkTyped.Lsst;
using FinkTyped.Ztf;

namespace FinkTyped.Benchmarks.Operations;

/// <summary>A light curve in arrays that are used again and again: time, band, brightness and its uncertainty; NaN for null.</summary>
internal sealed class Columns(int capacity)
{
    private readonly double[] _times = new double[capacity];
    private readonly byte[] _bands = new byte[capacity];
    private readonly float[] _values = new float[capacity];
    private readonly float[] _errors = new float[capacity];

    public int Fill(ZtfAlert.View alert)
    {
        var row = 0;
        foreach (var item in alert.PrvCandidates) Set(row++, item.Jd, (byte)(item.Fid ?? 0), item.Magpsf, item.Sigmapsf);
        return row;
    }

    public int Fill(ZtfAlert alert)
    {
        var row = 0;
        foreach (var item in alert.PrvCandidates.Views) Set(row++, item.Jd, (byte)(item.Fid ?? 0), item.Magpsf, item.Sigmapsf);
        return row;
    }

    public int Fill(LsstAlert.View alert)
    {
        var row = 0;
        foreach (var item in alert.PrvDiaSources) Set(row++, item.MidpointMjdTai, First(item.Band), item.PsfFlux, item.PsfFluxErr);
        foreach (var item in alert.PrvDiaForcedSources) Set(row++, item.MidpointMjdTai, First(item.Band), item.PsfFlux, item.PsfFluxErr);
        return row;
    }

    public int Fill(LsstAlert alert)
    {
        var row = 0;
        foreach (var item in alert.PrvDiaSources.Views) Set(row++, item.MidpointMjdTai, First(item.Band), item.PsfFlux, item.PsfFluxErr);
        foreach (var item in alert.PrvDiaForcedSources.Views) Set(row++, item.MidpointMjdTai, First(item.Band), item.PsfFlux, item.PsfFluxErr);
        return row;
    }

    private static byte First(AvroString text) => text.Length > 0 ? text.Utf8Bytes[0] : (byte)0;

    private void Set(int row, double? time, byte band, float? value, float? error)
    {
        _times[row] = time ?? double.NaN;
        _bands[row] = band;
        _values[row] = value ?? float.NaN;
        _errors[row] = error ?? float.NaN;
    }
}
