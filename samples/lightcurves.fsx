// Light curves of simulated alerts, written to a file and read back: dotnet fsi lightcurves.fsx
// Schema files need C#; the types that come of them do not.
#r "nuget: FinkTyped.Surveys, 0.1.0"
#r "nuget: FinkTyped.Simulation, 0.1.0"

open FinkTyped
open FinkTyped.Astronomy
open FinkTyped.Simulation
open FinkTyped.Ztf

let write path count =
    use file = AlertFileWriter.Create<ZtfAlert>(path)
    for alert in ZtfSimulator(1L).Enumerate count do
        file.Append alert

let brightest (alert: ZtfAlert) =
    LightCurve.Of alert
    |> Seq.choose (fun point -> Option.ofNullable point.Difference |> Option.map (fun flux -> point.Band, flux.Value))
    |> Seq.groupBy fst
    |> Seq.map (fun (band, fluxes) -> band, fluxes |> Seq.map snd |> Seq.max)

write "simulated.avro" 5

for alert in AlertFile.Read<ZtfAlert>("simulated.avro") do
    for band, flux in brightest alert do
        printfn "%s %s %.0f nJy at most" alert.ObjectId band flux
