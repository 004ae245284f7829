using System.Security.Cryptography;
using FinkTyped.Plans;

namespace FinkTyped;

/// <summary>
/// Reads one datum by its writer schema and writes it as JSON, value by value. It is none of the other walks (<see cref="StepWalker"/>,
/// <see cref="ResolverNode"/>) because each value becomes text in the order of the bytes: noting where values are would be a pass more. Where a
/// <see cref="Layout"/> knows that already, a <see cref="JsonTemplate"/> saves looking for it.
/// </summary>
internal ref partial struct JsonInterpreter
{
    private readonly ReadOnlySpan<byte> _datum;
    private readonly AvroJsonBytes _bytes;
    private AvroReader _reader;
    private JsonText _text;
    private JsonMapEntries? _entries;

    private JsonInterpreter(Span<byte> output, ReadOnlySpan<byte> datum, AvroJsonOptions options)
    {
        // An alert's history grows sixfold, its cutouts shrink; memory that is too small costs a copy, memory too large costs nothing.
        const int Growth = 4;
        _datum = datum;
        _bytes = options.Bytes;
        _reader = new AvroReader(datum, options.Limits);
        _text = new JsonText(output, (int)Math.Min((long)Growth * datum.Length, options.Limits.MaxBytes), options.Limits.MaxBytes);
    }

    /// <summary>The JSON of a datum, in the memory given or, where that is too small, in pooled memory: dispose it.</summary>
    /// <param name="schema">The schema of the datum.</param>
    /// <param name="output">The memory.</param>
    /// <param name="datum">The datum.</param>
    /// <param name="options">How to write bytes, and bounds.</param>
    /// <param name="isWhole">Whether nothing may follow the datum.</param>
    public static JsonText Write(AvroSchema schema, Span<byte> output, ReadOnlySpan<byte> datum, AvroJsonOptions options, bool isWhole = true)
    {
        var interpreter = new JsonInterpreter(output, datum, options);
        try
        {
            interpreter.Value(schema);
            if (isWhole) interpreter._reader.EnsureEnd();
            return interpreter._text;
        }
        catch
        {
            interpreter.Dispose();
            throw;
        }
    }

    public void Dispose() => _text.Dispose();

    private void Value(AvroSchema schema)
    {
        _text.Reserve(JsonText.MaxScalar);
        Value(schema, StepProgramBuilder.KindOf(schema));
    }

    /// <summary>Writes a value; <see cref="JsonText.MaxScalar"/> bytes must be reserved.</summary>
    private void Value(AvroSchema schema, WireKind kind)
    {
        switch (kind)
        {
            case WireKind.Null:
                Charge();
                _text.Raw("null"u8);
                break;
            case WireKind.Boolean:
                _text.Raw(_reader.ReadBoolean() ? "true"u8 : "false"u8);
                break;
            case WireKind.Int:
                _text.Integer(_reader.ReadInt());
                break;
            case WireKind.Long:
                _text.Integer(_reader.ReadLong());
                break;
            case WireKind.Float:
                _text.Number(_reader.ReadFloat());
                break;
            case WireKind.Double:
                _text.Number(_reader.ReadDouble());
                break;
            case WireKind.String:
                _text.String(_reader.ReadStringSpan());
                break;
            case WireKind.Bytes:
                Bytes(_reader.ReadBytesSpan());
                break;
            case WireKind.Fixed:
                Charge();
                Bytes(_reader.ReadFixedSpan(((AvroFixedSchema)schema).Size));
                break;
            case WireKind.Reference:
                Record((AvroRecordSchema)schema);
                break;
            case WireKind.Array:
                Array(((AvroArraySchema)schema).Items);
                break;
            case WireKind.Map:
                Map(((AvroMapSchema)schema).Values);
                break;
            case WireKind.Enum:
                var symbols = ((AvroEnumSchema)schema).SymbolsAsJson;
                _text.Raw(symbols[_reader.ReadEnumIndex(symbols.Length)]);
                break;
            case WireKind.Union:
                var branches = ((AvroUnionSchema)schema).BranchArray;
                var branch = branches[_reader.ReadUnionIndex(branches.Length)];
                if (branch.Type == AvroType.Null) _text.Raw("null"u8);
                else Value(branch, StepProgramBuilder.KindOf(branch));
                break;
        }
    }

    private void Array(AvroSchema items)
    {
        _reader.Enter();
        AvroReader.EnsureStack(_reader.Position);
        _text.Byte((byte)'[');
        var kind = StepProgramBuilder.KindOf(items);
        var isFirst = true;
        for (int count; (count = _reader.ReadBlock(items.MinBytes, out var end)) > 0; _reader.EndBlock(end))
        {
            for (; count > 0; count--)
            {
                _text.Reserve(JsonText.MaxScalar);
                if (!isFirst) _text.Byte((byte)',');
                isFirst = false;
                Value(items, kind);
            }
        }

        _text.Reserve(1);
        _text.Byte((byte)']');
        _reader.Leave();
    }

    private void Map(AvroSchema values)
    {
        _reader.Enter();
        AvroReader.EnsureStack(_reader.Position);
        _text.Byte((byte)'{');
        var start = _text.Length;
        _entries ??= new JsonMapEntries();
        var first = _entries.Count;
        var minBytes = (int)Math.Min(1L + values.MinBytes, int.MaxValue);
        for (int count; (count = _reader.ReadBlock(minBytes, out var end)) > 0; _reader.EndBlock(end))
        {
            for (; count > 0; count--)
            {
                if (_entries.Count > first)
                {
                    _text.Reserve(1);
                    _text.Byte((byte)',');
                }

                var textStart = _text.Length;
                var key = _reader.ReadStringSpan();
                _text.String(key);
                _text.Reserve(1);
                _text.Byte((byte)':');
                var entry = _entries.Add(_reader.Position - key.Length, key.Length, textStart);
                Value(values);
                _entries.End(entry, _text.Length);
            }
        }

        _entries.KeepLast(first, _datum, ref _text, start);
        _text.Reserve(1);
        _text.Byte((byte)'}');
        _reader.Leave();
    }

    private void Bytes(ReadOnlySpan<byte> value)
    {
        _text.Raw("{\"$bytes\":"u8);
        _text.Reserve(JsonText.MaxScalar);
        _text.Integer(value.Length);
        switch (_bytes)
        {
            case AvroJsonBytes.Hash:
                Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
                SHA256.HashData(value, hash);
                _text.Raw(",\"sha256\":"u8);
                _text.Hex(hash);
                break;
            case AvroJsonBytes.Base64:
                _text.Raw(",\"base64\":"u8);
                _text.Base64(value);
                break;
        }

        _text.Reserve(1);
        _text.Byte((byte)'}');
    }

    // A value that may take no bytes counts as an item: a few bytes of datum must not stand for endless text.
    private void Charge()
    {
        _reader.Enter();
        _reader.Leave();
    }
}
