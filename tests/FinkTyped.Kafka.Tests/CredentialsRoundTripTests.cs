using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace FinkTyped.Kafka.Tests;

/// <summary>The credentials file between this library and a reader of YAML 1.1, which the Python client uses.</summary>
public sealed class CredentialsRoundTripTests : IDisposable
{
    // What YAML 1.1 takes for something else than text, and what breaks a line of YAML.
    private static readonly string[] Odd =
    [
        "007", "no", "No", "y", "1234", "null", "~", "2026-11-26", "12:30:45", "1e5", "0x1F", "0b11", "1_000", "+1", ".5", ".nan", "-.inf", "true", "Off", "=",
        "<<", "@fink_tns", "a: b", "a #b", "#a", "'it''s'", "\"q\"", "back\\slash", "-", "- a", "?", "!tag", "&a", "*a", "%d", "[x]", "{x}", "|", ">", " lead", "trail ",
        "tab\there", "line\nbreak", "é漢😀", "\u0085", "null:", "a,b", "123:ABC-def_5", "`", "kafka-lsst.fink-broker.org:24499", "127.0.0.1:9092",
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("fink-credentials-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void What_is_written_here_is_read_there()
    {
        var written = new List<FinkCredentials>();
        foreach (var odd in Odd)
        {
            var fresh = new FinkCredentials { Survey = "ztf", Username = odd, Password = odd, GroupId = odd, Servers = odd, Topics = [odd, "fink_b_ztf"] };
            written.Add(fresh);
            written.Add(FinkCredentials.Parse("# a comment\ngroup_id: x\nmytopics: [fink_a_ztf, fink_b_ztf]\npassword: null\nservers: one:1\n") with { Username = odd, Topics = [odd, "fink_b_ztf"], GroupId = odd });
            written.Add(FinkCredentials.Parse("groupid: x\ntopics:\n  fink_a_ztf: {telegram: {channel: '@a', token: '1:A'}}\n  fink_c_ztf:\nother: 1\n") with { Password = odd, Topics = ["fink_a_ztf", odd] });
        }

        for (var i = 0; i < written.Count; i++) File.WriteAllText(PathOf(i), written[i].ToYaml());
        var read = Python("import yaml,json,sys\nprint(json.dumps([yaml.load(open(f, encoding='utf-8'), Loader=yaml.FullLoader) for f in sys.argv[1:]], default=lambda v: 'not text: %r' % v))", written.Count);
        for (var i = 0; i < written.Count; i++)
        {
            var file = read.RootElement[i];
            Assert.Equal((written[i].Username, written[i].Password), (Text(file, "username"), Text(file, "password")));
            Assert.Equal((written[i].GroupId, written[i].Servers), (Text(file, "groupid"), Text(file, "servers")));
            Assert.Equal(written[i].Topics.Order(), file.GetProperty("topics").EnumerateObject().Select(t => t.Name).Order());
            if (file.TryGetProperty("group_id", out var old)) Assert.Equal(written[i].GroupId, old.GetString());
            if (file.TryGetProperty("mytopics", out var list)) Assert.Equal(written[i].Topics.Order(), list.EnumerateArray().Select(t => t.GetString()).Order());
            Assert.Equal(10, file.GetProperty("maxtimeout").GetInt32());
        }
    }

    [Fact]
    public void What_is_written_there_is_read_here()
    {
        const string Write = """
            import yaml,json,sys
            odd = json.load(open(sys.argv.pop(1), encoding='utf-8'))
            for i, f in enumerate(sys.argv[1:]):
                o = odd[i // 2]
                today = {'survey': 'ztf', 'username': o, 'password': None, 'servers': o, 'groupid': o, 'maxtimeout': 5,
                         'topics': {o: {'telegram': {'token': o, 'channel': o}}, 'fink_b_ztf': {}}}
                older = {'username': o, 'password': o, 'mytopics': [o, 'fink_b_ztf'], 'servers': o, 'group_id': o, 'maxtimeout': 5}
                yaml.dump(today if i % 2 == 0 else older, open(f, 'w', encoding='utf-8'))
            print('[]')
            """;
        var list = Path.Combine(_folder, "odd.json");
        File.WriteAllText(list, JsonSerializer.Serialize(Odd));
        Python(Write, Odd.Length * 2, list);
        for (var i = 0; i < Odd.Length * 2; i++)
        {
            var (odd, read) = (Odd[i / 2], FinkCredentials.LoadFile(PathOf(i)));
            Assert.Equal((odd, odd, odd, 5), (read.Username, read.GroupId, read.Servers, read.MaxTimeout));
            Assert.Equal(new[] { odd, "fink_b_ztf" }.Order(), read.Topics.Order());
            Assert.Equal(i % 2 == 0 ? null : odd, read.Password);
            if (i % 2 == 0) Assert.Equal(new NotificationAccount(odd, odd), read.NotificationOf(odd, "telegram"));

            // And changed here, it says so there and here.
            var changed = read with { Topics = [.. read.Topics, "fink_new_ztf"], GroupId = "g" };
            Assert.Equal(changed.Topics.Order(), FinkCredentials.Parse(changed.ToYaml()).Topics.Order());
        }
    }

    private string PathOf(int index) => Path.Combine(_folder, $"{index}.yml");

    private static string? Text(JsonElement file, string key) => file.TryGetProperty(key, out var value) ? value.GetString() : null;

    private JsonDocument Python(string program, int files, params string[] first)
    {
        try
        {
            var start = new ProcessStartInfo("python3", ["-c", program, .. first, .. Enumerable.Range(0, files).Select(PathOf)])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                StandardOutputEncoding = Encoding.UTF8,
            };
            using var process = Process.Start(start)!;
            var error = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            if (error.Result.Contains("No module named 'yaml'", StringComparison.Ordinal)) Assert.Skip("python3 has no module yaml (on Debian: python3-yaml)");
            Assert.True(process.ExitCode == 0, error.Result);
            return JsonDocument.Parse(output);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("there is no python3 here");
            throw;
        }
    }
}
