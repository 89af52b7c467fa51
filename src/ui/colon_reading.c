/* Commands for reading: searching, going to a day, peeking, leaving unread. */
#include "base/err.h"
#include "state/query.h"
#include "ui/private.h"

bool colon_search(struct ui_turn *turn, const struct colon_call *call, struct err *err)
{
	(void)err;
	searching_open_with(turn, call->rest);
	return true;
}

bool colon_date(struct ui_turn *turn, const struct colon_call *call, struct err *err)
{
	int64_t time_ms = 0;
	if (call->words.len == 0) {
		seeking_date(turn);
		return true;
	}
	if (!seeking_parse_day(call->words.items[0], &time_ms, err))
		return false;
	if (!seeking_place(turn->state))
		return err_set(err, 0, "Open a conversation first");
	seeking_to_time(turn, time_ms);
	return true;
}

bool colon_peek(struct ui_turn *turn, const struct colon_call *call, struct err *err)
{
	const struct state_conversation *conversation =
	        colon_conversation(turn->state, call->words.items[0], err);
	if (conversation)
		seeking_peek_at(turn, conversation->id);
	return conversation;
}

bool colon_unread(struct ui_turn *turn, const struct colon_call *call, struct err *err)
{
	if (call->words.len == 0) {
		seeking_unread(turn);
		return true;
	}
	const struct state_conversation *conversation =
	        colon_conversation(turn->state, call->words.items[0], err);
	if (conversation)
		seeking_leave_unread(turn, conversation, conversation->last_sequence - 1);
	return conversation;
}
