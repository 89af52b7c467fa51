#include "ui/bulk.h"

#include <assert.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/err.h"
#include "ui/label.h"
#include "ui/private.h"

/* Where the server has not said how many conversations a request may name. */
#define PIECE 100
#define REASONS_MAX 262144

#define TEXT_SEVERAL "It is in more than one group: mark it under the one that it is to leave"
#define TEXT_NONE "It is in no group"

/* What was done, for "12 conversations …". */
static const char *deed_text(const struct bulk *bulk)
{
	switch (bulk->type) {
	case STATE_REQUEST_CONVGROUP_MOVE:
		return "moved to ";
	case STATE_REQUEST_CONVGROUP_ADD:
		return "added to ";
	case STATE_REQUEST_CONVGROUP_REMOVE:
		return "taken out";
	case STATE_REQUEST_PIN:
		return bulk->flag ? "pinned" : "unpinned";
	default:
		return "marked read";
	}
}

/* A request for each, or for many? */
static bool goes_together(enum state_request_type type)
{
	return type != STATE_REQUEST_PIN && type != STATE_REQUEST_READ;
}

static bool leaves(enum state_request_type type)
{
	return type == STATE_REQUEST_CONVGROUP_MOVE || type == STATE_REQUEST_CONVGROUP_REMOVE;
}

/* ---- its lists ---- */

static void clear_left(struct bulk *bulk)
{
	for (size_t i = 0; i < bulk->left.len; i++) {
		free(bulk->left.items[i].conversation);
		free(bulk->left.items[i].from);
	}
	vec_clear(&bulk->left);
}

static void clear_refused(struct bulk *bulk)
{
	for (size_t i = 0; i < bulk->refused.len; i++) {
		free(bulk->refused.items[i].conversation);
		free(bulk->refused.items[i].text);
	}
	vec_clear(&bulk->refused);
}

void bulk_finish(struct bulk *bulk)
{
	clear_left(bulk);
	clear_refused(bulk);
	vec_finish(&bulk->left);
	vec_finish(&bulk->refused);
	strlist_finish(&bulk->asked);
	free(bulk->convgroup);
}

static void refuse(struct bulk *bulk, const char *conversation, const char *text)
{
	struct bulk_refusal refusal = {mem_strdup(conversation), mem_strdup(text)};
	vec_push(&bulk->refused, refusal);
}

static void settle(struct ui_turn *turn, const char *conversation)
{
	turn->ui->bulk.done++;
	marks_remove(&turn->ui->marks, conversation);
}

/* ---- telling ---- */

static void list_refused(struct ui_turn *turn, struct dialog *dialog)
{
	const struct bulk *bulk = &turn->ui->bulk;
	struct buf text;
	buf_init(&text, REASONS_MAX);
	for (size_t i = 0; i < bulk->refused.len; i++) {
		const struct bulk_refusal *refusal = &bulk->refused.items[i];
		const struct state_conversation *conversation =
		        state_conversation(turn->state, refusal->conversation);
		char *label =
		        conversation ? label_conversation(conversation) : mem_strdup(refusal->conversation);
		buf_printf(&text, "%s%s: %s", i > 0 ? "\n" : "", label, refusal->text);
		free(label);
	}
	dialog_set_body(dialog, text.data);
	buf_finish(&text);
}

static void show_refused(struct ui_turn *turn)
{
	static const struct dialog_purpose purpose = {
	        .kind = DIALOG_READING,
	        .refresh = list_refused,
	};
	size_t count = turn->ui->bulk.refused.len;
	dialog_open(&turn->ui->dialog, &purpose,
	            arena_printf(&turn->events->arena, "%zu refused, and still marked", count));
	ui_refresh_dialog(turn);
}

bool colon_refused(struct ui_turn *turn, const struct colon_call *call, struct err *err)
{
	(void)call;
	if (turn->ui->bulk.refused.len == 0)
		return err_set(err, 0, "None of those that were marked was refused");
	show_refused(turn);
	return true;
}

/* The reasons stand on the screen, unless the person is at something else. */
static void tell_end(struct ui_turn *turn)
{
	struct ui *ui = turn->ui;
	const struct bulk *bulk = &ui->bulk;
	size_t refused = bulk->refused.len;
	char *name = bulk->convgroup ? label_convgroup(bulk->convgroup) : NULL;
	const char *quoted = name ? arena_printf(&turn->events->arena, "“%s”", name) : "";
	const char *done = arena_printf(&turn->events->arena, "%zu conversation%s %s%s", bulk->done,
	                                label_plural((int64_t)bulk->done), deed_text(bulk), quoted);
	free(name);
	ui->dirty |= UI_SIDEBAR | UI_STATUS;
	if (refused == 0)
		ui_notice(turn, false, "%s%s", done, bulk->joins ? ui_undo_hint(turn) : "");
	else
		ui_notice(turn, true, "%s; %zu refused, still marked (:refused says why)", done, refused);
	if (refused > 0 && ui->in_sidebar && !dialog_is_open(&ui->dialog))
		show_refused(turn);
}

/* ---- asking ---- */

static void ask_one(struct ui_turn *turn, struct state_request *request)
{
	const struct bulk *bulk = &turn->ui->bulk;
	request->conversation = ui_keep(turn, bulk->asked.items[0]);
	request->flag = bulk->flag;
}

static void ask_many(struct ui_turn *turn, struct state_request *request, const char *from)
{
	const struct bulk *bulk = &turn->ui->bulk;
	bool removes = bulk->type == STATE_REQUEST_CONVGROUP_REMOVE;
	request->convgroup = ui_keep(turn, removes ? from : bulk->convgroup);
	if (bulk->type == STATE_REQUEST_CONVGROUP_MOVE)
		request->from_convgroup = ui_keep(turn, from);
	request->conversations = strspan_copy(&turn->events->arena, strlist_span(&bulk->asked));
}

/* The next piece: those that leave the same group as the first one. */
static void take_piece(struct ui_turn *turn, const char *from)
{
	struct bulk *bulk = &turn->ui->bulk;
	int64_t allowed = turn->state->limits.conversations_per_request;
	size_t most = !goes_together(bulk->type) ? 1 : allowed > 0 ? (size_t)allowed : PIECE, kept = 0;
	strlist_clear(&bulk->asked);
	for (size_t i = 0; i < bulk->left.len; i++) {
		struct bulk_item item = bulk->left.items[i];
		if (bulk->asked.len == most || !str_equal(item.from, from)) {
			bulk->left.items[kept++] = item;
			continue;
		}
		strlist_add(&bulk->asked, item.conversation);
		free(item.conversation);
		free(item.from);
	}
	bulk->left.len = kept;
}

static void next(struct ui_turn *turn)
{
	struct bulk *bulk = &turn->ui->bulk;
	bulk->ticket = 0;
	if (bulk->left.len == 0) {
		tell_end(turn);
		bulk->joins = false;
		return;
	}
	const char *from = ui_keep(turn, bulk->left.items[0].from);
	take_piece(turn, from);
	struct state_request *request = ui_request(turn, bulk->type);
	bulk->ticket = request->ticket;
	request->joins = bulk->joins;
	bulk->joins = true;
	if (goes_together(bulk->type))
		ask_many(turn, request, from);
	else
		ask_one(turn, request);
}

/* ---- beginning ---- */

/* Nothing would change. */
static bool is_done(const struct bulk *bulk, const struct state_conversation *conversation, const char *from)
{
	switch (bulk->type) {
	case STATE_REQUEST_CONVGROUP_MOVE:
		return str_equal(from, bulk->convgroup);
	case STATE_REQUEST_CONVGROUP_ADD:
		return state_is_in(conversation, bulk->convgroup);
	case STATE_REQUEST_PIN:
		return conversation->pinned == bulk->flag;
	case STATE_REQUEST_READ:
		return conversation->unread == 0;
	default:
		return false;
	}
}

static void take_mark(struct ui_turn *turn, const struct mark *mark)
{
	struct bulk *bulk = &turn->ui->bulk;
	const struct state_conversation *conversation = state_conversation(turn->state, mark->conversation);
	const char *from = NULL;
	if (!conversation)
		return;
	if (leaves(bulk->type) && !marks_source(mark->convgroup, conversation, &from)) {
		refuse(bulk, mark->conversation, TEXT_SEVERAL);
	} else if (bulk->type == STATE_REQUEST_CONVGROUP_REMOVE && !from) {
		refuse(bulk, mark->conversation, TEXT_NONE);
	} else if (is_done(bulk, conversation, from)) {
		settle(turn, mark->conversation);
	} else {
		struct bulk_item item = {mem_strdup(mark->conversation), mem_strdup(from)};
		vec_push(&bulk->left, item);
	}
}

void bulk_begin(struct ui_turn *turn, enum state_request_type type, const char *convgroup, bool flag)
{
	struct bulk *bulk = &turn->ui->bulk;
	struct mark *mark, *after;
	if (bulk->ticket != 0) {
		ui_notice(turn, false, "%zu marked ones are still on their way",
		          bulk->left.len + bulk->asked.len);
		return;
	}
	bulk->type = type;
	bulk->flag = flag;
	bulk->done = 0;
	mem_replace(&bulk->convgroup, convgroup);
	clear_refused(bulk);
	HASH_ITER (hh, turn->ui->marks.all, mark, after)
		take_mark(turn, mark);
	next(turn);
}

/* ---- answers ---- */

static const char *reason_for(const struct state_event *answer, const char *conversation)
{
	if (answer->code != 0)
		return str_empty(answer->text) ? "The server did not say why" : answer->text;
	for (size_t i = 0; i < answer->failure_count; i++)
		if (str_equal(answer->failures[i].conversation, conversation))
			return str_empty(answer->failures[i].text) ? "The server did not say why"
			                                           : answer->failures[i].text;
	return NULL;
}

bool bulk_answered(struct ui_turn *turn, uint64_t ticket, const struct state_event *answer)
{
	struct bulk *bulk = &turn->ui->bulk;
	if (bulk->ticket == 0 || ticket != bulk->ticket)
		return false;
	for (size_t i = 0; i < bulk->asked.len; i++) {
		const char *conversation = bulk->asked.items[i], *reason = reason_for(answer, conversation);
		if (reason)
			refuse(bulk, conversation, reason);
		else
			settle(turn, conversation);
	}
	strlist_clear(&bulk->asked);
	turn->ui->dirty |= UI_SIDEBAR | UI_STATUS;
	next(turn);
	return true;
}
