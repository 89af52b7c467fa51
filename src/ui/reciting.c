/* What there is, in words: the whole sidebar to read, and where one is. */
#include <stdlib.h>

#include "base/buf.h"
#include "base/err.h"
#include "ui/label.h"
#include "ui/plain_box.h"
#include "ui/private.h"

#define TEXT_MAX (1024 * 1024)

static void recite_heading(const char *label, int64_t unread, size_t count, struct buf *out)
{
	buf_printf(out, "%s%s, %zu conversation%s", out->len > 0 ? "\n" : "", label, count,
	           label_plural((int64_t)count));
	if (unread > 0)
		buf_printf(out, ", %lld unread", (long long)unread);
	buf_append_char(out, '\n');
}

static void recite_conversation(const struct state *state, const struct state_conversation *conversation,
                                struct buf *out)
{
	char *label = label_conversation(conversation);
	buf_printf(out, "  %s", label);
	if (conversation->unread > 0 && state_counts(state, conversation))
		buf_printf(out, ", %lld unread", (long long)conversation->unread);
	if (conversation->mentions > 0)
		buf_append_str(out, ", mentions you");
	if (str_equal(conversation->id, state->current))
		buf_append_str(out, ", open");
	buf_append_char(out, '\n');
	free(label);
}

/* `convgroup` NULL: those in none. */
static void recite_convgroup(const struct state *state, const struct state_convgroup *convgroup,
                             struct buf *out)
{
	static const struct state_settings none = {0};
	const char *name = convgroup ? convgroup->name : NULL;
	struct state_rows rows = {0};
	char *label = label_convgroup(name);
	state_members(state, name, convgroup ? &convgroup->settings : &none, &rows);
	if (convgroup || rows.len > 0)
		recite_heading(label, state_unread_in(state, name), rows.len, out);
	for (size_t i = 0; i < rows.len; i++)
		recite_conversation(state, rows.items[i].conversation, out);
	free(label);
	vec_finish(&rows);
}

static void recite_all(struct ui_turn *turn, struct dialog *dialog)
{
	const struct state *state = turn->state;
	struct buf text;
	buf_init(&text, TEXT_MAX);
	for (size_t i = 0; i < state->convgroups.len; i++)
		if (!dialog->convgroup || str_equal(dialog->convgroup, state->convgroups.items[i].name))
			recite_convgroup(state, &state->convgroups.items[i], &text);
	if (!dialog->convgroup)
		recite_convgroup(state, NULL, &text);
	if (text.len > 0)
		text.data[--text.len] = '\0'; /* the last newline */
	dialog_set_body(dialog, text.data);
	buf_finish(&text);
}

bool colon_list(struct ui_turn *turn, const struct colon_call *call, struct err *err)
{
	static const struct dialog_purpose purpose = {.kind = DIALOG_READING, .refresh = recite_all};
	const char *name = call->words.len > 0 ? call->words.items[0] : NULL;
	struct dialog *dialog = &turn->ui->dialog;
	if (name && !state_convgroup(turn->state, name))
		return err_set(err, 0, "There is no group “%s”", name);
	name = ui_keep(turn, name);
	dialog_open(dialog, &purpose, "Conversations");
	mem_replace(&dialog->convgroup, name);
	ui_refresh_dialog(turn);
	return true;
}

bool colon_where(struct ui_turn *turn, const struct colon_call *call, struct err *err)
{
	const struct state *state = turn->state;
	const struct state_conversation *current = state_current(state);
	struct buf text;
	(void)call;
	if (!current)
		return err_set(err, 0, "No conversation is open");
	buf_init(&text, TEXT_MAX);
	plain_say_place(state, current, current->unread, &text);
	buf_printf(&text, "; %lld unread elsewhere", (long long)state_unread_elsewhere(state));
	ui_notice(turn, false, "%s", text.data);
	buf_finish(&text);
	return true;
}
