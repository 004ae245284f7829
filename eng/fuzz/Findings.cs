using System.Globalization;

namespace FinkTyped.Fuzz;

/// <summary>What was found, saved with the bytes and schemas that showed it. Safe to share between threads.</summary>
internal sealed class Findings(string folder, long seed)
{
    private readonly Lock _lock = new();

    public int Count { get; private set; }

    public void Add(FuzzRound round, string what)
    {
        lock (_lock)
        {
            Count++;
            round.Kind.Tally.AddFinding();
            var place = $"{round.Kind.Name}/{round.Number}";
            var path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{round.Kind.Name}-{seed}-{round.Number}"));
            Directory.CreateDirectory(path);
            var text = $"--seed {seed} --round {place}\n{what}\n";
            File.WriteAllText(Path.Combine(path, "what.txt"), text);
            if (round.Case is { } shown)
            {
                File.WriteAllBytes(Path.Combine(path, "bytes"), shown.Bytes.ToArray());
                if (shown.Writer is { } writer) File.WriteAllText(Path.Combine(path, "writer.avsc"), writer.ToString());
                if (shown.Reader is { } reader) File.WriteAllText(Path.Combine(path, "reader.avsc"), reader.ToString());
            }

            Console.Error.WriteLine($"FINDING {Path.GetFileName(path)}: {(text.Length > 3000 ? text[..3000] : text)}");
        }
    }
}
