# SPDX-License-Identifier: GPL-3.0-or-later
# bash completion for blowing-off-cli

_blowing_off_cli_names ()
{
  local IFS=$'\n'

  # Ids: bash can't quote every name.
  blowing-off-cli "${globals[@]}" --json "$@" 2>/dev/null \
    | grep -o '{"id":"[^"\\]*","name"' | cut -d '"' -f 4
}

_blowing_off_cli ()
{
  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} command='' second='' options='' i
  local -a globals=()

  for ((i = 1; i < COMP_CWORD; i++)); do
    case ${COMP_WORDS[i]} in
      --data-dir) globals=(--data-dir "${COMP_WORDS[i+1]}"); ((i++)) ;;
      -*) ;;
      *) if [[ -z $command ]]; then command=${COMP_WORDS[i]}; else second=${second:-${COMP_WORDS[i]}}; fi ;;
    esac
  done

  case $prev in
    --data-dir) mapfile -t COMPREPLY < <(compgen -d -- "$cur"); return ;;
    --password-file | --token-file | --guest) mapfile -t COMPREPLY < <(compgen -f -- "$cur"); return ;;
    --room) mapfile -t COMPREPLY < <(compgen -W "$(_blowing_off_cli_names rooms)" -- "$cur"); return ;;
  esac

  case $command in
    '') options='--data-dir --json --help --version discover connect login trust sync watch status digest homes rooms
      accessories show get set pending conflicts entities entity edges edge discard retry resolve history mcp export
      import report' ;;
    connect) options='--password-file --token-file --guest --device-name --user --pin --allow-plain-http --yes' ;;
    login) options='--password-file --token-file --guest --pin' ;;
    sync) options='--watch' ;;
    accessories) options='--room' ;;
    get | set)
      options='--service'
      [[ $command == set ]] && options+=' --confirm'
      [[ -z $second ]] && options+=" $(_blowing_off_cli_names accessories)" ;;
    entities) options='--type --deleted' ;;
    edges) options='--deleted' ;;
    entity)
      case $second in
        '') options='put delete' ;;
        put) options='--type --name --id --content' ;;
      esac ;;
    edge)
      case $second in
        '') options='put' ;;
        put) options='--type --from --to --id --properties' ;;
      esac ;;
  esac
  mapfile -t COMPREPLY < <(compgen -W "$options" -- "$cur")
}

complete -F _blowing_off_cli blowing-off-cli
