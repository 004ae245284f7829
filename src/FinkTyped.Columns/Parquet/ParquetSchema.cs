using System.Buffers;

namespace FinkTyped.Columns.Parquet;

/// <summary>What the footer says of the columns: a tree, each node before those within it.</summary>
internal sealed class ParquetSchema
{
    private const int Optional = 1, Repeated = 2;
    private const int MostLevels = byte.MaxValue;

    private readonly ArrayBufferWriter<byte> _elements = new();
    private readonly ThriftWriter _writer;
    private readonly List<ParquetLeaf> _leaves = [];

    public ParquetSchema(IReadOnlyList<AlertColumn> columns)
    {
        _writer = new ThriftWriter(_elements);
        Group("schema", null, columns.Count, null);
        foreach (var column in columns) Add(column, column.Name, []);
    }

    /// <summary>The columns that hold values, in the order of the file.</summary>
    public IReadOnlyList<ParquetLeaf> Leaves => _leaves;

    /// <summary>Writes the list of nodes.</summary>
    public void Write(ThriftWriter footer, int field, IBufferWriter<byte> output)
    {
        footer.BeginList(field, ThriftWriter.Struct, Count);
        output.Write(_elements.WrittenSpan);
    }

    private int Count { get; set; }

    private void Add(AlertColumn column, string name, IReadOnlyList<string> outer)
    {
        IReadOnlyList<string> path = [.. outer, name];
        if (path.Count > MostLevels) throw new AvroException($"{path[0]}: Parquet files of this package are not nested so deeply");
        switch (column)
        {
            case AlertRecordColumn { Parts.Count: > 0 }:
                Group(name, Optional, column.Parts.Count, null);
                foreach (var part in column.Parts) Add(part, part.Name, path);
                break;
            case AlertListColumn list:
                Group(name, Optional, 1, ParquetAnnotation.List);
                Group("list", Repeated, 1, null);
                Add(list.Items, "element", [.. path, "list"]);
                break;
            case AlertMapColumn map:
                Group(name, Optional, 1, ParquetAnnotation.Map);
                Group("key_value", Repeated, 2, null);
                Add(map.Keys, "key", [.. path, "key_value"]);
                Add(map.Values, "value", [.. path, "key_value"]);
                break;
            default:
                _leaves.Add(ParquetLeaf.Of(column, path));
                Leaf(column, _leaves[^1]);
                break;
        }
    }

    private void Group(string name, int? repetition, int parts, ParquetAnnotation? annotation)
    {
        _writer.BeginStruct();
        if (repetition is { } value) _writer.Int(3, value);
        _writer.Text(4, name);
        _writer.Int(5, parts);
        Annotate(annotation);
        End();
    }

    private void Leaf(AlertColumn column, ParquetLeaf leaf)
    {
        var type = column.Schema.LogicalType;
        _writer.BeginStruct();
        _writer.Int(1, (int)leaf.Type);
        if (leaf.Type == ParquetType.FixedBytes) _writer.Int(2, ParquetLeaf.WidthOf(type!));
        _writer.Int(3, leaf.IsOptional ? Optional : 0);
        _writer.Text(4, leaf.Path[^1]);
        Annotate(ParquetLeaf.AnnotationOf(column), leaf.Type == ParquetType.FixedBytes ? type : null);
        End();
    }

    private void Annotate(ParquetAnnotation? annotation, AvroLogicalType? number = null)
    {
        if (annotation?.Converted is { } converted) _writer.Int(6, converted);
        if (number is not null)
        {
            _writer.Int(7, number.Scale);
            _writer.Int(8, number.Precision);
        }

        if (annotation is not null) _writer.Encoded(10, ThriftWriter.Struct, annotation.Logical);
    }

    private void End()
    {
        _writer.EndStruct();
        Count++;
    }
}
