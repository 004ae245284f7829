namespace FinkTyped.Simulation.Sources;

/// <summary>
/// The features of a light curve in one band that Fink computes with the library light-curve-feature (Malanchev et al. 2021), from
/// times in days, values (magnitudes or fluxes) and their errors. What too few points cannot give is NaN.
/// </summary>
internal sealed class LightCurveStatistics
{
    private readonly double[] _time;
    private readonly double[] _value;
    private readonly double[] _error;
    private readonly double[] _sorted;

    public LightCurveStatistics(ReadOnlySpan<double> time, ReadOnlySpan<double> value, ReadOnlySpan<double> error)
    {
        _time = time.ToArray();
        _value = value.ToArray();
        _error = error.ToArray();
        _sorted = value.ToArray();
        Array.Sort(_sorted);
        Moments();
        Trends();
        Order();
    }

    public double Mean { get; private set; } = double.NaN;

    public double WeightedMean { get; private set; } = double.NaN;

    public double StandardDeviation { get; private set; } = double.NaN;

    public double Median { get; private set; } = double.NaN;

    public double Amplitude { get; private set; } = double.NaN;

    public double Beyond1Std { get; private set; } = double.NaN;

    public double Cusum { get; private set; } = double.NaN;

    public double InterPercentileRange10 { get; private set; } = double.NaN;

    public double Kurtosis { get; private set; } = double.NaN;

    public double LinearTrend { get; private set; } = double.NaN;

    public double LinearTrendSigma { get; private set; } = double.NaN;

    public double LinearTrendNoise { get; private set; } = double.NaN;

    public double LinearFitSlope { get; private set; } = double.NaN;

    public double LinearFitSlopeSigma { get; private set; } = double.NaN;

    public double LinearFitReducedChi2 { get; private set; } = double.NaN;

    public double MagnitudePercentageRatio40To5 { get; private set; } = double.NaN;

    public double MagnitudePercentageRatio20To10 { get; private set; } = double.NaN;

    public double MaximumSlope { get; private set; } = double.NaN;

    public double MedianAbsoluteDeviation { get; private set; } = double.NaN;

    public double MedianBufferRangePercentage10 { get; private set; } = double.NaN;

    public double PercentAmplitude { get; private set; } = double.NaN;

    public double MeanVariance { get; private set; } = double.NaN;

    public double AndersonDarlingNormal { get; private set; } = double.NaN;

    public double Chi2 { get; private set; } = double.NaN;

    public double Skew { get; private set; } = double.NaN;

    public double StetsonK { get; private set; } = double.NaN;

    private int Count => _value.Length;

    private void Moments()
    {
        if (Count == 0) return;
        double sum = 0, weights = 0, weighted = 0;
        for (var i = 0; i < Count; i++)
        {
            var weight = 1 / (_error[i] * _error[i]);
            sum += _value[i];
            weights += weight;
            weighted += weight * _value[i];
        }

        Mean = sum / Count;
        WeightedMean = weighted / weights;
        if (Count < 2) return;

        double m2 = 0, m3 = 0, m4 = 0, chi2 = 0, stetson = 0, running = 0, lowest = double.MaxValue, highest = double.MinValue;
        for (var i = 0; i < Count; i++)
        {
            var d = _value[i] - Mean;
            m2 += d * d;
            m3 += d * d * d;
            m4 += d * d * d * d;
            var pull = (_value[i] - WeightedMean) / _error[i];
            chi2 += pull * pull;
            stetson += Math.Abs(pull);
            running += d;
            lowest = Math.Min(lowest, running);
            highest = Math.Max(highest, running);
        }

        StandardDeviation = Math.Sqrt(m2 / (Count - 1));
        MeanVariance = StandardDeviation / Mean;
        Chi2 = chi2 / (Count - 1);
        StetsonK = stetson / Math.Sqrt(Count * chi2);
        Cusum = (highest - lowest) / (Count * StandardDeviation);
        var beyond = 0;
        foreach (var value in _value)
        {
            if (Math.Abs(value - Mean) > StandardDeviation) beyond++;
        }

        Beyond1Std = (double)beyond / Count;
        double n = Count, s2 = m2 / (n - 1);
        if (Count >= 3) Skew = n / ((n - 1) * (n - 2)) * m3 / Math.Pow(s2, 1.5);
        if (Count < 4) return;
        Kurtosis = n * (n + 1) / ((n - 1) * (n - 2) * (n - 3)) * m4 / (s2 * s2) - 3 * (n - 1) * (n - 1) / ((n - 2) * (n - 3));
        AndersonDarlingNormal = AndersonDarling();
    }

    private double AndersonDarling()
    {
        double n = Count, sum = 0;
        for (var i = 0; i < Count; i++)
        {
            var low = NormalShare((_sorted[i] - Mean) / StandardDeviation);
            var high = NormalShare((Mean - _sorted[Count - 1 - i]) / StandardDeviation);
            sum += (2 * i + 1) * (Math.Log(Math.Max(low, 1e-300)) + Math.Log(Math.Max(high, 1e-300)));
        }

        return (1 + 4 / n - 25 / (n * n)) * (-n - sum / n);
    }

    // The share of a normal distribution below x (Abramowitz and Stegun 26.2.17, exact to 7.5e-8).
    private static double NormalShare(double x)
    {
        var t = 1 / (1 + 0.2316419 * Math.Abs(x));
        var tail = 0.3989422804014327 * Math.Exp(-0.5 * x * x)
            * t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
        return x > 0 ? 1 - tail : tail;
    }

    private void Trends()
    {
        for (var i = 1; i < Count; i++)
        {
            var days = _time[i] - _time[i - 1];
            if (days <= 0) continue;
            var slope = Math.Abs((_value[i] - _value[i - 1]) / days);
            if (double.IsNaN(MaximumSlope) || slope > MaximumSlope) MaximumSlope = slope;
        }

        if (Count < 3) return;
        (LinearTrend, var variance, var residues, _) = FitLine(weighted: false);
        LinearTrendNoise = Math.Sqrt(residues / (Count - 2));
        LinearTrendSigma = LinearTrendNoise * Math.Sqrt(variance);
        (LinearFitSlope, variance, _, var chi2) = FitLine(weighted: true);
        LinearFitSlopeSigma = Math.Sqrt(variance);
        LinearFitReducedChi2 = chi2 / (Count - 2);
    }

    private (double Slope, double UnitVariance, double Residues, double Chi2) FitLine(bool weighted)
    {
        double w = 0, wt = 0, wy = 0, wtt = 0, wty = 0;
        for (var i = 0; i < Count; i++)
        {
            var weight = weighted ? 1 / (_error[i] * _error[i]) : 1;
            var t = _time[i] - _time[0];
            w += weight;
            wt += weight * t;
            wy += weight * _value[i];
            wtt += weight * t * t;
            wty += weight * t * _value[i];
        }

        var determinant = w * wtt - wt * wt;
        var slope = (w * wty - wt * wy) / determinant;
        var offset = (wy - slope * wt) / w;
        double residues = 0, chi2 = 0;
        for (var i = 0; i < Count; i++)
        {
            var residue = _value[i] - offset - slope * (_time[i] - _time[0]);
            residues += residue * residue;
            chi2 += residue * residue / (_error[i] * _error[i]);
        }

        return (slope, w / determinant, residues, chi2);
    }

    private void Order()
    {
        if (Count == 0) return;
        Median = Quantile(_sorted, 0.5);
        double lowest = _sorted[0], highest = _sorted[^1];
        Amplitude = (highest - lowest) / 2;
        PercentAmplitude = Math.Max(highest - Median, Median - lowest);
        InterPercentileRange10 = Range(0.10);
        var deviations = new double[Count];
        var within = 0;
        for (var i = 0; i < Count; i++)
        {
            deviations[i] = Math.Abs(_value[i] - Median);
            if (deviations[i] < 0.1 * Amplitude) within++;
        }

        Array.Sort(deviations);
        MedianAbsoluteDeviation = Quantile(deviations, 0.5);
        MedianBufferRangePercentage10 = (double)within / Count;
        if (Count < 2) return;
        MagnitudePercentageRatio40To5 = Range(0.40) / Range(0.05);
        MagnitudePercentageRatio20To10 = Range(0.20) / Range(0.10);
    }

    private double Range(double share) => Quantile(_sorted, 1 - share) - Quantile(_sorted, share);

    private static double Quantile(double[] sorted, double share)
    {
        var place = Math.Clamp(share * sorted.Length - 0.5, 0, sorted.Length - 1);
        var below = (int)place;
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
