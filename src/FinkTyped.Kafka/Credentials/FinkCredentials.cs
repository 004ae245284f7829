using System.Text;
using YamlDotNet.Core;

namespace FinkTyped.Kafka;

/// <summary>
/// What Fink gives a user at registration, in the file that the Python client writes and reads: <c>~/.finkclient/lsst_credentials.yml</c>. Older
/// forms of the file are read too. Writing changes only what has changed: comments, order and what this type does not know stay as they were.
/// </summary>
public sealed partial record FinkCredentials
{
    /// <summary>The environment variable with the folder of the files, instead of <c>~/.finkclient</c>.</summary>
    public const string HomeVariable = "FINK_HOME";

    private const int DefaultTimeout = 10;

    // The file as it was read.
    private string _text = "";

    /// <summary><c>ztf</c> or <c>lsst</c>; null in old files.</summary>
    public string? Survey { get; init; }

    /// <summary>The user's name.</summary>
    public string? Username { get; init; }

    /// <summary>The password; null where none is asked for. Never shown by <see cref="ToString"/>.</summary>
    public string? Password { get; init; }

    /// <summary>The consumer group; empty where the file has none.</summary>
    public string GroupId { get; init; } = "";

    /// <summary>The Kafka servers: <c>host:port</c>, comma-separated; empty where the file has none.</summary>
    public string Servers { get; init; } = "";

    /// <summary>The topics subscribed to.</summary>
    public IReadOnlyList<string> Topics { get; init; } = [];

    /// <summary>How long the Python client waits for an alert, in seconds. Default 10.</summary>
    public int MaxTimeout { get; init; } = DefaultTimeout;

    /// <summary>The file they were read from; null where they were not.</summary>
    public string? File { get; private init; }

    /// <summary>The folder of the files: that of <see cref="HomeVariable"/>, else <c>~/.finkclient</c>.</summary>
    public static string Folder => Environment.GetEnvironmentVariable(HomeVariable) is { Length: > 0 } home
        ? home
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".finkclient");

    /// <summary>The file of a survey.</summary>
    /// <param name="survey"><c>ztf</c> or <c>lsst</c>.</param>
    public static string PathFor(string survey) => Path.Combine(Folder, $"{Checked(survey)}_credentials.yml");

    /// <summary>
    /// The file that <see cref="Load(string)"/> reads: the survey's; where there is none, the old one that knew no survey. Null where there is neither.
    /// </summary>
    /// <param name="survey"><c>ztf</c> or <c>lsst</c>.</param>
    public static string? FindFile(string survey)
    {
        string[] files = [PathFor(survey), Path.Combine(Folder, "credentials.yml")];
        return files.FirstOrDefault(System.IO.File.Exists);
    }

    /// <summary>Reads the credentials of a survey; where there are none, those of the old file that knew no survey.</summary>
    /// <param name="survey"><c>ztf</c> or <c>lsst</c>.</param>
    /// <exception cref="AlertException">There are none, or the file cannot be read, or is that of another survey.</exception>
    public static FinkCredentials Load(string survey)
    {
        var credentials = LoadFile(FindFile(survey) ?? PathFor(survey));
        credentials.RequireSurvey(survey);
        return credentials;
    }

    /// <summary>Reads a file.</summary>
    /// <exception cref="AlertException">It does not exist, or cannot be read; the message names the file and the key.</exception>
    public static FinkCredentials LoadFile(string path)
    {
        try
        {
            return Parse(System.IO.File.ReadAllText(path)) with { File = path };
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new AlertException(AlertErrorKind.Options, $"there are no credentials at {PrintableText.Of(path)}",
                "Register at Fink, then run `fink auth register` (or finkctl of the Python client).", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Fault(path, $"the file cannot be read: {e.Message.TrimEnd('.')}", "Check whose it is.");
        }
        catch (InvalidDataException e)
        {
            throw Fault(path, e.Message, "Correct it, or remove it and run `fink auth register`.");
        }
        catch (YamlException e)
        {
            // Its message may quote the file, which holds secrets.
            throw Fault(path, $"no valid YAML (line {e.Start.Line}, column {e.Start.Column})", "Correct it, or remove it and run `fink auth register`.");
        }
    }

    /// <summary>Reads the text of a file.</summary>
    /// <exception cref="YamlException">It is no YAML.</exception>
    /// <exception cref="InvalidDataException">It is no mapping, or a value is of another kind than it has to be; the message names the key.</exception>
    public static FinkCredentials Parse(string yaml)
    {
        ArgumentNullException.ThrowIfNull(yaml);
        var file = new CredentialsFile(yaml);
        return new FinkCredentials
        {
            _text = yaml,
            Survey = file.Text("survey"),
            Username = file.Text("username"),
            Password = file.Text("password"),
            GroupId = file.Text("groupid", "group_id") ?? "",
            Servers = file.Text("servers") ?? "",
            Topics = file.Topics(),
            MaxTimeout = file.Number("maxtimeout") ?? DefaultTimeout,
        };
    }

    /// <summary>Throws where the file lacks what every connection needs.</summary>
    /// <exception cref="AlertException">The servers or the group are not set.</exception>
    public void RequireComplete()
    {
        var (key, option) = Servers.Length == 0 ? ("servers", "--servers HOST:PORT") : GroupId.Length == 0 ? ("groupid", "--group GROUP") : ("", "");
        if (key.Length > 0)
            throw Fault(File ?? "the credentials", $"the key '{key}' is not set", $"Set it by `fink auth register --survey {Survey ?? "ztf|lsst"} {option}`.");
    }

    /// <summary>Throws where the file is that of another survey.</summary>
    /// <param name="survey"><c>ztf</c> or <c>lsst</c>.</param>
    /// <exception cref="AlertException">It is.</exception>
    public void RequireSurvey(string survey)
    {
        if (Survey is not { } other || other.Equals(Checked(survey), StringComparison.OrdinalIgnoreCase)) return;
        // Registering makes the survey's file; where that is the wrong one, it stands in the way.
        var removing = File == PathFor(survey) ? "remove it and " : "";
        throw Fault(File ?? "the credentials", $"the key 'survey' is '{other}', not '{Checked(survey)}'", $"Correct it, or {removing}run `fink auth register --survey {Checked(survey)}`.");
    }

    /// <summary>Writes the credentials as a file that only the user may read: all of it, or nothing where the disk is full.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void SaveFile(string path)
    {
        // A link stays one.
        path = new FileInfo(path) is { LinkTarget: not null } link ? link.ResolveLinkTarget(returnFinalTarget: true)!.FullName : Path.GetFullPath(path);
        MakeFolder(Path.GetDirectoryName(path)!);
        var aside = $"{path}.{Environment.ProcessId}.tmp";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        try
        {
            using (var file = new FileStream(aside, options))
            {
                file.Write(Encoding.UTF8.GetBytes(ToYaml()));
                file.Flush(flushToDisk: true);
            }

            System.IO.File.Move(aside, path, overwrite: true);
        }
        catch
        {
            System.IO.File.Delete(aside);
            throw;
        }
    }

    /// <summary>Writes the credentials as the survey's file.</summary>
    /// <exception cref="InvalidOperationException"><see cref="Survey"/> is not set.</exception>
    public void Save() => SaveFile(PathFor(Survey ?? throw new InvalidOperationException("The survey is not set.")));

    // The generated one would print the password and whatever else the file holds.
    private bool PrintMembers(StringBuilder builder)
    {
        builder.Append("Survey = ").Append(Survey).Append(", Username = ").Append(Username).Append(", Password = ").Append(Password is null ? "" : "***");
        builder.Append(", GroupId = ").Append(GroupId).Append(", Servers = ").Append(Servers).Append(", Topics = ").AppendJoin('|', Topics);
        return true;
    }

    private static AlertException Fault(string path, string reason, string remedy) =>
        new(AlertErrorKind.Options, $"{PrintableText.Of(path)}: {PrintableText.Of(reason)}", remedy);

    private static void MakeFolder(string path)
    {
        if (System.IO.File.Exists(path)) throw new IOException($"{PrintableText.Of(path)} is a file, and a folder is needed there.");
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static string Checked(string survey)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(survey);
        if (!survey.All(char.IsAsciiLetterOrDigit)) throw new ArgumentException($"'{survey}' is no survey: ztf or lsst.", nameof(survey));
        return survey.ToLowerInvariant();
    }
}
