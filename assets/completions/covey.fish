# fish: completion of covey's command line. The lines between those that name a section ("commands", …) are made by
# tests/tools/docs from the program's tables.

# The options that have a value.
# values
set -g __covey_valued --file -n --count --from --group --id --in -o --output --account --server --user --ca
# /values

# The words before the cursor that are neither options nor their values.
function __covey_words
    set -l skip
    for word in (commandline -opc)
        if set -q skip[1]
            set -e skip
        else if contains -- $word $__covey_valued
            set skip yes
        else if not string match -qr -- '^-.' $word
            echo $word
        end
    end
end

# __covey_at N COMMAND…: is it the N-th argument of the command that is to be completed? N+: or one after it.
function __covey_at
    set -l command $argv[2..-1]
    set -l words (__covey_words)
    set words[1] covey
    set -l place (math (count $words) - (count $command))
    test $place -ge 0
    and test "$words[1..$(count $command)]" = "$command"
    and if string match -q '*+' $argv[1]
        test $place -ge (string trim -c + $argv[1])
    else
        test $place -eq $argv[1]
    end
end

# Asks the server, in the name of the same account.
function __covey_ask
    set -l tokens (commandline -opc)
    set -l connection $tokens[1]
    for i in (seq 2 (math (count $tokens) - 1))
        contains -- $tokens[$i] --server --user --ca
        and set -a connection $tokens[$i] $tokens[(math $i + 1)]
    end
    timeout 2 $connection $argv --json 2>/dev/null
end

function __covey_value
    switch $argv[1]
        case GROUP
            __covey_ask group list | string replace -rf '^\{"groupName":"([^"\\\\]*)".*' '$1'
        case CONV
            __covey_ask list | string replace -rf '^\{"conversationID":"(?:C2C|GROUP)([^"\\\\]*)".*' '$1'
        case ROOM
            __covey_ask list | string replace -rf '^\{"conversationID":"GROUP([^"\\\\]*)".*' '$1'
        case USER
            __covey_ask list | string replace -rf '^\{"conversationID":"C2C([^"\\\\]*)".*' '$1'
        case COMMAND
            complete -C 'covey ' | string replace -r '\t.*' ''
# how
        case HOW
            printf '%s\n' notify mentions count mute
# /how
        case FILE
            __fish_complete_path (commandline -ct)
    end
end

complete -c covey -f
# commands
complete -c covey -n '__covey_at 0 covey' -a send -d 'send a message; without TEXT, the file or what standard input says'
complete -c covey -n '__covey_at 0 covey' -a get -d 'save the newest file, or that of the message ID; print where it is'
complete -c covey -n '__covey_at 0 covey' -a tail -d 'print messages as they come'
complete -c covey -n '__covey_at 0 covey' -a history -d 'print the newest messages'
complete -c covey -n '__covey_at 0 covey' -a search -d 'find messages by the beginnings of their words'
complete -c covey -n '__covey_at 0 covey' -a export -d 'print the whole history of a conversation, or of those of a group'
complete -c covey -n '__covey_at 0 covey' -a list -d 'list conversations'
complete -c covey -n '__covey_at 0 covey' -a group -d 'manage conversation groups'
complete -c covey -n '__covey_at 0 covey' -a message -d 'edit, recall, react to a message'
complete -c covey -n '__covey_at 0 covey' -a room -d 'manage rooms'
complete -c covey -n '__covey_at 0 covey' -a read -d 'mark as read'
complete -c covey -n '__covey_at 0 covey' -a remind -d 'what to be told of: HOW is notify, mentions, count or mute'
complete -c covey -n '__covey_at 0 covey' -a who -d 'who is there, of these or of all you know'
complete -c covey -n '__covey_at 0 covey' -a status -d 'what others see that you do; "": nothing any more; without TEXT it is printed'
complete -c covey -n '__covey_at 0 covey' -a nick -d 'what others see as your name; "": your user name; without NAME it is printed'
complete -c covey -n '__covey_at 0 covey' -a block -d 'get nothing from them any more'
complete -c covey -n '__covey_at 0 covey' -a unblock -d 'hear them again'
complete -c covey -n '__covey_at 0 covey' -a blocked -d 'list who is blocked'
complete -c covey -n '__covey_at 0 covey' -a delete -d 'delete conversations from your list'
complete -c covey -n '__covey_at 0 covey' -a login -d 'log in; covey opens that server from then on'
complete -c covey -n '__covey_at 0 covey' -a logout -d 'log out and forget the token and the server'
complete -c covey -n '__covey_at 0 covey' -a demo -d 'look at it: a small cast on a throw-away server'
complete -c covey -n '__covey_at 0 covey' -a doctor -d 'try terminal, notifications and server, and say what to change'
complete -c covey -n '__covey_at 0 covey' -a help -d 'say what there is'
complete -c covey -n '__covey_at 0 covey group' -a list -d 'list the groups in their order'
complete -c covey -n '__covey_at 0 covey group' -a create -d 'make a group'
complete -c covey -n '__covey_at 0 covey group' -a rename -d 'rename a group'
complete -c covey -n '__covey_at 0 covey group' -a delete -d 'delete a group; its conversations stay'
complete -c covey -n '__covey_at 0 covey group' -a add -d 'add conversations to a group'
complete -c covey -n '__covey_at 0 covey group' -a remove -d 'take conversations out of a group'
complete -c covey -n '__covey_at 0 covey group' -a move -d 'move conversations to a group'
complete -c covey -n '__covey_at 0 covey group' -a sort -d 'put these groups first, in this order'
complete -c covey -n '__covey_at 0 covey group' -a up -d 'put a group one place up'
complete -c covey -n '__covey_at 0 covey group' -a down -d 'put a group one place down'
complete -c covey -n '__covey_at 0 covey group' -a place -d 'sort a group by hand, with these conversations first'
complete -c covey -n '__covey_at 0 covey group' -a pin -d 'put conversations above the others'
complete -c covey -n '__covey_at 0 covey group' -a unpin -d 'put conversations back among the others'
complete -c covey -n '__covey_at 0 covey group' -a fold -d 'fold groups, in every terminal'
complete -c covey -n '__covey_at 0 covey group' -a unfold -d 'unfold groups'
complete -c covey -n '__covey_at 0 covey group' -a fold-others -d 'fold all groups but one'
complete -c covey -n '__covey_at 0 covey group' -a policy -d 'say, or set, what a group does: mute, digest=15, quiet=22:00-07:00, sort=name, …'
complete -c covey -n '__covey_at 0 covey group' -a export -d 'write the groups, their policies and what is in them to a file (INI) or to standard output'
complete -c covey -n '__covey_at 0 covey group' -a import -d 'make the groups as a file says; others stay as they are'
complete -c covey -n '__covey_at 0 covey message' -a edit -d 'say something else in a message of yours; history --json shows IDs'
complete -c covey -n '__covey_at 0 covey message' -a recall -d 'recall a message, for all'
complete -c covey -n '__covey_at 0 covey message' -a delete -d 'delete messages, for you alone'
complete -c covey -n '__covey_at 0 covey message' -a react -d 'react, by an emoji or its name'
complete -c covey -n '__covey_at 0 covey message' -a unreact -d 'take a reaction back'
complete -c covey -n '__covey_at 0 covey message' -a readers -d 'list who has read a message in a room'
complete -c covey -n '__covey_at 0 covey room' -a list -d 'list the rooms one is in; or all public ones, or those with words that begin so'
complete -c covey -n '__covey_at 0 covey room' -a create -d 'make a room; print its ID'
complete -c covey -n '__covey_at 0 covey room' -a join -d 'join a public room by its name or ID'
complete -c covey -n '__covey_at 0 covey room' -a leave -d 'leave a room'
complete -c covey -n '__covey_at 0 covey room' -a invite -d 'add people to a room'
complete -c covey -n '__covey_at 0 covey room' -a expel -d 'take people out of a room'
complete -c covey -n '__covey_at 0 covey room' -a members -d 'list who is in a room'
complete -c covey -n '__covey_at 0 covey room' -a admin -d 'make a member an admin'
complete -c covey -n '__covey_at 0 covey room' -a no-admin -d 'make an admin a plain member'
complete -c covey -n '__covey_at 0 covey room' -a hand-over -d 'make a member the owner of your room'
complete -c covey -n '__covey_at 0 covey room' -a rename -d 'call a room something else'
complete -c covey -n '__covey_at 0 covey room' -a dismiss -d 'end a room that is yours, for all'
complete -c covey -n '__covey_at 0+ covey send' -l file -x -a '(__covey_value FILE)' -d 'a file to send'
complete -c covey -n '__covey_at 0 covey send' -a '(__covey_value CONV)'
complete -c covey -n '__covey_at 1+ covey send' -a '(__covey_value TEXT)'
complete -c covey -n '__covey_at 0+ covey get' -s o -l output -x -a '(__covey_value PATH)' -d 'where to: a file, or a folder; without it the downloads'
complete -c covey -n '__covey_at 0 covey get' -a '(__covey_value CONV)'
complete -c covey -n '__covey_at 1 covey get' -a '(__covey_value ID)'
complete -c covey -n '__covey_at 0+ covey tail' -l json -d 'print JSON, one object a line'
complete -c covey -n '__covey_at 0+ covey tail' -a '(__covey_value CONV)'
complete -c covey -n '__covey_at 0+ covey history' -s n -l count -x -a '(__covey_value N)' -d 'how many messages'
complete -c covey -n '__covey_at 0+ covey history' -l json -d 'print JSON, one object a line'
complete -c covey -n '__covey_at 0 covey history' -a '(__covey_value CONV)'
complete -c covey -n '__covey_at 0+ covey search' -s n -l count -x -a '(__covey_value N)' -d 'how many messages'
complete -c covey -n '__covey_at 0+ covey search' -l group -x -a '(__covey_value GROUP)' -d 'only the conversations of this group'
complete -c covey -n '__covey_at 0+ covey search' -l in -x -a '(__covey_value CONV)' -d 'only this conversation'
complete -c covey -n '__covey_at 0+ covey search' -l json -d 'print JSON, one object a line'
complete -c covey -n '__covey_at 0+ covey search' -a '(__covey_value WORD)'
complete -c covey -n '__covey_at 0+ covey export' -l group -x -a '(__covey_value GROUP)' -d 'only the conversations of this group'
complete -c covey -n '__covey_at 0+ covey export' -l json -d 'print JSON, one object a line'
complete -c covey -n '__covey_at 0+ covey export' -l markdown -d 'print Markdown'
complete -c covey -n '__covey_at 0 covey export' -a '(__covey_value CONV)'
complete -c covey -n '__covey_at 0+ covey list' -l group -x -a '(__covey_value GROUP)' -d 'only the conversations of this group'
complete -c covey -n '__covey_at 0+ covey list' -l json -d 'print JSON, one object a line'
complete -c covey -n '__covey_at 0+ covey list' -l unread -d 'only conversations with unread messages'
complete -c covey -n '__covey_at 0+ covey group list' -l json -d 'print JSON, one object a line'
complete -c covey -n '__covey_at 0 covey group create' -a '(__covey_value NAME)'
complete -c covey -n '__covey_at 1+ covey group create' -a '(__covey_value CONV)'
complete -c covey -n '__covey_at 0 covey group rename' -a '(__covey_value GROUP)'
complete -c covey -n '__covey_at 1 covey group rename' -a '(__covey_value NAME)'
complete -c covey -n '__covey_at 0 covey group delete' -a '(__covey_value GROUP)'
complete -c covey -n '__covey_at 0 covey group add' -a '(__covey_value GROUP)'
complete -c covey -n '__covey_at 1+ covey group add' -a '(__covey_value CONV)'
complete -c covey -n '__covey_at 0 covey group remove' -a '(__covey_value GROUP)'
complete -c covey -n '__covey_at 1+ covey group remove' -a '(__covey_value CONV)'
complete -c covey -n '__covey_at 0+ covey group move' -l from -x -a '(__covey_value GROUP)' -d 'the group that they leave'
complete -c covey -n '__covey_at 0 covey group move' -a '(__covey_value GROUP)'
complete -c covey -n '__covey_at 1+ covey group move' -a '(__covey_value CONV)'
complete -c covey -n '__covey_at 0+ covey group sort' -a '(__covey_value GROUP)'
complete -c covey -n '__covey_at 0 covey group up' -a '(__covey_value GROUP)'
complete -c covey -n '__covey_at 0 covey group down' -a '(__covey_value GROUP)'
complete -c covey -n '__covey_at 0 covey group place' -a '(__covey_value GROUP)'
complete -c covey -n '__covey_at 1+ covey group place' -a '(__covey_value CONV)'
complete -c covey -n '__covey_at 0+ covey group pin' -a '(__covey_value CONV)'
complete -c covey -n '__covey_at 0+ covey group unpin' -a '(__covey_value CONV)'
complete -c covey -n '__covey_at 0+ covey group fold' -a '(__covey_value GROUP)'
complete -c covey -n '__covey_at 0+ covey group unfold' -a '(__covey_value GROUP)'
complete -c covey -n '__covey_at 0 covey group fold-others' -a '(__covey_value GROUP)'
complete -c covey -n '__covey_at 0 covey group policy' -a '(__covey_value GROUP)'
complete -c covey -n '__covey_at 1+ covey group policy' -a '(__covey_value SETTING)'
complete -c covey -n '__covey_at 0+ covey group export' -l in -x -a '(__covey_value CONV)' -d 'only this conversation'
complete -c covey -n '__covey_at 0+ covey group export' -l ini -d 'write INI'
complete -c covey -n '__covey_at 0+ covey group export' -l json -d 'print JSON, one object a line'
complete -c covey -n '__covey_at 0 covey group export' -a '(__covey_value FILE)'
complete -c covey -n '__covey_at 0+ covey group import' -l dry-run -d 'say what would change, and change nothing'
complete -c covey -n '__covey_at 0 covey group import' -a '(__covey_value FILE)'
complete -c covey -n '__covey_at 0 covey message edit' -a '(__covey_value ID)'
complete -c covey -n '__covey_at 1 covey message edit' -a '(__covey_value TEXT)'
complete -c covey -n '__covey_at 0 covey message recall' -a '(__covey_value ID)'
complete -c covey -n '__covey_at 0+ covey message delete' -a '(__covey_value ID)'
complete -c covey -n '__covey_at 0 covey message react' -a '(__covey_value ID)'
complete -c covey -n '__covey_at 1 covey message react' -a '(__covey_value EMOJI)'
complete -c covey -n '__covey_at 0 covey message unreact' -a '(__covey_value ID)'
complete -c covey -n '__covey_at 1 covey message unreact' -a '(__covey_value EMOJI)'
complete -c covey -n '__covey_at 0 covey message readers' -a '(__covey_value ID)'
complete -c covey -n '__covey_at 0+ covey room list' -l json -d 'print JSON, one object a line'
complete -c covey -n '__covey_at 0+ covey room list' -l public -d 'rooms that anybody may join'
complete -c covey -n '__covey_at 0+ covey room create' -l force -d 'although there is a public room of this name'
complete -c covey -n '__covey_at 0+ covey room create' -l id -x -a '(__covey_value ID)' -d 'the room'\''s ID; without it the server makes one up'
complete -c covey -n '__covey_at 0+ covey room create' -l private -d 'a room joined by invitation alone'
complete -c covey -n '__covey_at 0 covey room create' -a '(__covey_value NAME)'
complete -c covey -n '__covey_at 1+ covey room create' -a '(__covey_value USER)'
complete -c covey -n '__covey_at 0 covey room join' -a '(__covey_value ROOM)'
complete -c covey -n '__covey_at 0 covey room leave' -a '(__covey_value ROOM)'
complete -c covey -n '__covey_at 0 covey room invite' -a '(__covey_value ROOM)'
complete -c covey -n '__covey_at 1+ covey room invite' -a '(__covey_value USER)'
complete -c covey -n '__covey_at 0 covey room expel' -a '(__covey_value ROOM)'
complete -c covey -n '__covey_at 1+ covey room expel' -a '(__covey_value USER)'
complete -c covey -n '__covey_at 0+ covey room members' -l json -d 'print JSON, one object a line'
complete -c covey -n '__covey_at 0 covey room members' -a '(__covey_value ROOM)'
complete -c covey -n '__covey_at 0 covey room admin' -a '(__covey_value ROOM)'
complete -c covey -n '__covey_at 1 covey room admin' -a '(__covey_value USER)'
complete -c covey -n '__covey_at 0 covey room no-admin' -a '(__covey_value ROOM)'
complete -c covey -n '__covey_at 1 covey room no-admin' -a '(__covey_value USER)'
complete -c covey -n '__covey_at 0 covey room hand-over' -a '(__covey_value ROOM)'
complete -c covey -n '__covey_at 1 covey room hand-over' -a '(__covey_value USER)'
complete -c covey -n '__covey_at 0 covey room rename' -a '(__covey_value ROOM)'
complete -c covey -n '__covey_at 1 covey room rename' -a '(__covey_value NAME)'
complete -c covey -n '__covey_at 0 covey room dismiss' -a '(__covey_value ROOM)'
complete -c covey -n '__covey_at 0+ covey read' -l all -d 'all conversations'
complete -c covey -n '__covey_at 0+ covey read' -l group -x -a '(__covey_value GROUP)' -d 'only the conversations of this group'
complete -c covey -n '__covey_at 0+ covey read' -a '(__covey_value CONV)'
complete -c covey -n '__covey_at 0+ covey remind' -l group -x -a '(__covey_value GROUP)' -d 'only the conversations of this group'
complete -c covey -n '__covey_at 0 covey remind' -a '(__covey_value HOW)'
complete -c covey -n '__covey_at 1+ covey remind' -a '(__covey_value CONV)'
complete -c covey -n '__covey_at 0+ covey who' -l json -d 'print JSON, one object a line'
complete -c covey -n '__covey_at 0+ covey who' -a '(__covey_value USER)'
complete -c covey -n '__covey_at 0+ covey status' -a '(__covey_value TEXT)'
complete -c covey -n '__covey_at 0+ covey nick' -a '(__covey_value NAME)'
complete -c covey -n '__covey_at 0+ covey block' -a '(__covey_value USER)'
complete -c covey -n '__covey_at 0+ covey unblock' -a '(__covey_value USER)'
complete -c covey -n '__covey_at 0+ covey delete' -a '(__covey_value CONV)'
complete -c covey -n '__covey_at 0 covey login' -a '(__covey_value URL)'
complete -c covey -n '__covey_at 0+ covey logout' -l local -d 'only here: the server is not told, and need not be there'
complete -c covey -n '__covey_at 0 covey help' -a '(__covey_value COMMAND)'
complete -c covey -l account -x -a '(__covey_value NAME)' -d 'the account that the settings call [account NAME]'
complete -c covey -l server -x -a '(__covey_value URL)' -d 'the server: wss://…, ws://… or unix:/path'
complete -c covey -l user -x -a '(__covey_value NAME)' -d 'the account there'
complete -c covey -l ca -x -a '(__covey_value FILE)' -d 'a certificate authority of one'\''s own (PEM)'
complete -c covey -l help -d 'say how it is called'
# /commands
complete -c covey -n '__covey_at 0 covey' -s V -l version -d 'print the version'
complete -c covey -n '__covey_at 0 covey' -l plain -d 'lines of text in place of the screen'
