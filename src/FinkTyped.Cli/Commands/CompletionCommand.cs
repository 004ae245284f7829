using System.CommandLine;
using FinkTyped.Cli.Terminal;

namespace FinkTyped.Cli.Commands;

/// <summary><c>fink completion</c>: scripts that let a shell complete the command's words.</summary>
internal static class CompletionCommand
{
    private static readonly string[] Shells = ["bash", "zsh", "fish", "pwsh"];

    public static Command Create(CliConsole console)
    {
        var shell = new Argument<string>("SHELL") { Description = "The shell.", HelpName = "bash|zsh|fish|pwsh" };
        shell.AcceptOnlyFromAmong(Shells);
        var command = new Command("completion", "Prints a script that completes commands and options; how to load it stands in its first lines.") { shell };
        command.SetAction(line =>
        {
            console.ResultWriter.Write(Script(line.GetRequiredValue(shell)));
            return ExitCode.Done;
        });
        return command;
    }

    // The command itself knows what fits: it is asked with the line so far, and the place of the cursor in it.
    private static string Script(string shell) => shell switch
    {
        "bash" => """
            # fink completion bash > ~/.local/share/bash-completion/completions/fink
            _fink() {
              local IFS=$'\n' word=${COMP_WORDS[COMP_CWORD]}
              COMPREPLY=($(compgen -W "$(fink "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null)" -- "$word"))
            }
            complete -o default -F _fink fink

            """,
        "zsh" => """
            #compdef fink
            # fink completion zsh > "${fpath[1]}/_fink"
            _fink() {
              local -a words_that_fit
              words_that_fit=("${(@f)$(fink "[suggest:${CURSOR}]" "${BUFFER}" 2>/dev/null)}")
              compadd -- $words_that_fit
              _files
            }
            compdef _fink fink

            """,
        "fish" => """
            # fink completion fish > ~/.config/fish/completions/fink.fish
            complete -c fink -a '(fink "[suggest:"(commandline -C)"]" (commandline -p) 2>/dev/null)'

            """,
        _ => """
            # fink completion pwsh >> $PROFILE
            Register-ArgumentCompleter -Native -CommandName fink -ScriptBlock {
                param($word, $line, $cursor)
                fink "[suggest:$cursor]" "$line" 2>$null | Where-Object { $_ -like "$word*" } | ForEach-Object {
                    [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
                }
            }

            """,
    };
}
