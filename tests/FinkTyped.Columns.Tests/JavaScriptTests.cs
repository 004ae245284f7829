using System.Diagnostics;
using System.Text.Json;
using FinkTyped.Tests;

namespace FinkTyped.Columns.Tests;

/// <summary>Arrow files as another implementation reads them: npm's apache-arrow.</summary>
public class JavaScriptTests
{
    private const string Version = "21.2.0";

    // Every value of some columns, ids as text since JavaScript's numbers do not hold them.
    private const string Script = """
        const { tableFromIPC } = require('apache-arrow');
        const table = tableFromIPC(require('fs').readFileSync(process.argv[2]));
        const plain = v => v === null || v === undefined ? null : typeof v === 'bigint' ? v.toString()
            : typeof v === 'number' && Number.isNaN(v) ? 'NaN' : typeof v === 'object' && v[Symbol.iterator] && typeof v !== 'string' ? [...v].map(plain) : v;
        for (let i = 0; i < table.numRows; i++) {
            const row = {};
            for (const field of table.schema.fields) row[field.name] = plain(table.getChild(field.name).get(i));
            console.log(JSON.stringify(row));
        }
        """;

    [Theory]
    [InlineData(SharedAlerts.Lsst, "diaSource.diaSourceId", "diaSource.psfFlux", "diaSource.band", "prvDiaSources.psfFlux", "prvDiaSources.diaSourceId")]
    [InlineData(SharedAlerts.Ztf, "candid", "objectId", "candidate.magpsf", "prv_candidates.magpsf", "prv_candidates.isdiffpos")]
    public async Task Arrow_files_are_read_by_another_implementation(string name, params string[] paths)
    {
        var folder = Directory.CreateTempSubdirectory("fink-arrow-js-");
        try
        {
            var (file, script) = (Path.Combine(folder.FullName, "alerts.arrow"), Path.Combine(folder.FullName, "read.js"));
            File.WriteAllText(script, Script);
            var installed = await RunAsync(folder.FullName, "npm", "install", "--silent", "--no-audit", "--no-fund", $"apache-arrow@{Version}");
            Assert.SkipWhen(installed is not { ExitCode: 0 }, "needs npm, and apache-arrow from its registry");
            await using (var output = File.Create(file))
                await AlertArrow.WriteFileAsync([SharedAlerts.PathOf(name)], output, new ColumnOptions { Fields = paths, MaxRows = 4 }, TestContext.Current.CancellationToken);
            var run = await RunAsync(folder.FullName, "node", script, file);
            Assert.True(run is { ExitCode: 0 }, run?.Output);
            var rows = run!.Value.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonElement.Parse(l)).ToList();
            var expected = SharedAlerts.Expected(name);
            Assert.Equal(expected.Count, rows.Count);
            for (var i = 0; i < rows.Count; i++)
            {
                foreach (var path in paths) Same(At(expected[i], path.Split('.')), rows[i].GetProperty(path), $"alert {i}: {path}");
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static object? At(JsonElement value, ReadOnlySpan<string> path)
    {
        if (value.ValueKind == JsonValueKind.Array)
        {
            var items = new List<object?>();
            foreach (var item in value.EnumerateArray()) items.Add(At(item, path));
            return items;
        }

        if (value.ValueKind == JsonValueKind.Null) return null;
        return path.IsEmpty ? value : At(value.GetProperty(path[0]), path[1..]);
    }

    private static void Same(object? expected, JsonElement actual, string where)
    {
        switch (expected)
        {
            case null:
                Assert.True(actual.ValueKind == JsonValueKind.Null, where);
                break;
            case List<object?> items:
                Assert.Equal(items.Count, actual.GetArrayLength());
                for (var i = 0; i < items.Count; i++) Same(items[i], actual[i], where);
                break;
            case JsonElement { ValueKind: JsonValueKind.Number } number when actual.ValueKind == JsonValueKind.Number:
                Assert.Equal(number.GetDouble(), actual.GetDouble());
                break;
            default:
                Assert.Equal(((JsonElement)expected).ToString(), actual.ToString());
                break;
        }
    }

    private static async Task<(int ExitCode, string Output)?> RunAsync(string folder, string command, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(command, arguments)
            {
                WorkingDirectory = folder,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            return (process.ExitCode, output + await errors);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
