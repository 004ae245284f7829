using System.Diagnostics;
using FinkTyped.Lsst;
using FinkTyped.Tests;
using FinkTyped.Ztf;

namespace FinkTyped.Cli.Tests;

public sealed class SchemaCommandTests(SchemaFolder folder) : IClassFixture<SchemaFolder>
{
    [Fact]
    public async Task Compiled_schemas_are_shown()
    {
        var ztf = await FinkProcess.RunAsync("schema", "show", "ztf", "--json");
        var lsst = await FinkProcess.RunAsync("schema", "show", "lsst", "--json");

        Assert.Equal((0, "", 0, ""), (ztf.ExitCode, ztf.Error, lsst.ExitCode, lsst.Error));
        Assert.Equal(ZtfAlert.Schema, AvroSchema.Parse(ztf.Output));
        Assert.Equal(LsstAlert.Schema, AvroSchema.Parse(lsst.Output));
        Assert.Contains("  \"name\": \"ZtfAlert\",\n", ztf.Output);
    }

    [Theory]
    [InlineData("old.avsc")]
    [InlineData("alert.avro")]
    [InlineData("alert")]
    public async Task The_schema_of_a_file_is_shown_whatever_its_name(string name)
    {
        if (!name.EndsWith(".avsc", StringComparison.Ordinal)) folder.WriteAlert(name);

        var result = await FinkProcess.RunAsync("schema", "show", folder[name], "--json");

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Equal(AvroSchema.Parse(SchemaFolder.Older), AvroSchema.Parse(result.Output));
    }

    [Theory]
    [InlineData(SchemaFolder.Livestream, SchemaFolder.Older)]
    [InlineData(SchemaFolder.Transfer, SchemaFolder.Newer)]
    public async Task The_schema_of_a_topic_is_shown(string topic, string expected)
    {
        var result = await FinkProcess.RunAsync("schema", "show", topic, "--bootstrap", folder.Bootstrap, "--json");

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Equal(AvroSchema.Parse(expected), AvroSchema.Parse(result.Output));
    }

    [Fact]
    public async Task A_schema_is_explained_field_by_field()
    {
        var all = await FinkProcess.RunAsync("schema", "show", folder["old.avsc"]);
        Assert.Equal((0, ""), (all.ExitCode, all.Error));
        Assert.Equal(["objectId string", "rfscore double or null", "mulens mulens", "class_1 string", "topic string or null", "magpsf float"],
            all.Lines.Select(line => System.Text.RegularExpressions.Regex.Replace(line.Trim(), " +", " ")));

        var found = await FinkProcess.RunAsync("schema", "show", "lsst", "--search", "psfflux");
        Assert.Matches(@"diaSource\.psfFlux\s+float or null\s+\S", found.Output);
        Assert.All(found.Lines.Where(line => line[0] != ' '), line => Assert.Contains("flux", line, StringComparison.OrdinalIgnoreCase));
        Assert.Single(found.Lines.Where(line => line[0] != ' ').Select(line => System.Text.RegularExpressions.Regex.Match(line, @"^\S+ +").Length).Distinct());
        Assert.Equal(1, (await FinkProcess.RunAsync("schema", "show", "lsst", "--search", "no such thing")).ExitCode);
    }

    [Fact]
    public async Task A_schema_that_is_there_is_not_replaced_unasked()
    {
        string[] pull = ["schema", "pull", SchemaFolder.Livestream, "--bootstrap", folder.Bootstrap, "--output", folder["mine.avsc"]];
        await File.WriteAllTextAsync(folder["mine.avsc"], "mine", TestContext.Current.CancellationToken);
        var refused = await FinkProcess.RunAsync(pull);
        Assert.Equal((1, $"fink: {folder["mine.avsc"]} exists; --force replaces it.\n"), (refused.ExitCode, refused.Error));
        Assert.Equal("mine", await File.ReadAllTextAsync(folder["mine.avsc"], TestContext.Current.CancellationToken));
        Assert.Equal(0, (await FinkProcess.RunAsync([.. pull, "--force"])).ExitCode);
    }

    [Fact]
    public async Task A_pulled_schema_is_a_file_to_compile()
    {
        var path = folder["pulled.avsc"];

        var pulled = await FinkProcess.RunAsync("schema", "pull", SchemaFolder.Livestream, "--bootstrap", folder.Bootstrap, "--output", path);
        var check = await FinkProcess.RunAsync("schema", "check", SchemaFolder.Livestream, "--as", path, "--bootstrap", folder.Bootstrap);

        Assert.Equal((0, path + "\n"), (pulled.ExitCode, pulled.Output));
        Assert.Contains($"<FinkSchema Include=\"{path}\" RecordName=\"MyAlert\" />", pulled.Error);
        Assert.Equal(AvroSchema.Parse(SchemaFolder.Older), AvroSchema.Parse(await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken)));
        Assert.Equal((0, $"{SchemaFolder.Livestream} fits pulled.avsc exactly: the bytes are laid out as compiled.\n"), (check.ExitCode, check.Output));
    }

    [Fact]
    public async Task A_diff_tells_each_change_once()
    {
        var result = await FinkProcess.RunAsync("schema", "diff", folder["old.avsc"], folder["new.avsc"]);

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Equal(
            """
            moved    magpsf: from place 4 to 0
            type     magpsf: float -> double or null
            renamed  rf_snia_vs_nonia, before rfscore
            type     mulens: record mulens -> double or null
            added    tns (string or null)
            removed  topic (string or null)

            """.ReplaceLineEndings("\n"),
            result.Output);
    }

    [Fact]
    public async Task A_diff_compares_topics_with_files()
    {
        var same = await FinkProcess.RunAsync("schema", "diff", folder["new.avsc"], SchemaFolder.Transfer, "--bootstrap", folder.Bootstrap);
        var other = await FinkProcess.RunAsync("schema", "diff", SchemaFolder.Livestream, SchemaFolder.Transfer, "--bootstrap", folder.Bootstrap);

        Assert.Equal((0, "The same fields in the same order: the bytes are the same.\n"), (same.ExitCode, same.Output));
        Assert.Equal((0, 6), (other.ExitCode, other.Lines.Length));
    }

    [Fact]
    public async Task A_check_tells_what_cannot_be_read_and_what_helps()
    {
        var result = await FinkProcess.RunAsync("schema", "check", SchemaFolder.Livestream, "--as", folder["new.avsc"], "--bootstrap", folder.Bootstrap);

        Assert.Equal((1, ""), (result.ExitCode, result.Error));
        Assert.Equal(
            $"""
            {SchemaFolder.Livestream} does not fit new.avsc: no alert can be read.

            1 field cannot be read:
              mulens: sent as record mulens, compiled as double or null

            1 field compiled but not sent; you get null or the default:
              tns (string or null)

            1 field sent but not compiled; passed over:
              topic (string or null)

            1 field of another type, which is converted:
              magpsf: float to double

            1 field of another name; nothing is lost:
              rf_snia_vs_nonia: the writer calls it rfscore

            1 field at another place; nothing is lost:
              magpsf: place 4 there, 0 here

            1 field sent as never null, and compiled as maybe null; nothing is lost:
              magpsf

            All of these may be null. SchemaResolution.UnresolvableNullableIsNull reads the rest, with null there;
            `fink cat --as` does so.
            To get at what is sent, compile its schema (`fink schema show {SchemaFolder.Livestream} --json` prints it), and change what uses these fields.

            """.ReplaceLineEndings("\n"),
            result.Output);
    }

    [Fact]
    public async Task A_check_of_what_no_setting_helps_speaks_of_none()
    {
        var result = await FinkProcess.RunAsync("schema", "check", "lsst", "--as", "ztf");

        Assert.Equal((1, ""), (result.ExitCode, result.Error));
        Assert.Contains("\n  candidate: compiled as record Candidate, not sent, and has no default\n", result.Output);
        Assert.DoesNotContain("UnresolvableNullableIsNull", result.Output);
    }

    [Fact]
    public async Task A_check_warns_of_values_that_do_not_fit()
    {
        var nullable = folder.Write(
            "nullable.avsc",
            SchemaFolder.Newer.Replace("""{"name": "objectId", "type": "string"}""", """{"name": "objectId", "type": ["null", "string"]}"""));

        var result = await FinkProcess.RunAsync("schema", "check", nullable, "--as", folder["new.avsc"]);

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(
            """
            nullable.avsc fits new.avsc, but an alert may hold values that do not.

            1 field may hold a value that does not fit; an alert with one is an error:
              objectId: sent as null or string, compiled as string

            """.ReplaceLineEndings("\n"),
            result.Output);
    }

    [Theory]
    [InlineData("fink-ztf-0p1", 0, "fits the compiled ztf schema: every alert can be read")]
    [InlineData("fink-ztf-1.1_0.4.3", 1, "mulens: sent as record mulens, compiled as double or null")]
    [InlineData("fink-ztf-2.7_3.10.1", 0, "38 fields compiled but not sent")]
    public async Task Early_streams_are_checked(string writer, int exitCode, string expected)
    {
        var result = await FinkProcess.RunAsync("schema", "check", SharedData.Require($"schemas/legacy/{writer}.avsc"), "--as", "ztf");

        Assert.Equal((exitCode, ""), (result.ExitCode, result.Error));
        Assert.Contains(expected, result.Output);
    }

    [Theory]
    [InlineData(2, "lsst", "show", "lsts")]
    [InlineData(2, "lsst", "show", "LSST")]
    [InlineData(2, "ztf", "diff", "lsst", "zft")]
    [InlineData(2, "rubin", "check", "ztf", "--as", "rubn")]
    public async Task The_nearest_survey_is_named(int exitCode, string expected, params string[] arguments)
    {
        var result = await FinkProcess.RunAsync(["schema", .. arguments]);
        Assert.Equal((exitCode, ""), (result.ExitCode, result.Output));
        Assert.Contains($" Did you mean {expected}?", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("show")]
    [InlineData("show", "fink_new_ztf")]
    [InlineData("pull", "fink_new_ztf")]
    [InlineData("diff", "ztf")]
    [InlineData("check", "ztf")]
    [InlineData("check", "ztf", "--as", "fink_new_ztf")]
    [InlineData("show", "fink_new_ztf", "--survey", "sdss")]
    public async Task Wrong_usage_has_its_own_code(params string[] arguments)
    {
        var result = await FinkProcess.RunAsync(["schema", .. arguments]);

        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.StartsWith("fink: ", result.Error);
    }

    [Fact]
    public async Task What_is_neither_a_file_nor_a_topic_is_told_so()
    {
        var file = await FinkProcess.RunAsync("schema", "show", "nowhere.avsc");
        var inFolder = await FinkProcess.RunAsync("schema", "show", folder.FullPath);
        var topic = await FinkProcess.RunAsync("schema", "show", "fink_olt_ztf", "--bootstrap", folder.Bootstrap);
        var empty = await FinkProcess.RunAsync("schema", "show", SchemaFolder.Empty, "--bootstrap", folder.Bootstrap);

        Assert.All([file, inFolder, topic, empty], r => Assert.Equal((1, ""), (r.ExitCode, r.Output)));
        Assert.Equal("fink: nowhere.avsc: there is no such file.\n", file.Error);
        Assert.Contains("this is a folder", inFolder.Error);
        Assert.Contains(SchemaFolder.Livestream, topic.Error);
        Assert.Contains("the topic is empty", empty.Error);
    }

    [Fact]
    public async Task A_schema_file_that_is_none_is_named_with_its_fault()
    {
        var result = await FinkProcess.RunAsync("schema", "show", folder.Write("bad.avsc", """{"type": "record", "name": "x"}"""));

        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.Contains("bad.avsc: ", result.Error);
    }

    [Fact]
    public async Task An_interrupt_ends_the_wait_for_a_server()
    {
        // Nobody answers at the port, and the command waits for somebody who does; where nobody has come it would end with another code.
        using var process = FinkProcess.Start("schema", "show", "fink_old_ztf", "--bootstrap", "127.0.0.1:1");
        await Task.Delay(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken);
        using (var kill = Process.Start("kill", ["-INT", $"{process.Id}"])) await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        await FinkProcess.WaitAsync(process);

        Assert.Equal(130, process.ExitCode);
    }
}
