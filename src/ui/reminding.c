/* What one is notified of: chosen for a conversation, or for all of a group at once. */
#include "ui/private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ui/label.h"

/* Does all that the box is about have this setting? */
static bool is_set(const struct state *state, const struct dialog *dialog, enum state_remind remind)
{
	size_t count = 0;
	for (size_t i = 0; i < state->order.len; i++) {
		const struct state_conversation *conversation = state->order.items[i];
		bool meant = dialog->conversation ? str_equal(conversation->id, dialog->conversation)
		                                  : state_is_in(conversation, dialog->convgroup);
		if (meant && conversation->remind != remind)
			return false;
		count += meant;
	}
	return count > 0;
}

/* The choice to have no setting of one's own. */
#define AS_THE_GROUP STATE_REMIND_COUNT

static bool follows(const struct state *state, const struct state_conversation *conversation)
{
	const struct state_convgroup *convgroup = state_policy_of(state, conversation);
	return convgroup && conversation->remind == STATE_REMIND_NEW &&
	       !strlist_contains(&convgroup->settings.own, conversation->id);
}

static void offer_group(const struct state *state, struct dialog *dialog)
{
	const struct state_conversation *conversation = state_conversation(state, dialog->conversation);
	const struct state_convgroup *convgroup = conversation ? state_policy_of(state, conversation) : NULL;
	char label[256];
	if (!convgroup)
		return;
	snprintf(label, sizeof(label), "as “%s” is set: %s", convgroup->name,
	         state_reminds[convgroup->settings.remind].word);
	if (strcasestr(label, dialog->input.text))
		dialog_add_choice(dialog, label, follows(state, conversation) ? "now" : "", "", AS_THE_GROUP);
}

static void list_reminds(struct ui_turn *turn, struct dialog *dialog)
{
	const struct state_conversation *conversation = state_conversation(turn->state, dialog->conversation);
	bool following = conversation && follows(turn->state, conversation);
	dialog_clear_choices(dialog);
	dialog_set_remark(dialog, "A mention is a message that names you: @you");
	for (int remind = 0; remind < STATE_REMIND_COUNT; remind++) {
		if (!strcasestr(state_reminds[remind].text, dialog->input.text))
			continue;
		bool now = !following && is_set(turn->state, dialog, (enum state_remind)remind);
		dialog_add_choice(dialog, state_reminds[remind].text, now ? "now" : "", "", remind);
	}
	offer_group(turn->state, dialog);
}

static void set_chosen(struct ui_turn *turn, struct dialog *dialog)
{
	const struct dialog_choice *choice = dialog_chosen(dialog);
	const struct state_conversation *conversation = state_conversation(turn->state, dialog->conversation);
	struct state_request *request;
	if (!choice || (dialog->conversation && !conversation))
		return;
	bool own = choice->deed != AS_THE_GROUP;
	enum state_remind remind = own ? (enum state_remind)choice->deed : STATE_REMIND_NEW;
	if (conversation)
		setting_own(turn, conversation, own && remind == STATE_REMIND_NEW);
	if (conversation) {
		request = ui_dialog_request(turn, STATE_REQUEST_REMIND);
		request->conversations = ui_keep_one(turn, dialog->conversation);
	} else {
		request = ui_dialog_request(turn, STATE_REQUEST_CONVGROUP_REMIND);
		request->convgroup = ui_keep(turn, dialog->convgroup);
	}
	request->remind = remind;
}

/* Enter alone changes nothing. */
static void choose_present(struct dialog *dialog)
{
	for (size_t i = 0; i < dialog->choices.len; i++)
		if (*dialog->choices.items[i].detail != '\0')
			dialog->chosen = i;
}

void reminding_open(struct ui_turn *turn)
{
	static const struct dialog_purpose purpose = {
	        .kind = DIALOG_PICKER,
	        .verb = "set it",
	        .refresh = list_reminds,
	        .accept = set_chosen,
	};
	struct dialog *dialog = &turn->ui->dialog;
	const struct state_row *row = ui_row(turn);
	char title[512];
	if (!row || (!row->conversation && !row->convgroup)) {
		ui_notice(turn, false, "Notifications: put the cursor on a conversation or a group first");
		return;
	}
	char *label = row->conversation ? label_conversation(row->conversation)
	                                : label_convgroup(row->convgroup->name);
	snprintf(title, sizeof(title),
	         row->conversation ? "Notifications of “%s”" : "Notifications of all in “%s”", label);
	free(label);
	dialog_open(dialog, &purpose, title);
	dialog->conversation = row->conversation ? mem_strdup(row->conversation->id) : NULL;
	dialog->convgroup = row->convgroup ? mem_strdup(row->convgroup->name) : NULL;
	ui_refresh_dialog(turn);
	choose_present(dialog);
}
