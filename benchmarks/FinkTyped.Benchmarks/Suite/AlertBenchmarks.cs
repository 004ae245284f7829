using BenchmarkDotNet.Attributes;
using FinkTyped.Benchmarks.Data;
using FinkTyped.Benchmarks.Operations;

namespace FinkTyped.Benchmarks.Suite;

/// <summary>Operations on the alerts of a survey, a multiple of all there are in each invocation. Figures are of one alert.</summary>
public abstract class AlertBenchmarks
{
    /// <summary>A multiple of the 31 ZTF and of the 7 LSST alerts.</summary>
    protected const int Alerts = 217;

    private Dictionary<string, Operation> _operations = [];
    private int _size;
    private int _next;

    [Params("ztf", "lsst")]
    public string Survey { get; set; } = "";

    /// <summary>Whether on a thousand different alerts, rather than on a few that caches and branch predictors learn.</summary>
    [Params(false, true)]
    public bool Varied { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        var set = AlertSet.Plain(Survey);
        if (Varied) set = set.Varied();
        _operations = SurveyOperations.Of(set).ToDictionary(operation => operation.Key);
        _size = set.Datums.Length;
        Console.WriteLine($"// {set.Name} alerts");
    }

    private protected ulong Run(string key)
    {
        var (run, next, sum) = (_operations[key].Run, _next, 0ul);
        for (var i = 0; i < Alerts; i++)
        {
            sum += run(next);
            if (++next == _size) next = 0;
        }

        _next = next;
        return sum;
    }
}
