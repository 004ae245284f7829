namespace FinkTyped.Astronomy;

/// <summary>Which of the stock schemas an alert is read with.</summary>
internal enum SurveyType
{
    /// <summary>None of them.</summary>
    Unknown,

    /// <summary>ZTF's, from Fink or from ZTF itself.</summary>
    Ztf,

    /// <summary>LSST's as Fink sends them, with records of nulls where Rubin has null.</summary>
    Lsst,

    /// <summary>Rubin's own packets.</summary>
    Rubin,

    /// <summary>Fink's multi-messenger streams.</summary>
    Multimessenger,
}
