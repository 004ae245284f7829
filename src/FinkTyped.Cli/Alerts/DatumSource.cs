using FinkTyped.Cli.Terminal;

namespace FinkTyped.Cli.Alerts;

/// <summary>The encoded alerts of files and folders, or of standard input.</summary>
/// <param name="console">Where bad files are named.</param>
/// <param name="paths">The paths, <c>-</c> for standard input.</param>
/// <param name="writer">The schema of raw datums; null for container files, which carry theirs.</param>
internal sealed class DatumSource(CliConsole console, IReadOnlyList<string> paths, AvroSchema? writer)
{
    private string? _faultyPath;
    private long _faults;

    /// <summary>Whether anything could not be read or shown.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>Whether a file that starts so is a container, maybe packed.</summary>
    public static bool IsContainer(ReadOnlySpan<byte> start) => start.StartsWith("Obj\x01"u8) || start.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]);

    /// <summary>The alerts. A file that is bad is named, and the others are read, as cat does.</summary>
    public IEnumerable<AlertDatum> Read()
    {
        var options = new AlertFileOptions { RawSchema = writer, OnBadFile = OnBadFile.Skip, BadFileFound = Tell };
        foreach (var datum in AlertFile.ReadDatums(paths, options))
        {
            if (datum.Path != _faultyPath) EndFaults();
            yield return datum;
        }

        EndFaults();
    }

    /// <summary>Says why an alert cannot be shown: for each file the first time, and at its end how many there were.</summary>
    public void TellFault(AlertDatum datum, CommandException fault)
    {
        if (_faultyPath is null) Tell(fault.Message);
        _faultyPath = datum.Path;
        _faults++;
    }

    private void EndFaults()
    {
        if (_faults > 1) Tell($"{_faultyPath}: {Words.Count(_faults - 1, "more alert")} cannot be shown.");
        (_faultyPath, _faults) = (null, 0);
    }

    private void Tell(BadFile file)
    {
        EndFaults();
        var isForeign = file.Exception is AlertFileException { Fault: AlertFileFault.NotAContainer } && File.Exists(file.Path) && new FileInfo(file.Path).Length > 0;
        Tell(isForeign
            ? $"{file}. If it holds one raw datum, as a Kafka message does, give the schema it was written with: --schema W.avsc"
            : file.ToString());
    }

    private void Tell(string message)
    {
        HasFailed = true;
        console.Note(message);
    }
}
