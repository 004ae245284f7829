using System.Text.Json;
using FinkTyped.Simulation;
using FinkTyped.Tests;
using FinkTyped.Ztf;

namespace FinkTyped.Cli.Tests;

public sealed class CatCommandTests(AlertFolder folder) : IClassFixture<AlertFolder>
{
    [Fact]
    public async Task Json_is_one_alert_a_line_with_the_schema_s_fields()
    {
        var result = await FinkProcess.RunAsync("cat", folder["a.avro"], "--json");
        var alerts = new ZtfSimulator(2).Enumerate(2).ToList();

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Equal(2, result.Lines.Length);
        Assert.StartsWith($$"""{"candid":{{alerts[0].Candid}},"schemavsn":"4.02","publisher":"Fink","objectId":"{{alerts[0].ObjectId}}","candidate":{"jd":""", result.Lines[0]);
        Assert.Equal(alerts[1].Candid, JsonDocument.Parse(result.Lines[1]).RootElement.GetProperty("candid").GetInt64());
    }

    [Fact]
    public async Task A_folder_is_read_file_by_file_in_the_order_of_names()
    {
        var all = await FinkProcess.RunAsync("cat", folder.FullPath, "--json");
        var first = await FinkProcess.RunAsync("cat", folder["a.avro"], "--json");

        Assert.Equal(7, all.Lines.Length);
        Assert.Equal(first.Lines, all.Lines[..2]);
        Assert.Equal(first.Lines, all.Lines[5..]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    public async Task The_limit_counts_over_all_files(int limit)
    {
        var result = await FinkProcess.RunAsync("cat", folder["b.avro"], folder["a.avro"], "--json", "--limit", $"{limit}");

        Assert.Equal((0, limit), (result.ExitCode, result.Lines.Length));
    }

    [Theory]
    [InlineData("hash", "sha256")]
    [InlineData("base64", "base64")]
    [InlineData("none", null)]
    public async Task Bytes_are_written_as_asked(string bytes, string? field)
    {
        var result = await FinkProcess.RunAsync("cat", folder["a.avro"], "--json", "--bytes", bytes);
        var stamp = JsonDocument.Parse(result.Lines[0]).RootElement.GetProperty("cutoutScience").GetProperty("stampData");
        var expected = new ZtfSimulator(2).Next().CutoutScience.StampData!.Value;

        Assert.Equal(expected.Length, stamp.GetProperty("$bytes").GetInt32());
        Assert.Equal(field is null ? 1 : 2, stamp.EnumerateObject().Count());
        if (bytes == "base64") Assert.Equal(Convert.ToBase64String(expected.Span), stamp.GetProperty("base64").GetString());
    }

    [Fact]
    public async Task A_reader_s_schema_chooses_fields()
    {
        await File.WriteAllTextAsync(
            folder["mine.avsc"],
            """
            {"type": "record", "name": "mine", "fields": [
              {"name": "objectId", "type": "string"},
              {"name": "later", "type": ["null", "int"], "default": null}
            ]}
            """,
            TestContext.Current.CancellationToken);

        var result = await FinkProcess.RunAsync("cat", folder["a.avro"], "--json", "--as", folder["mine.avsc"]);

        Assert.Equal($$"""{"objectId":"{{new ZtfSimulator(2).Next().ObjectId}}","later":null}""", result.Lines[0]);
    }

    [Fact]
    public async Task A_reader_s_schema_that_does_not_fit_is_explained()
    {
        var result = await FinkProcess.RunAsync("cat", folder["a.avro"], "--json", "--as", "lsst");

        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.Contains("a.avro, alert 0:", result.Error);
        Assert.Contains("cutoutScience", result.Error);
    }

    [Fact]
    public async Task Alerts_of_2019_are_read_with_a_word_about_the_field_that_is_lost()
    {
        var path = SharedAlerts.PathOf("fink-ztf-livestream-2019");
        var json = await FinkProcess.RunAsync("cat", path, "--as", "ztf", "--json");
        var cards = await FinkProcess.RunAsync("cat", path, "--as", "ztf");
        var expected = SharedAlerts.Expected("fink-ztf-livestream-2019");

        Assert.Equal((0, 0, 11), (json.ExitCode, cards.ExitCode, json.Lines.Length));
        Assert.Equal($"fink: {path}: timestamp is shown as null: long or null cannot become string or null.\n", json.Error);
        Assert.Equal(json.Error, cards.Error);
        for (var i = 0; i < 11; i++)
        {
            var alert = JsonElement.Parse(json.Lines[i]);
            Assert.Equal(JsonValueKind.Null, alert.GetProperty("timestamp").ValueKind);
            Assert.Equal(expected[i].GetProperty("candid").GetInt64(), alert.GetProperty("candid").GetInt64());
            Assert.True(JsonElement.DeepEquals(expected[i].GetProperty("rfscore"), alert.GetProperty("rf_snia_vs_nonia")));
            Assert.Contains($"{expected[i].GetProperty("objectId").GetString()}  fink-ztf-livestream-2019.avro #{i}\n", cards.Output);
        }
    }

    [Fact]
    public async Task What_does_not_fit_is_told_once_for_each_file_and_the_others_are_read()
    {
        var early = SharedAlerts.PathOf("fink-ztf-livestream-2019");

        var result = await FinkProcess.RunAsync("cat", early, SharedAlerts.PathOf("fink-lsst-transfer-2026-03-18"), "--as", "lsst", "--json");

        Assert.Equal((1, 7), (result.ExitCode, result.Lines.Length));
        Assert.Contains($"{early}, alert 0: ", result.Error);
        Assert.Contains("diaSource: the writer has no such field", result.Error);
        Assert.DoesNotContain("alert 1: ", result.Error);
    }

    [Fact]
    public async Task A_native_packet_is_read_as_far_as_it_fits()
    {
        var ztf = await FinkProcess.RunAsync("cat", SharedAlerts.PathOf("ztf-native-ZTF19acihgng"), "--as", "ztf");
        var rubin = await FinkProcess.RunAsync("cat", SharedAlerts.PathOf("rubin-native-11.0"), "--as", "lsst");

        Assert.Equal((0, ""), (ztf.ExitCode, ztf.Error));
        Assert.Contains("32 detections and 2 upper limits", ztf.Output);
        Assert.Equal((0, ""), (rubin.ExitCode, rubin.Error));
        Assert.Contains("281323062375219201  rubin-native-11.0.avro #0\n", rubin.Output);
    }

    [Fact]
    public async Task A_raw_datum_is_read_with_its_schema()
    {
        await File.WriteAllBytesAsync(folder["datum"], new ZtfSimulator(2).NextDatum(), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(folder["ztf.avsc"], ZtfAlert.Schema.ToString(), TestContext.Current.CancellationToken);

        var fromFile = await FinkProcess.RunAsync("cat", folder["datum"], "--schema", folder["ztf.avsc"], "--json");
        var fromInput = await FinkProcess.RunAsync(["cat", "-", "--schema", folder["ztf.avsc"], "--json"], new ZtfSimulator(2).NextDatum());
        var container = await FinkProcess.RunAsync("cat", folder["a.avro"], "--json", "--limit", "1");

        Assert.Equal(container.Output, fromFile.Output);
        Assert.Equal(container.Output, fromInput.Output);
    }

    [Fact]
    public async Task A_container_is_read_from_standard_input()
    {
        var bytes = await File.ReadAllBytesAsync(folder["b.avro"], TestContext.Current.CancellationToken);

        Assert.Equal(3, (await FinkProcess.RunAsync(["cat", "-", "--json"], bytes)).Lines.Length);
    }

    [Fact]
    public async Task Without_json_an_alert_is_a_few_lines()
    {
        var result = await FinkProcess.RunAsync("cat", folder["a.avro"], "--limit", "1");
        var alert = new ZtfSimulator(2).Next();

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.InRange(result.Lines.Length, 7, 12);
        Assert.StartsWith($"{alert.ObjectId}  a.avro #0", result.Output);
        Assert.Contains($"  candidate    {alert.Candid}\n", result.Output);
        Assert.Contains(" upper limits in 30 days\n", result.Output);
        Assert.Contains($"https://ztf.fink-portal.org/{alert.ObjectId}", result.Output);
    }

    [Fact]
    public async Task A_missing_file_is_named_and_the_others_are_read()
    {
        var result = await FinkProcess.RunAsync("cat", folder["nowhere.avro"], folder["a.avro"], "--json");

        Assert.Equal((1, 2), (result.ExitCode, result.Lines.Length));
        Assert.Contains("nowhere.avro", result.Error);
    }

    [Fact]
    public async Task A_raw_datum_without_schema_is_told_how()
    {
        await File.WriteAllBytesAsync(folder["raw"], new ZtfSimulator(2).NextDatum(), TestContext.Current.CancellationToken);
        var result = await FinkProcess.RunAsync("cat", folder["raw"]);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("--schema W.avsc", result.Error);
    }

    [Fact]
    public async Task A_schema_file_that_is_none_is_named()
    {
        await File.WriteAllTextAsync(folder["bad.avsc"], """{"type": "recrod"}""", TestContext.Current.CancellationToken);
        var result = await FinkProcess.RunAsync("cat", folder["a.avro"], "--as", folder["bad.avsc"]);

        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.Contains("bad.avsc: ", result.Error);
        Assert.Contains("recrod", result.Error);
    }

    [Fact]
    public async Task A_damaged_file_is_read_up_to_the_damage()
    {
        var bytes = await File.ReadAllBytesAsync(folder["b.avro"], TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(folder["cut"], bytes[..^5000], TestContext.Current.CancellationToken);
        var result = await FinkProcess.RunAsync("cat", folder["cut"], "--json");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("cut", result.Error);
    }

    [Fact]
    public async Task An_empty_folder_is_not_an_empty_result()
    {
        Directory.CreateDirectory(folder["empty"]);
        var result = await FinkProcess.RunAsync("cat", folder["empty"]);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("empty: no .avro", result.Error);
    }

    [Fact]
    public async Task A_reader_that_has_seen_enough_ends_the_command_quietly()
    {
        folder.WriteZtf("many", 400);
        using var process = FinkProcess.Start("cat", folder["many"], "--json", "--bytes", "base64");
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.NotNull(await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
        process.StandardOutput.Close();
        await FinkProcess.WaitAsync(process);

        Assert.Equal((0, ""), (process.ExitCode, await error));
    }

    [Theory]
    [MemberData(nameof(SharedAlerts.Names), MemberType = typeof(SharedAlerts))]
    public async Task Real_alerts_are_what_another_library_reads(string name, int count)
    {
        var expected = SharedAlerts.Expected(name);
        var schema = SharedAlerts.Datums(name)[0].WriterSchema;
        var result = await FinkProcess.RunAsync("cat", SharedAlerts.PathOf(name), "--json");

        Assert.Equal(count, result.Lines.Length);
        for (var i = 0; i < count; i++) JsonAssert.Same(expected[i], JsonElement.Parse(result.Lines[i]), schema, $"{name}[{i}]");
    }
}
