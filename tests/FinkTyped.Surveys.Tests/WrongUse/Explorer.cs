using System.Collections;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FinkTyped.Surveys.Tests.WrongUse;

/// <summary>
/// Calls every public member of a view, and of what the members give, with arguments that fit and that do not. What is thrown must be documented;
/// whatever else is wrong ends the process, for the bytes end where memory does.
/// </summary>
internal sealed class Explorer
{
    private const int MaxDepth = 6;

    private readonly Dictionary<Type, int> _visits = [];
    private readonly HashSet<Type> _open = [];
    private readonly Random _random = new(11);
    private int _depth;
    private nint _changed;
    private int _length;

    /// <summary>How often views of one type are looked at.</summary>
    public required int MaxVisits { get; init; }

    /// <summary>Whether nobody opened what is looked at: its numbers are a <see cref="NullReferenceException"/>.</summary>
    public bool IsUnopened { get; init; }

    /// <summary>Which of the arguments it could have a member gets.</summary>
    public int Variant { get; private set; }

    /// <summary>Paths for untyped views: of their plan, and of others.</summary>
    public BoundPath?[] Paths { get; set; } = [null];

    /// <summary>Every type of view that was met.</summary>
    public HashSet<Type> Types { get; } = [];

    /// <summary>Members that were called, by their definitions.</summary>
    public Dictionary<string, int> Called { get; } = [];

    /// <summary>What was thrown that no documentation names.</summary>
    public List<string> Undocumented { get; } = [];

    /// <summary>Calls in all.</summary>
    public int Calls { get; private set; }

    /// <summary>Where the datum lies, to be changed between calls; empty where it stays as it is.</summary>
    public unsafe void ChangeFrom(ReadOnlySpan<byte> datum)
    {
        _changed = (nint)Unsafe.AsPointer(ref MemoryMarshal.GetReference(datum));
        _length = datum.Length;
    }

    /// <summary>Looks at a view.</summary>
    public static void Visit<T>(T view, Explorer explorer) where T : allows ref struct => explorer.Look(ref view);

    /// <summary>Looks at bytes.</summary>
    public static void VisitBytes(ReadOnlySpan<byte> bytes, Explorer explorer)
    {
        var sum = explorer.Calls;
        foreach (var one in bytes) sum += one;
        GC.KeepAlive(sum);
    }

    /// <summary>Looks at a value that owns its memory.</summary>
    public static void VisitValue(object? value, Explorer explorer)
    {
        if (value is ReadOnlyMemory<byte> memory) VisitBytes(memory.Span, explorer);
        else if (value is IEnumerable items and not string) foreach (var item in items) GC.KeepAlive(item);
    }

    /// <summary>A function over a view that looks at it, and gives nothing.</summary>
    public static Func<T, TResult>? FunctionOf<T, TResult>(Explorer explorer) where T : allows ref struct =>
        (explorer.Variant % 3) switch
        {
            0 => view => { explorer.Look(ref view); return default!; }
            ,
            1 => static view => throw new InvalidOperationException("the program's own"),
            _ => null,
        };

    private void Look<T>(ref T view) where T : allows ref struct
    {
        // A function over items may get numbers.
        if (!typeof(T).IsByRefLike) return;
        Types.Add(typeof(T));
        // A view in the midst of being looked at is not looked at once more.
        if (_depth >= MaxDepth || !_open.Add(typeof(T))) return;
        ref var visits = ref CollectionsMarshal.GetValueRefOrAddDefault(_visits, typeof(T), out _);
        if (visits++ < MaxVisits)
        {
            _depth++;
            // An enumerator is asked for what it has not begun, for items, and for what is behind the end.
            var rounds = typeof(T).GetMethod("MoveNext") is null ? 1 : 8;
            for (var i = 0; i < rounds; i++)
            {
                foreach (var member in Members<T>.All) Call(ref view, member);
            }

            _depth--;
        }

        _open.Remove(typeof(T));
    }

    private void Call<T>(ref T view, Member<T> member) where T : allows ref struct
    {
        for (var variant = 0; variant < member.Variants; variant++)
        {
            Change();
            Variant = variant;
            Calls++;
            Called[member.Definition] = Called.GetValueOrDefault(member.Definition) + 1;
            try
            {
                member.Call(ref view, this);
            }
            catch (Exception e) when (IsDocumented(e) || (IsUnopened && e is NullReferenceException))
            {
            }
            catch (Exception e)
            {
                Undocumented.Add($"{typeof(T)}.{member.Definition} [{variant}]: {e}");
            }
        }
    }

    private unsafe void Change()
    {
        if (_length > 0) ((byte*)_changed)[_random.Next(_length)] = _random.Next(3) == 0 ? (byte)0xFF : (byte)_random.Next(256);
    }

    private static bool IsDocumented(Exception e) =>
        e is AvroException or ArgumentException or IndexOutOfRangeException or OverflowException || e.GetType() == typeof(InvalidOperationException);
}

/// <summary>A member of a view that can be called.</summary>
/// <param name="Definition">What it is called where it is defined.</param>
/// <param name="Variants">How many arguments to try.</param>
/// <param name="Call">Calls it.</param>
internal sealed record Member<T>(string Definition, int Variants, MemberCall<T> Call) where T : allows ref struct;

/// <summary>Calls a member, with arguments as the explorer wants them, and looks at what it gives.</summary>
internal delegate void MemberCall<T>(scoped ref T view, Explorer explorer) where T : allows ref struct;

/// <summary>The public members of a type of view.</summary>
internal static class Members<T> where T : allows ref struct
{
    public static readonly Member<T>[] All = [.. MemberCompiler.Compile<T>()];
}
