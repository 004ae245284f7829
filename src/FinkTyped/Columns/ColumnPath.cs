namespace FinkTyped.Columns;

/// <summary>
/// The way to a value of an alert, from the names that a compiled schema gives: <c>LsstAlert.Columns.DiaSource.PsfFlux</c>, so that a misspelt field is
/// an error of the compiler. It is the text <c>diaSource.psfFlux</c> wherever a text is asked for.
/// </summary>
public readonly record struct ColumnPath : IColumnPaths<ColumnPath>
{
    private readonly string? _text;

    private ColumnPath(string text) => _text = text;

    /// <summary>A field of the record at the end of this path, or of each record of an array.</summary>
    /// <param name="name">The field's name in the schema.</param>
    public ColumnPath Field(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var step = AvroPath.Show([name]);
        return new ColumnPath(_text is null ? step : step[0] == '[' ? _text + step : $"{_text}.{step}");
    }

    /// <summary>The text.</summary>
    public override string ToString() => _text ?? "";

    /// <summary>The text.</summary>
    public static implicit operator string(ColumnPath path) => path.ToString();

    static ColumnPath IColumnPaths<ColumnPath>.At(ColumnPath path) => path;
}

/// <summary>The path of a map, and of what it holds under a key.</summary>
/// <typeparam name="T">What there is to name of a value.</typeparam>
/// <param name="path">The path of the map.</param>
public readonly struct ColumnMap<T>(ColumnPath path) : IColumnPaths<ColumnMap<T>> where T : IColumnPaths<T>
{
    /// <summary>The value of a key.</summary>
    public T this[string key] => T.At(path.Field(key));

    /// <summary>The path of the map as a whole.</summary>
    public override string ToString() => path.ToString();

    /// <summary>The path of the map as a whole.</summary>
    public static implicit operator string(ColumnMap<T> map) => map.ToString();

    static ColumnMap<T> IColumnPaths<ColumnMap<T>>.At(ColumnPath path) => new(path);
}

/// <summary>Names of fields as paths: made by the generator, for each record.</summary>
/// <typeparam name="TSelf">The type itself.</typeparam>
public interface IColumnPaths<TSelf>
{
    /// <summary>Those of a record at a path.</summary>
    static abstract TSelf At(ColumnPath path);
}
