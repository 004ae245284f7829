using FinkTyped.Tests.Testing;

namespace FinkTyped.Fuzz.Kinds;

/// <summary>Files and archives that come through a pipe, in pieces: read once, from the first byte to the last, with the same outcome as from disk.</summary>
internal sealed class Pipes() : FuzzKind("pipes")
{
    public override void Run(FuzzRound round)
    {
        if (OperatingSystem.IsWindows()) return;
        var random = round.Random;
        var members = Member.Make(random);
        var bytes = random.Next(3) == 0 ? Member.Archive(members, random) : members[0].Bytes;
        if (random.Next(4) == 0) bytes = new Damage(random).Of(bytes);
        round.Begin(bytes);
        var path = Path.Combine(Path.GetTempPath(), $"fink-fuzz-{Guid.NewGuid():N}");
        try
        {
            File.WriteAllBytes(path, bytes);
            var onDisk = SetReading.Of(path);
            File.Delete(path);
            Assert.Equal(0, Sets.MakePipe(path, 0x180));
            var writing = new Thread(() => Write(path, bytes, new Random(bytes.Length))) { IsBackground = true };
            writing.Start();
            var piped = EveryWay.Try("read a pipe", bytes, _ => SetReading.Of(path));
            writing.Join();
            Assert.Null(piped.Refusal);
            var reading = (SetReading)piped.Value!;
            Assert.Equal(onDisk.Told(p => !onDisk.Bad.Contains(p)), reading.Told(p => !onDisk.Bad.Contains(p)));
            round.Count(!reading.Bad.Any());
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static void Write(string path, byte[] bytes, Random random)
    {
        try
        {
            using var pipe = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, 0);
            for (var at = 0; at < bytes.Length;)
            {
                var piece = Math.Min(random.Next(1, 3000), bytes.Length - at);
                pipe.Write(bytes, at, piece);
                at += piece;
            }
        }
        catch (IOException)
        {
            // Who reads has seen enough.
        }
    }
}
