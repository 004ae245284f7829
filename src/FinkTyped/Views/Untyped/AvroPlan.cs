using System.Collections.Concurrent;
using FinkTyped.Plans;

namespace FinkTyped.Untyped;

/// <summary>
/// How to look at datums of any schema without a compiled type: paths are looked up in it once (<see cref="Bind(string)"/>), and each is then a load
/// per datum. Safe to share between threads.
/// </summary>
public sealed class AvroPlan
{
    private const string WholeName = "value";

    private static readonly SchemaCache<AvroPlan> Known = new(capacity: 64);
    private static readonly AvroSchema NoReader = new AvroPrimitiveSchema(AvroType.Null);

    // The plans of records within arrays and maps, so that what is bound to one of them fits wherever such a record is met.
    private readonly ConcurrentDictionary<AvroRecordSchema, AvroPlan> _parts;
    private readonly Lazy<RecordPlan> _records;

    private AvroPlan(AvroSchema schema, AvroLimits limits, ConcurrentDictionary<AvroRecordSchema, AvroPlan> parts)
    {
        Schema = schema;
        Limits = limits;
        _parts = parts;
        IsRecord = schema.AsRecord(out _) is not null;
        // Any other value has the bytes of a record of one field.
        var record = IsRecord ? schema : RecordOf(schema);
        Record = record.AsRecord(out _)!;
        _records = new Lazy<RecordPlan>(() => RecordPlanBuilder.Identity(record, limits));
    }

    /// <summary>The schema of the datums.</summary>
    public AvroSchema Schema { get; }

    /// <summary>Bounds on what a datum may ask for.</summary>
    public AvroLimits Limits { get; }

    /// <summary>The record that the datums are; or, of datums that are none, the record of one field that has their bytes.</summary>
    internal AvroRecordSchema Record { get; }

    /// <summary>Whether the datums are records (or null, where the schema is a union of a record and null).</summary>
    internal bool IsRecord { get; }

    /// <summary>The plan of a schema. The latest are kept, so that asking again costs next to nothing, also with another instance of it.</summary>
    /// <param name="writer">The schema the datums were written with.</param>
    /// <param name="limits">Bounds on what a datum may ask for; <see cref="AvroLimits.Default"/> where null.</param>
    public static AvroPlan For(AvroSchema writer, AvroLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(writer);
        var resolution = limits is null ? SchemaResolution.Default : SchemaResolution.Default with { Limits = limits };
        return Known.GetOrAdd(writer, NoReader, resolution, static (schema, _, how) => new AvroPlan(schema, how.Limits, new(ReferenceEqualityComparer.Instance)));
    }

    /// <summary>Looks a path up.</summary>
    /// <param name="path">For example <c>diaSource.psfFlux</c>.</param>
    /// <exception cref="AvroPathException">The path is none, or the schema has nothing there; the message names the nearest path.</exception>
    public BoundPath Bind(string path) => Bind(AvroPath.Parse(path));

    /// <summary>Looks a path up.</summary>
    /// <exception cref="AvroPathException">The schema has nothing there; the message names the nearest path.</exception>
    public BoundPath Bind(AvroPath path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return new PathBinder(this, path).Bind();
    }

    /// <summary>Looks at a datum without allocating: the view is lent for the length of a call.</summary>
    /// <param name="datum">The encoded datum; it is looked into no further than the paths ask, so that bytes behind it are not noticed.</param>
    /// <param name="state">What <paramref name="read"/> needs, so that it captures nothing.</param>
    /// <param name="read">Takes what is wanted out of the view.</param>
    /// <exception cref="AvroException">The bytes that were looked at disagree with the schema; offset and field path say where.</exception>
    public TResult Read<TState, TResult>(ReadOnlySpan<byte> datum, TState state, DatumReading<TState, TResult> read) where TState : allows ref struct
    {
        ArgumentNullException.ThrowIfNull(read);
        try
        {
            // Not given back after a fault: the next one is a new one.
            var table = DatumTable.Open(_records.Value, datum.Length);
            var result = read(new DatumView(table.View(datum), this), state);
            table.Close();
            return result;
        }
        catch (AvroException fault)
        {
            throw DatumFaults.Locate(fault, Schema, datum, Limits);
        }
    }

    /// <summary>
    /// Looks at a datum: the view has a table of its own (about four bytes for each field), and so serves as long as the bytes do. Many datums are
    /// cheaper to look at with <see cref="Read"/>.
    /// </summary>
    /// <param name="datum">The encoded datum; it is looked into no further than the paths ask. It must not change while the view is used.</param>
    /// <exception cref="AvroException">The datum is larger than the limits allow. Faults found later come from the view, with an offset.</exception>
    public DatumView Open(ReadOnlySpan<byte> datum) => new(DatumTable.OpenOwn(_records.Value, datum.Length).View(datum), this);

    /// <summary>As <see cref="Read"/>, of the first of several datums that follow each other; tells how long it is.</summary>
    /// <remarks>Faults have an offset; their field is for the caller to find.</remarks>
    internal TResult ReadFirst<TState, TResult>(ReadOnlySpan<byte> datums, TState state, DatumReading<TState, TResult> read, out int length)
        where TState : allows ref struct
    {
        var table = DatumTable.Open(_records.Value, datums.Length);
        var result = read(new DatumView(table.View(datums), this), state);
        length = table.FindEnd(datums);
        table.Close();
        return result;
    }

    /// <summary>The plan of a record that is met within.</summary>
    internal AvroPlan PartOf(AvroRecordSchema record) =>
        ReferenceEquals(record, Record) ? this : _parts.GetOrAdd(record, static (schema, whole) => new AvroPlan(schema, whole.Limits, whole._parts), this);

    private static AvroRecordSchema RecordOf(AvroSchema schema)
    {
        var record = new AvroRecordSchema("Datum", null, [], null);
        var field = new AvroField(WholeName, schema, null, [], null, 0);
        record.Complete([field], new Dictionary<string, AvroField> { [WholeName] = field });
        return record;
    }
}

/// <summary>Takes what is wanted out of a view of a datum, which it cannot keep.</summary>
/// <typeparam name="TState">What the caller hands in.</typeparam>
/// <typeparam name="TResult">What comes of it.</typeparam>
/// <param name="datum">The view.</param>
/// <param name="state">What the caller handed in.</param>
public delegate TResult DatumReading<in TState, out TResult>(DatumView datum, TState state) where TState : allows ref struct;
