using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Loggers;

namespace FinkTyped.Benchmarks.Suite;

/// <summary>Columns in the units of alerts, and none of BenchmarkDotNet's, which would say the same in changing units.</summary>
internal sealed class AlertConfig : ManualConfig
{
    public AlertConfig()
    {
        // The project and all it refers to is built once more, on whatever machine this is.
        BuildTimeout = TimeSpan.FromMinutes(15);
        AddLogger(ConsoleLogger.Default);
        AddExporter(MarkdownExporter.GitHub);
        AddDiagnoser(MemoryDiagnoser.Default);
        AddColumnProvider(DefaultColumnProviders.Descriptor, DefaultColumnProviders.Params);
        AddColumn(AlertColumn.Microseconds, AlertColumn.BytesOfOperation);
        AddColumn(AlertColumn.Nanoseconds, AlertColumn.Error, AlertColumn.MegabytesPerSecond, AlertColumn.Bytes, AlertColumn.Ratio);
    }
}
