using FinkTyped.Tests.Testing;

namespace FinkTyped.Fuzz.Kinds;

/// <summary>Archives of good, damaged and foreign files; whole, cut, damaged themselves, gzip'ed.</summary>
internal sealed class Tars() : FuzzKind("tars")
{
    public override void Run(FuzzRound round)
    {
        var random = round.Random;
        var damage = new Damage(random);
        var members = Member.Make(random);
        var whole = Member.Archive(members, random);
        for (var i = 0; i < 4; i++)
        {
            var archive = whole;
            if (i > 0)
            {
                // Most of an archive is zeros: damage has to fall on what tells something.
                archive = random.Next(4) == 0 ? archive[..random.Next(archive.Length)] : damage.Of(archive, at => whole[Math.Min(at, whole.Length - 1)] != 0);
            }

            var isZipped = random.Next(3) == 0;
            if (isZipped) archive = Member.Zip(archive);
            if (isZipped && i == 3) archive = damage.Of(archive);
            Check(round, archive, i == 0 ? members : []);
        }
    }

    private static void Check(FuzzRound round, byte[] archive, IEnumerable<Member> members)
    {
        round.Begin(archive);
        var path = Path.Combine(Path.GetTempPath(), $"fink-fuzz-{Guid.NewGuid():N}.tar");
        try
        {
            File.WriteAllBytes(path, archive);
            var reading = Sets.Check(round, path);
            foreach (var member in members.Where(m => m.Datums is not null))
            {
                Assert.Equal(member.Datums, reading.DatumsOf($"{path}:{member.Name}"));
                Assert.DoesNotContain($"{path}:{member.Name}", reading.Bad);
            }
        }
        finally
        {
            File.Delete(path);
        }
    }
}
