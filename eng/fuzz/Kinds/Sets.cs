using System.Runtime.InteropServices;
using FinkTyped.Tests.Testing;

namespace FinkTyped.Fuzz.Kinds;

/// <summary>
/// Folders of good, damaged and foreign files, with links in circles and pipes among them: what is good comes whole, what is bad is named, and
/// nothing else ends the reading.
/// </summary>
internal sealed partial class Sets() : FuzzKind("folders")
{
    public override void Run(FuzzRound round)
    {
        var random = round.Random;
        var members = Member.Make(random);
        round.Begin(Member.Archive(members, random));
        var folder = Directory.CreateTempSubdirectory("fink-fuzz-").FullName;
        try
        {
            var paths = members.Select(m => Write(folder, m, random)).ToList();
            if (!OperatingSystem.IsWindows()) AddWhatIsNoFile(folder, random);
            var reading = Check(round, folder);
            var known = members.Zip(paths).Where(m => m.First.Datums is not null).ToList();
            foreach (var (member, path) in known)
            {
                Assert.Equal(member.Datums, reading.DatumsOf(path));
                Assert.DoesNotContain(path, reading.Bad);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Reads a path in all ways, which must come to the same.</summary>
    public static SetReading Check(FuzzRound round, string path)
    {
        var atOnce = EveryWay.Try("read a set", default, _ => SetReading.Of(path));
        var later = EveryWay.Try("read a set asynchronously", default, _ => SetReading.OfAsync(path).GetAwaiter().GetResult());
        var parallel = EveryWay.Try("read a set by several threads", default, _ => SetReading.OfParallel(path, round.Random));
        Assert.Null(atOnce.Refusal);
        Assert.Null(parallel.Refusal);
        Assert.Null(later.Refusal);
        var reading = (SetReading)atOnce.Value!;
        // Of gzip'ed data that are damaged, more or less comes out before the damage is seen.
        Assert.Equal(reading.Told(p => !reading.Bad.Contains(p)), ((SetReading)later.Value!).Told(p => !reading.Bad.Contains(p)));
        Assert.Equal(reading.Told(_ => true), ((SetReading)parallel.Value!).Told(_ => true));
        round.Count(!reading.Bad.Any());
        return reading;
    }

    private static string Write(string folder, Member member, Random random)
    {
        var below = random.Next(3) == 0 ? Directory.CreateDirectory(Path.Combine(folder, $"{random.Next(3)}")).FullName : folder;
        var path = Path.Combine(below, member.Name);
        File.WriteAllBytes(path, member.Bytes);
        return path;
    }

    private static void AddWhatIsNoFile(string folder, Random random)
    {
        if (random.Next(3) == 0) File.CreateSymbolicLink(Path.Combine(folder, "circle"), folder);
        if (random.Next(3) == 0) File.CreateSymbolicLink(Path.Combine(folder, "self.avro"), "self.avro");
        if (random.Next(3) == 0) File.CreateSymbolicLink(Path.Combine(folder, "zero.avro"), "/dev/zero");
        if (random.Next(3) == 0) Assert.Equal(0, MakePipe(Path.Combine(folder, "pipe.avro"), 0x180));
    }

    [LibraryImport("libc", EntryPoint = "mkfifo", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int MakePipe(string path, uint mode);
}
