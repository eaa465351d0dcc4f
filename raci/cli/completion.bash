_raci_completion() {
    local line="${COMP_LINE:0:COMP_POINT}" word head= type value
    word="${line##*[[:space:]]}"
    [[ $COMP_WORDBREAKS == *:* && $word == *:* ]] && head="${word%:*}:"
    COMPREPLY=()
    while IFS=, read -r type value; do
        case $type in
            dir) compopt -o dirnames ;;
            file) compopt -o default ;;
            plain) value="${value%%$'\t'*}"; COMPREPLY+=("${value#"$head"}") ;;
        esac
    done < <(COMP_WORDS="$line" COMP_CWORD="$word" _RACI_COMPLETE=fish_complete "$1")
}

complete -o nosort -F _raci_completion raci 2>/dev/null || complete -F _raci_completion raci
