using System;

namespace FinkTyped.Generators.Emit;

/// <summary>The C# of a <c>ref struct</c> that gives what an untyped window enumerates its type.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Doc">What it is.</param>
/// <param name="Inner">The untyped window.</param>
/// <param name="What">What is enumerated: items, entries.</param>
/// <param name="Item">The type of what is at the current position.</param>
/// <param name="Current">The expression that makes it of <c>_items.Current</c>.</param>
internal sealed record Enumeration(string Name, string Doc, string Inner, string What, string Item, string Current)
{
    /// <summary>Writes the type.</summary>
    /// <param name="code">Where to.</param>
    /// <param name="more">Writes further members.</param>
    public void Emit(CodeWriter code, Action? more = null)
    {
        code.Line($"/// <summary>{Doc} Enumerating does not allocate.</summary>");
        code.Line($"public readonly ref struct {Name}").Open();
        code.Line($"private readonly {Inner} _items;").Line();
        code.Line($"/// <summary>Gives the {What} of a window their type.</summary>");
        code.Line($"public {Name}({Inner} items) => _items = items;").Line();
        code.Line("/// <summary>Whether the field is null; it enumerates as empty.</summary>");
        code.Line("public bool IsNull => _items.IsNull;").Line();
        code.Line($"/// <summary>How many {What} there are. Walks over them all.</summary>");
        code.Line("public int Count => _items.Count;").Line();
        more?.Invoke();
        code.Line($"/// <summary>Enumerates the {What}.</summary>");
        code.Line("public Enumerator GetEnumerator() => new(_items.GetEnumerator());").Line();
        code.Line($"/// <summary>Enumerates the {What}.</summary>");
        code.Line("public ref struct Enumerator").Open();
        code.Line($"private {Inner}.Enumerator _items;").Line();
        code.Line($"internal Enumerator({Inner}.Enumerator items) => _items = items;").Line();
        code.Line("/// <summary>What is at the current position.</summary>");
        code.Line($"public readonly {Item} Current => {Current};").Line();
        code.Line("/// <summary>Moves on; false at the end.</summary>");
        code.Line("public bool MoveNext() => _items.MoveNext();");
        code.Close().Close().Line();
    }

    /// <summary>Writes what the enumeration of a map has more: the search for a key, and the type of an entry.</summary>
    /// <param name="code">Where to.</param>
    /// <param name="inner">The untyped window over the map.</param>
    /// <param name="innerValue">The untyped window over a value.</param>
    /// <param name="type">The type of a value.</param>
    /// <param name="expression">The expression that makes it of a variable <c>value</c>.</param>
    public static void EmitEntries(CodeWriter code, string inner, string innerValue, string type, string expression)
    {
        code.Lines($$"""
            /// <summary>Finds the value of a key, written as UTF-8 text: <c>"g"u8</c>.</summary>
            public bool TryGetValue(global::System.ReadOnlySpan<byte> utf8Key, out {{type}} value)
            {
                var found = _items.TryGetValue(utf8Key, out var fields);
                value = Entry.Typed(fields);
                return found;
            }

            /// <summary>A key and its value.</summary>
            public readonly ref struct Entry
            {
                internal Entry({{inner}}.Entry entry)
                {
                    Key = entry.Key;
                    Value = Typed(entry.Value);
                }

                /// <summary>The key.</summary>
                public global::FinkTyped.AvroString Key { get; }

                /// <summary>The value.</summary>
                public {{type}} Value { get; }

                internal static {{type}} Typed({{innerValue}} value) => {{expression}};
            }
            """).Line();
    }
}
