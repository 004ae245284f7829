using System.Globalization;
using System.Text;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace FinkTyped.Kafka;

/// <summary>
/// What Fink gives a user at registration, in the file that the Python client writes and reads: <c>~/.finkclient/lsst_credentials.yml</c>. Older
/// forms of the file are read too. What this type does not know, such as a topic's Telegram settings, is kept when the file is written back.
/// </summary>
public sealed record FinkCredentials
{
    private const int DefaultTimeout = 10;

    // The file as it was read, with what is not known here.
    private readonly YamlMappingNode _file = new();

    /// <summary><c>ztf</c> or <c>lsst</c>; null in old files.</summary>
    public string? Survey { get; init; }

    /// <summary>The user's name.</summary>
    public string? Username { get; init; }

    /// <summary>The password; null where none is asked for. Never shown by <see cref="ToString"/>.</summary>
    public string? Password { get; init; }

    /// <summary>The consumer group.</summary>
    public string GroupId { get; init; } = "";

    /// <summary>The Kafka servers: <c>host:port</c>, comma-separated.</summary>
    public string Servers { get; init; } = "";

    /// <summary>The topics subscribed to.</summary>
    public IReadOnlyList<string> Topics { get; init; } = [];

    /// <summary>How long the Python client waits for an alert, in seconds. Default 10.</summary>
    public int MaxTimeout { get; init; } = DefaultTimeout;

    /// <summary>The file of a survey.</summary>
    /// <param name="survey"><c>ztf</c> or <c>lsst</c>.</param>
    public static string PathFor(string survey) => Path.Combine(Folder, $"{Checked(survey)}_credentials.yml");

    /// <summary>Reads the credentials of a survey; where there are none, those of the old file that knew no survey.</summary>
    /// <param name="survey"><c>ztf</c> or <c>lsst</c>.</param>
    /// <exception cref="AlertException">There are none, or the file cannot be read.</exception>
    public static FinkCredentials Load(string survey)
    {
        var path = PathFor(survey);
        var old = Path.Combine(Folder, "credentials.yml");
        return LoadFile(!File.Exists(path) && File.Exists(old) ? old : path);
    }

    /// <summary>Reads a file.</summary>
    /// <exception cref="AlertException">It does not exist, or cannot be read.</exception>
    public static FinkCredentials LoadFile(string path)
    {
        try
        {
            return Parse(File.ReadAllText(path));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new AlertException(AlertErrorKind.Options, $"there are no credentials at {path}",
                "Register at Fink, then run `fink auth register` (or finkctl of the Python client).", e);
        }
        catch (YamlException e)
        {
            // Its message may quote the file, which holds secrets.
            throw new AlertException(AlertErrorKind.Options, $"{path} is no valid YAML (line {e.Start.Line}, column {e.Start.Column})", "Correct it, or register again.");
        }
    }

    /// <summary>Reads the text of a file.</summary>
    /// <exception cref="YamlException">It is no YAML.</exception>
    public static FinkCredentials Parse(string yaml)
    {
        var stream = new YamlStream();
        using (var reader = new StringReader(yaml)) stream.Load(reader);
        return new FinkCredentials(stream.Documents.Count > 0 && stream.Documents[0].RootNode is YamlMappingNode map ? map : new YamlMappingNode());
    }

    /// <summary>No credentials yet.</summary>
    public FinkCredentials()
    {
    }

    private FinkCredentials(YamlMappingNode file)
    {
        _file = file;
        Survey = Text("survey");
        Username = Text("username");
        Password = Text("password");
        GroupId = Text("groupid") ?? Text("group_id") ?? "";
        Servers = Text("servers") ?? "";
        Topics = Names(Node("topics") ?? Node("mytopics"));
        MaxTimeout = int.TryParse(Text("maxtimeout"), CultureInfo.InvariantCulture, out var seconds) ? seconds : DefaultTimeout;
    }

    /// <summary>Writes the credentials as a file that only the user may read.</summary>
    public void SaveFile(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var writer = new StreamWriter(path, new UTF8Encoding(false), options);
        writer.Write(ToYaml());
    }

    /// <summary>Writes the credentials as the survey's file.</summary>
    /// <exception cref="InvalidOperationException"><see cref="Survey"/> is not set.</exception>
    public void Save() => SaveFile(PathFor(Survey ?? throw new InvalidOperationException("The survey is not set.")));

    /// <summary>The text of the file, in the form of today.</summary>
    public string ToYaml()
    {
        var values = new SortedDictionary<string, YamlNode>(StringComparer.Ordinal);
        foreach (var (key, value) in _file.Children)
            if (key is YamlScalarNode { Value: { } name } && name is not ("group_id" or "mytopics")) values[name] = value;
        values["groupid"] = new YamlScalarNode(GroupId);
        values["maxtimeout"] = new YamlScalarNode(MaxTimeout.ToString(CultureInfo.InvariantCulture));
        values["servers"] = new YamlScalarNode(Servers);
        values["topics"] = new YamlMappingNode(Topics.Select(topic => KeyValuePair.Create<YamlNode, YamlNode>(topic, SettingsOf(topic))));
        Set(values, "survey", Survey);
        Set(values, "username", Username);
        Set(values, "password", Password);

        var output = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        var root = new YamlMappingNode(values.Select(pair => KeyValuePair.Create<YamlNode, YamlNode>(pair.Key, pair.Value)));
        new YamlStream(new YamlDocument(root)).Save(output, assignAnchors: false);
        // The document end marker that the library writes is of no use here.
        return output.ToString().Replace("\n...\n", "\n", StringComparison.Ordinal);
    }

    // The generated one would print the password and whatever else the file holds.
    private bool PrintMembers(StringBuilder builder)
    {
        builder.Append("Survey = ").Append(Survey).Append(", Username = ").Append(Username).Append(", Password = ").Append(Password is null ? "" : "***");
        builder.Append(", GroupId = ").Append(GroupId).Append(", Servers = ").Append(Servers).Append(", Topics = ").AppendJoin('|', Topics);
        return true;
    }

    private static string Folder => Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".finkclient");

    private static string Checked(string survey)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(survey);
        if (!survey.All(char.IsAsciiLetterOrDigit)) throw new ArgumentException($"'{survey}' is no survey: ztf or lsst.", nameof(survey));
        return survey.ToLowerInvariant();
    }

    private static void Set(SortedDictionary<string, YamlNode> values, string name, string? value)
    {
        if (value is null) values.Remove(name);
        else values[name] = new YamlScalarNode(value) { Style = LooksLikeNull(value) ? ScalarStyle.SingleQuoted : ScalarStyle.Any };
    }

    private static List<string> Names(YamlNode? topics) => topics switch
    {
        YamlMappingNode map => [.. map.Children.Keys.OfType<YamlScalarNode>().Select(node => node.Value!)],
        YamlSequenceNode list => [.. list.Children.OfType<YamlScalarNode>().Select(node => node.Value!)],
        YamlScalarNode { Value: { Length: > 0 } one } when !LooksLikeNull(one) => [one],
        _ => [],
    };

    private static bool LooksLikeNull(string value) => value is "" or "~" or "null" or "Null" or "NULL";

    private YamlNode SettingsOf(string topic) =>
        Node("topics") is YamlMappingNode known && known.Children.TryGetValue(topic, out var settings) ? settings : new YamlMappingNode { Style = YamlDotNet.Core.Events.MappingStyle.Flow };

    private YamlNode? Node(string name) => _file.Children.TryGetValue(name, out var node) ? node : null;

    private string? Text(string name) => Node(name) switch
    {
        YamlScalarNode { Value: { } value } scalar when scalar.Style is not (ScalarStyle.Plain or ScalarStyle.Any) || !LooksLikeNull(value) => value,
        YamlSequenceNode list => string.Join(',', list.Children.OfType<YamlScalarNode>().Select(node => node.Value)),
        _ => null,
    };
}
