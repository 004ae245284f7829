namespace FinkTyped;

/// <summary>Paths of fields in a schema: <c>prvDiaSources[].psfFlux</c>, and <c>lc_features{}.mean</c> for the values of a map.</summary>
internal static class SchemaPath
{
    private const int MaxLength = 1000;

    public static string Field(string path, string name) => Join(path, path.Length == 0 ? name : $".{name}");

    public static string Item(string path) => Join(path, "[]");

    public static string Value(string path) => Join(path, "{}");

    /// <summary>The path as it is shown; the root's is empty.</summary>
    public static string Show(string path) => path.Length == 0 ? "(the whole datum)" : path;

    private static string Join(string path, string part) => path.Length > MaxLength ? path : path + part;
}
