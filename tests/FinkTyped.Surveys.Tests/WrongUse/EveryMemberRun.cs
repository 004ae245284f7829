using System.Reflection;
using FinkTyped.Generated;
using FinkTyped.Lsst;
using FinkTyped.Multimessenger;
using FinkTyped.Rubin;
using FinkTyped.Simulation;
using FinkTyped.Tests.Resolution;
using FinkTyped.Tests.Testing;
using FinkTyped.Ztf;

namespace FinkTyped.Surveys.Tests.WrongUse;

/// <summary>Runs in a process of its own (<see cref="EveryMemberTests"/>), which an over-read ends.</summary>
public sealed class EveryMemberRun
{
    private const BindingFlags Hidden = BindingFlags.NonPublic | BindingFlags.Static;

    private readonly Explorer _asIs = new() { MaxVisits = 6 };
    private readonly Explorer _changing = new() { MaxVisits = 6 };
    private readonly Explorer _unopened = new() { MaxVisits = 1, IsUnopened = true };

    [Fact(Explicit = true)]
    public void Every_member_of_every_view()
    {
        var random = new Random(3);
        Look<ZtfAlert, ZtfAlert.View>(new ZtfSimulator(seed: 1).NextDatum());
        Look<LsstAlert, LsstAlert.View>(new LsstSimulator(seed: 1).NextDatum());
        for (var i = 0; i < 8; i++)
        {
            Look<RubinAlert, RubinAlert.View>(MadeUp(RubinAlert.Schema, random));
            Look<MultimessengerAlert, MultimessengerAlert.View>(MadeUp(MultimessengerAlert.Schema, random));
            Look<Everything, Everything.View>(MadeUp(Everything.Schema, random));
        }

        var lying = Closings.Liars.Select(l => typeof(RecordFields<>).MakeGenericType(l));
        foreach (var type in Expected().Concat(_asIs.Types).Concat(lying).Where(t => !t.ContainsGenericParameters).Distinct().ToList())
        {
            typeof(EveryMemberRun).GetMethod(nameof(VisitUnopened), Hidden)!.MakeGenericMethod(type).Invoke(null, [_unopened]);
        }

        foreach (var explorer in new[] { _asIs, _changing, _unopened }) Assert.True(explorer.Undocumented.Count == 0, string.Join("\n", explorer.Undocumented.Select(u => u.Split((char)10)[0]).Distinct().Take(30)));
        // On changing bytes not everything is come to.
        foreach (var explorer in new[] { _asIs, _unopened }) Assert.Empty(Uncalled(explorer));
        Assert.True(_changing.Calls > 10_000);
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{_asIs.Called.Count} members of {_asIs.Types.Count} types; {_asIs.Calls} calls, {_changing.Calls} on changing bytes, {_unopened.Calls} of what nobody opened");
    }

    private void Look<TAlert, TView>(byte[] datum) where TAlert : class, IAvroRecord<TAlert> where TView : IAvroView<TView>, allows ref struct
    {
        Look<TAlert, TView>(_asIs, datum, changes: false);
        Look<TAlert, TView>(_changing, datum, changes: true);
    }

    private static void Look<TAlert, TView>(Explorer explorer, byte[] bytes, bool changes)
        where TAlert : class, IAvroRecord<TAlert> where TView : IAvroView<TView>, allows ref struct
    {
        using var memory = new GuardedMemory(bytes.Length);
        var datum = memory.AtEnd(bytes);
        if (changes) explorer.ChangeFrom(datum);
        try
        {
            Generated.Views.Query<TAlert, TView>().Select(view =>
            {
                Explorer.Visit(view, explorer);
                return true;
            }).TryEvaluate(TAlert.Schema, datum, out _);
        }
        catch (AvroException) when (changes)
        {
        }

        // The same by paths: of the datum's own schema, and some of another.
        var plan = AvroPlan.For(TAlert.Schema);
        explorer.Paths = [.. PathsOf(plan).Take(100), .. PathsOf(AvroPlan.For(Place.Schema)), null];
        Explorer.Visit(plan.Open(memory.AtEnd(bytes)), explorer);
        explorer.ChangeFrom(default);
        if (!changes) foreach (var history in Histories(AlertDecoder<TAlert>.For(TAlert.Schema).Decode(bytes))) history(explorer);
    }

    // The kept histories of a record.
    private static IEnumerable<Action<Explorer>> Histories(object alert) => alert switch
    {
        ZtfAlert a => [e => Explorer.Visit(a.PrvCandidates!.Views, e)],
        LsstAlert a => [e => Explorer.Visit(a.PrvDiaSources!.Views, e), e => Explorer.Visit(a.PrvDiaForcedSources!.Views, e)],
        Everything a => [e => Explorer.Visit(a.Places.Views, e)],
        _ => [],
    };

    private static IEnumerable<BoundPath> PathsOf(AvroPlan plan) => Names(plan.Schema, 0).Select(path => plan.Bind(path));

    private static IEnumerable<string> Names(AvroSchema schema, int depth)
    {
        while (schema is AvroUnionSchema union && union.Branches.FirstOrDefault(b => b.Type != AvroType.Null) is { } branch) schema = branch;
        if (schema is not AvroRecordSchema record || depth > 1) yield break;
        foreach (var field in record.Fields)
        {
            yield return field.Name;
            foreach (var below in Names(field.Schema, depth + 1).Take(12)) yield return $"{field.Name}.{below}";
        }
    }

    private static byte[] MadeUp(AvroSchema schema, Random random) =>
        new DatumMaker(random).TryMake(schema, out var value) ? Tree.Write(schema, value) : throw new InvalidOperationException("there is no such value");

    private static void VisitUnopened<T>(Explorer explorer) where T : allows ref struct => Explorer.Visit<T>(default!, explorer);

    /// <summary>The views of the library, of the surveys and of the tests. A reader and a writer of bytes are none.</summary>
    private static IEnumerable<Type> Expected() =>
        [.. typeof(AvroSchema).Assembly.GetExportedTypes().Where(t => t.IsByRefLike && t != typeof(AvroReader) && t != typeof(AvroWriter)), .. Closings.RecordViews, .. Closings.UnionViews];

    private static IEnumerable<string> Uncalled(Explorer explorer) =>
        Expected().SelectMany(MemberCompiler.MembersOf).Select(MemberCompiler.DefinitionOf).Where(member => !explorer.Called.ContainsKey(member));
}
