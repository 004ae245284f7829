using FinkTyped.Lsst;
using FinkTyped.Simulation.Sources;

namespace FinkTyped.Simulation.Lsst;

/// <summary>
/// The object of an alert: sums over its detections. LSST fills only the band of the current visit; the other bands are null, their
/// counts zero.
/// </summary>
internal static class LsstObjects
{
    public static DiaObject Of(LsstTarget target, LsstLook now, long objectId, IReadOnlyList<LsstLook> detections)
    {
        var visit = now.Visit;
        var s = new Summary([.. detections.Where(d => d.Visit.Band == visit.Band), now]);
        var whole = new DiaObject
        {
            DiaObjectId = objectId,
            ValidityStartMjdTai = visit.MidpointMjdTai + 0.002,
            Ra = target.Position.Ra,
            RaErr = (float)(4e-4 / Math.Sqrt(detections.Count + 1)),
            Dec = target.Position.Dec,
            DecErr = (float)(4e-4 / Math.Sqrt(detections.Count + 1)),
            RaDecCov = (float)(1e-9 / (detections.Count + 1)),
            UPsfFluxNdata = 0,
            GPsfFluxNdata = 0,
            RPsfFluxNdata = 0,
            IPsfFluxNdata = 0,
            ZPsfFluxNdata = 0,
            YPsfFluxNdata = 0,
            NDiaSources = detections.Count + 1,
        };
        return visit.Band switch
        {
            Band.G => whole with
            {
                GPsfFluxMean = s.Mean,
                GPsfFluxMeanErr = s.MeanError,
                GPsfFluxSigma = s.Sigma,
                GPsfFluxNdata = s.Count,
                GScienceFluxMean = s.ScienceMean,
                GScienceFluxMeanErr = s.MeanError,
                GPsfFluxMin = s.Least,
                GPsfFluxMax = s.Most,
                GPsfFluxMaxSlope = s.MaxSlope,
                GPsfFluxErrMean = s.ErrorMean,
            },
            Band.R => whole with
            {
                RPsfFluxMean = s.Mean,
                RPsfFluxMeanErr = s.MeanError,
                RPsfFluxSigma = s.Sigma,
                RPsfFluxNdata = s.Count,
                RScienceFluxMean = s.ScienceMean,
                RScienceFluxMeanErr = s.MeanError,
                RPsfFluxMin = s.Least,
                RPsfFluxMax = s.Most,
                RPsfFluxMaxSlope = s.MaxSlope,
                RPsfFluxErrMean = s.ErrorMean,
            },
            Band.Z => whole with
            {
                ZPsfFluxMean = s.Mean,
                ZPsfFluxMeanErr = s.MeanError,
                ZPsfFluxSigma = s.Sigma,
                ZPsfFluxNdata = s.Count,
                ZScienceFluxMean = s.ScienceMean,
                ZScienceFluxMeanErr = s.MeanError,
                ZPsfFluxMin = s.Least,
                ZPsfFluxMax = s.Most,
                ZPsfFluxMaxSlope = s.MaxSlope,
                ZPsfFluxErrMean = s.ErrorMean,
            },
            _ => whole with
            {
                IPsfFluxMean = s.Mean,
                IPsfFluxMeanErr = s.MeanError,
                IPsfFluxSigma = s.Sigma,
                IPsfFluxNdata = s.Count,
                IScienceFluxMean = s.ScienceMean,
                IScienceFluxMeanErr = s.MeanError,
                IPsfFluxMin = s.Least,
                IPsfFluxMax = s.Most,
                IPsfFluxMaxSlope = s.MaxSlope,
                IPsfFluxErrMean = s.ErrorMean,
            },
        };
    }

    /// <summary>Sums over the detections of one band.</summary>
    private readonly struct Summary
    {
        public Summary(IReadOnlyList<LsstLook> looks)
        {
            double weights = 0, sum = 0, science = 0, errors = 0;
            double least = double.MaxValue, most = double.MinValue, slope = 0;
            for (var i = 0; i < looks.Count; i++)
            {
                var fit = looks[i].Fit;
                var weight = 1 / (fit.Error * fit.Error);
                weights += weight;
                sum += weight * fit.Flux;
                science += weight * (fit.Flux + looks[i].TemplateFlux);
                errors += fit.Error;
                least = Math.Min(least, fit.Flux);
                most = Math.Max(most, fit.Flux);
                if (i == 0) continue;
                var days = looks[i].Visit.MidpointMjdTai - looks[i - 1].Visit.MidpointMjdTai;
                slope = Math.Max(slope, Math.Abs(fit.Flux - looks[i - 1].Fit.Flux) / days);
            }

            Count = looks.Count;
            Mean = (float)(sum / weights);
            MeanError = (float)Math.Sqrt(1 / weights);
            ScienceMean = (float)(science / weights);
            ErrorMean = (float)(errors / Count);
            Least = (float)least;
            Most = (float)most;
            if (Count < 2) return;
            MaxSlope = (float)slope;
            double mean = sum / weights, squares = 0;
            foreach (var look in looks) squares += (look.Fit.Flux - mean) * (look.Fit.Flux - mean);
            Sigma = (float)Math.Sqrt(squares / (Count - 1));
        }

        public int Count { get; }

        public float Mean { get; }

        public float MeanError { get; }

        public float? Sigma { get; }

        public float ScienceMean { get; }

        public float Least { get; }

        public float Most { get; }

        public float? MaxSlope { get; }

        public float ErrorMean { get; }
    }
}
