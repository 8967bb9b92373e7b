// fwq completion: the script that lets bash complete commands and options.
#include "command.hpp"

namespace fwq::cli {
namespace {

// The words come from the program itself, so the script never needs a change.
constexpr std::string_view kScript = R"(# Completion of fwq for bash. Use: source <(fwq completion)
_fwq() {
  local current="${COMP_WORDS[COMP_CWORD]}"
  local program="${COMP_WORDS[0]}" alias="${BASH_ALIASES[${COMP_WORDS[0]}]-}"
  if [ -n "$alias" ]; then program="${alias%% *}"; fi  # Bash does not expand it here.
  COMPREPLY=($("$program" __complete "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
  if [ ${#COMPREPLY[@]} -eq 0 ]; then
    COMPREPLY=($(compgen -f -- "$current"))
  fi
}
complete -o filenames -F _fwq fwq
)";

}  // namespace

extern const CommandDef completion_def{
    .name = "completion",
    .order = 11,
    .summary_en = "print the bash completion script",
    .summary_zh = "输出 bash 补全脚本",
    .help_en =
        "Example, for this shell and all later ones:\n  source <(fwq completion)\n  fwq completion "
        "> ~/.local/share/bash-completion/completions/fwq\n",
    .help_zh =
        "例：\n  source <(fwq completion)\n  fwq completion > "
        "~/.local/share/bash-completion/completions/fwq\n",
    .define = [](CLI::App&, const Session&) -> Runner {
      return [](Session& session) {
        session.print(kScript);
        return kDone;
      };
    },
};

}  // namespace fwq::cli
