# shellcheck shell=bash disable=SC2034 # what _covey_command and _covey_option set, _covey reads
# bash: completion of covey's command line. The lines between those that name a section ("commands", …) are made
# by tests/tools/docs from the program's tables.

# Of "covey" or a command with verbs: the verbs; of another command its options, and what its arguments are
# ("..." for the one before it again and again).
_covey_command()
{
	verbs='' options='' values=''
	case $1 in
# commands
	'covey') verbs='send get tail history search export list group message room read remind who status nick block unblock blocked delete login logout demo doctor help' ;;
	'covey group') verbs='list create rename delete add remove move sort up down place pin unpin fold unfold fold-others policy export import' ;;
	'covey message') verbs='edit recall delete react unreact readers' ;;
	'covey room') verbs='list create join leave invite expel members admin no-admin hand-over rename dismiss' ;;
	'covey send') options=' --file' values='CONV TEXT ...' ;;
	'covey get') options=' -o --output' values='CONV ID' ;;
	'covey tail') options=' --json' values='CONV ...' ;;
	'covey history') options=' -n --count --json' values='CONV' ;;
	'covey search') options=' -n --count --group --in --json' values='WORD ...' ;;
	'covey export') options=' --group --json --markdown' values='CONV' ;;
	'covey list') options=' --group --json --unread' values='' ;;
	'covey group list') options=' --json' values='' ;;
	'covey group create') options='' values='NAME CONV ...' ;;
	'covey group rename') options='' values='GROUP NAME' ;;
	'covey group delete') options='' values='GROUP' ;;
	'covey group add') options='' values='GROUP CONV ...' ;;
	'covey group remove') options='' values='GROUP CONV ...' ;;
	'covey group move') options=' --from' values='GROUP CONV ...' ;;
	'covey group sort') options='' values='GROUP ...' ;;
	'covey group up') options='' values='GROUP' ;;
	'covey group down') options='' values='GROUP' ;;
	'covey group place') options='' values='GROUP CONV ...' ;;
	'covey group pin') options='' values='CONV ...' ;;
	'covey group unpin') options='' values='CONV ...' ;;
	'covey group fold') options='' values='GROUP ...' ;;
	'covey group unfold') options='' values='GROUP ...' ;;
	'covey group fold-others') options='' values='GROUP' ;;
	'covey group policy') options='' values='GROUP SETTING ...' ;;
	'covey group export') options=' --in --ini --json' values='FILE' ;;
	'covey group import') options=' --dry-run' values='FILE' ;;
	'covey message edit') options='' values='ID TEXT' ;;
	'covey message recall') options='' values='ID' ;;
	'covey message delete') options='' values='ID ...' ;;
	'covey message react') options='' values='ID EMOJI' ;;
	'covey message unreact') options='' values='ID EMOJI' ;;
	'covey message readers') options='' values='ID' ;;
	'covey room list') options=' --json --public' values='' ;;
	'covey room create') options=' --force --id --private' values='NAME USER ...' ;;
	'covey room join') options='' values='ROOM' ;;
	'covey room leave') options='' values='ROOM' ;;
	'covey room invite') options='' values='ROOM USER ...' ;;
	'covey room expel') options='' values='ROOM USER ...' ;;
	'covey room members') options=' --json' values='ROOM' ;;
	'covey room admin') options='' values='ROOM USER' ;;
	'covey room no-admin') options='' values='ROOM USER' ;;
	'covey room hand-over') options='' values='ROOM USER' ;;
	'covey room rename') options='' values='ROOM NAME' ;;
	'covey room dismiss') options='' values='ROOM' ;;
	'covey read') options=' --all --group' values='CONV ...' ;;
	'covey remind') options=' --group' values='HOW CONV ...' ;;
	'covey who') options=' --json' values='USER ...' ;;
	'covey status') options='' values='TEXT ...' ;;
	'covey nick') options='' values='NAME ...' ;;
	'covey block') options='' values='USER ...' ;;
	'covey unblock') options='' values='USER ...' ;;
	'covey blocked') options='' values='' ;;
	'covey delete') options='' values='CONV ...' ;;
	'covey login') options='' values='URL' ;;
	'covey logout') options=' --local' values='' ;;
	'covey demo') options='' values='' ;;
	'covey doctor') options='' values='' ;;
	'covey help') options='' values='COMMAND' ;;
# /commands
	esac
# everywhere
	everywhere=' --account --server --user --ca --help'
# /everywhere
	[[ $1 != covey ]] || options='-V --version --plain'
}

# What the value of an option is; nothing for one without.
_covey_option()
{
	value=''
	case $1 in
# values
	--file) value=FILE ;;
	-n | --count) value=N ;;
	--from) value=GROUP ;;
	--group) value=GROUP ;;
	--id) value=ID ;;
	--in) value=CONV ;;
	-o | --output) value=PATH ;;
	--account) value=NAME ;;
	--server) value=URL ;;
	--user) value=NAME ;;
	--ca) value=FILE ;;
# /values
	esac
}

# One of the words on standard input is to be completed.
_covey_offer()
{
	local word
	while IFS= read -r word; do
		[[ $word != "$current"* ]] || COMPREPLY+=("$(printf %q "$word")")
	done
}

# Asks the server, in the name of the same account.
_covey_ask()
{
	timeout 2 "${connection[@]}" "$@" --json 2>/dev/null
}

_covey_value()
{
	case $1 in
	GROUP) _covey_offer < <(_covey_ask group list | sed -nE 's/^\{"groupName":"([^"\\]*)".*/\1/p') ;;
	CONV) _covey_offer < <(_covey_ask list | sed -nE 's/^\{"conversationID":"(C2C|GROUP)([^"\\]*)".*/\2/p') ;;
	ROOM) _covey_offer < <(_covey_ask list | sed -nE 's/^\{"conversationID":"GROUP([^"\\]*)".*/\1/p') ;;
	USER) _covey_offer < <(_covey_ask list | sed -nE 's/^\{"conversationID":"C2C([^"\\]*)".*/\1/p') ;;
	COMMAND) _covey_command covey && _covey_offer <<<"${verbs// /$'\n'}" ;;
# how
	HOW) _covey_offer <<<$'notify\nmentions\ncount\nmute' ;;
# /how
	FILE) compopt -o default ;;
	esac
}

_covey()
{
	local verbs options values everywhere value command=covey count=0 i current=${COMP_WORDS[COMP_CWORD]}
	local connection=("$1")
	COMPREPLY=()
	for ((i = 1; i < COMP_CWORD; i++)); do
		_covey_option "${COMP_WORDS[i]}"
		_covey_command "$command"
		if [[ $value ]]; then
			[[ " $everywhere " != *" ${COMP_WORDS[i]} "* ]] ||
				connection+=("${COMP_WORDS[i]}" "${COMP_WORDS[i + 1]}")
			((i += 1))
		elif [[ ${COMP_WORDS[i]} == -?* ]]; then
			continue
		elif [[ $verbs ]]; then
			command+=" ${COMP_WORDS[i]}"
		else
			((count += 1))
		fi
	done
	_covey_command "$command"
	if ((i > COMP_CWORD)); then
		_covey_value "$value"
	elif [[ $current == -* ]]; then
		options+=$everywhere
		_covey_offer <<<"${options// /$'\n'}"
	elif [[ $verbs ]]; then
		_covey_offer <<<"${verbs// /$'\n'}"
	else
		# shellcheck disable=SC2206 # words
		values=($values)
		if [[ ${values[${#values[@]} - 1]} == ... && count -ge ${#values[@]}-1 ]]; then
			count=$((${#values[@]} - 2))
		fi
		_covey_value "${values[count]}"
	fi
}

complete -F _covey covey
