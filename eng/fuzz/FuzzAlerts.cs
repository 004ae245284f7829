using FinkTyped.Lsst;
using FinkTyped.Simulation;
using FinkTyped.Tests;
using FinkTyped.Tests.Testing;
using FinkTyped.Ztf;

namespace FinkTyped.Fuzz;

/// <summary>Alerts of one survey and schema: real ones of the shared data, or simulated ones where those are absent.</summary>
internal sealed class FuzzAlerts
{
    private readonly Func<int, bool>[] _isTelling;

    private FuzzAlerts(string name, AvroSchema schema, IEnumerable<byte[]> datums)
    {
        Name = name;
        Schema = (AvroRecordSchema)schema;
        Text = System.Text.Encoding.UTF8.GetBytes(schema.ToString());
        Datums = [.. datums];
        _isTelling = [.. Datums.Select(d => Telling.Of(schema, d))];
    }

    public static IReadOnlyList<FuzzAlerts> All { get; } = Load();

    /// <summary>The folder of the solution.</summary>
    public static string Root { get; } = FindRoot();

    public string Name { get; }

    public AvroRecordSchema Schema { get; }

    /// <summary>The schema's JSON.</summary>
    public byte[] Text { get; }

    public IReadOnlyList<byte[]> Datums { get; }

    /// <summary>Some alert and where it tells something of its structure.</summary>
    public byte[] Pick(Random random, out Func<int, bool> isTelling)
    {
        var index = random.Next(Datums.Count);
        isTelling = _isTelling[index];
        return Datums[index];
    }

    private static List<FuzzAlerts> Load()
    {
        try
        {
            return
            [
                .. SharedAlerts.Names.Select(n => n.Data.Item1).Select(name =>
                {
                    var datums = SharedAlerts.Datums(name);
                    return new FuzzAlerts(name, datums[0].WriterSchema, datums.Select(d => d.Datum.ToArray()));
                }),
            ];
        }
        catch (Exception e) when (e.Message.Contains("shared/data", StringComparison.Ordinal))
        {
            return
            [
                new FuzzAlerts("simulated ZTF", ZtfAlert.Schema, new ZtfSimulator().EnumerateDatums(31)),
                new FuzzAlerts("simulated LSST", LsstAlert.Schema, new LsstSimulator().EnumerateDatums(7)),
            ];
        }
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "FinkTyped.sln"))) return folder.FullName;
        }

        return Environment.CurrentDirectory;
    }
}
