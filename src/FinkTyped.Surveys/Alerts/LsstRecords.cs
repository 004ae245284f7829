using FinkTyped.Astronomy;

namespace FinkTyped.Lsst;

public sealed partial record DiaSource
{
    /// <summary>The same without ids that stand for none, 0: they are null.</summary>
    public DiaSource WithoutSentinels() => this with
    {
        DiaObjectId = Sentinels.Number(DiaObjectId, 0),
        SsObjectId = Sentinels.Number(SsObjectId, 0),
        ParentDiaSourceId = Sentinels.Number(ParentDiaSourceId, 0),
    };
}

public sealed partial record MpcOrbit
{
    private const int NotGiven = -1;

    /// <summary>The same without values that stand for none, 0 for a time and -1 for the number of the type: they are null.</summary>
    public MpcOrbit WithoutSentinels() => this with
    {
        CreatedAt = Sentinels.Number(CreatedAt, 0),
        UpdatedAt = Sentinels.Number(UpdatedAt, 0),
        OrbitTypeInt = Sentinels.Number(OrbitTypeInt, NotGiven),
        FittingDatetime = Sentinels.Number(FittingDatetime, 0),
    };
}
