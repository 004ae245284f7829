using System;
using System.Collections.Generic;
using System.Linq;

namespace FinkTyped.Generators.Naming;

/// <summary>What C# accepts as a name.</summary>
internal static class Identifiers
{
    private static readonly HashSet<string> Keywords = new(StringComparer.Ordinal)
    {
        "abstract", "as", "base", "bool", "break", "byte", "case", "catch", "char", "checked", "class", "const", "continue", "decimal",
        "default", "delegate", "do", "double", "else", "enum", "event", "explicit", "extern", "false", "finally", "fixed", "float", "for",
        "foreach", "goto", "if", "implicit", "in", "int", "interface", "internal", "is", "lock", "long", "namespace", "new", "null",
        "object", "operator", "out", "override", "params", "private", "protected", "public", "readonly", "ref", "return", "sbyte",
        "sealed", "short", "sizeof", "stackalloc", "static", "string", "struct", "switch", "this", "throw", "true", "try", "typeof",
        "uint", "ulong", "unchecked", "unsafe", "ushort", "using", "virtual", "void", "volatile", "while",
    };

    /// <summary>Whether the text can stand as a name in C#, at least behind an @.</summary>
    public static bool IsValid(string name) => name.Length > 0 && IsStart(name[0]) && name.All(IsPart);

    /// <summary>Whether the text is a C# keyword.</summary>
    public static bool IsKeyword(string name) => Keywords.Contains(name);

    /// <summary>
    /// The name as C# source: behind an @ where it is a keyword, or all in small letters, which the compiler keeps for keywords to come.
    /// </summary>
    public static string Escape(string name) => IsKeyword(name) || name.All(c => c is >= 'a' and <= 'z') ? "@" + name : name;

    /// <summary>A dotted name as C# source.</summary>
    public static string EscapeDotted(string name) => string.Join(".", name.Split('.').Select(part => IsKeyword(part) ? "@" + part : part));

    /// <summary>Whether every part of a dotted name can stand as a name in C#.</summary>
    public static bool IsValidDotted(string name) => name.Split('.').All(IsValid);

    /// <summary>A dotted name made valid: what C# does not accept becomes an underscore.</summary>
    public static string MakeValidDotted(string name) => string.Join(".", name.Split('.').Select(MakeValid));

    private static string MakeValid(string part)
    {
        var valid = string.Concat(part.Select(c => IsPart(c) ? c : '_'));
        return valid.Length > 0 && IsStart(valid[0]) ? valid : "_" + valid;
    }

    // C# would take a few characters more, which names of generated files would not.
    private static bool IsStart(char c) => c == '_' || char.IsLetter(c);

    private static bool IsPart(char c) => c == '_' || char.IsLetterOrDigit(c);
}
